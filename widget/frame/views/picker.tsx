import { showForm } from "../entrance";
import { state, t } from "../state";
import { Icon } from "./icon";
import { Logo } from "./logo";
import { Status } from "./status";

export function Picker() {
  const { widget, goneDepartment } = state;
  return (
    <div class="scroll">
      {goneDepartment && (
        <p class="warning" role="alert">
          {t("departmentGone", { department: goneDepartment })}
        </p>
      )}
      {widget.greeting && (
        <p class="greeting">
          <bdi>{widget.greeting}</bdi>
        </p>
      )}
      <h2 id="question">{t("pick")}</h2>
      <ul id="pick" aria-labelledby="question">
        {widget.departments.map((department) => (
          <li key={department.id}>
            <button type="button" class="card" onClick={() => showForm(department.id)}>
              <Logo {...department} />
              <span>
                <b>
                  <bdi>{department.name}</bdi>
                </b>
                {department.description && (
                  <small>
                    <bdi>{department.description}</bdi>
                  </small>
                )}
                <Status department={department} />
                {department.replies && <small>{department.replies}</small>}
              </span>
              <Icon shape="next" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
