import { tellHost } from "../host";
import { backToPicker } from "../start";
import { chosenDepartment, state, t, update } from "../state";
import { Icon } from "./icon";
import { Logo } from "./logo";

function subtitle(): string {
  const { timeline, widget } = state;
  if (state.view !== "chat" || !timeline) return chosenDepartment() ? widget.company.name : "";
  if (timeline.status === "closed") return t("ended");
  return timeline.owner ? t("withOperator", { operator: timeline.owner.name }) : widget.company.name;
}

function Menu() {
  const { menu } = state;
  return (
    <div class="menu">
      <button
        type="button"
        id="menu"
        class="icon"
        aria-label={t("menu")}
        aria-expanded={menu}
        onClick={() => update({ menu: !menu }, menu ? undefined : "#end")}
      >
        <Icon shape="menu" />
      </button>
      {menu && (
        <button
          type="button"
          id="end"
          onClick={() => update({ menu: false, confirmEnd: true, endFailed: false }, "#confirm")}
        >
          {t("end")}
        </button>
      )}
    </div>
  );
}

export function Header() {
  const { view, widget, timeline } = state;
  const department = chosenDepartment();
  const { name, color, logoUrl } = department ?? { ...widget, ...widget.company, logoUrl: null };
  return (
    <header>
      {view === "form" && widget.departments.length > 1 && (
        <button type="button" class="icon" aria-label={t("back")} onClick={backToPicker}>
          <Icon shape="back" />
        </button>
      )}
      <Logo name={name} color={color} logoUrl={logoUrl} />
      <div class="title">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        {subtitle() && <p>{subtitle()}</p>}
      </div>
      {view === "chat" && timeline && timeline.status !== "closed" && <Menu />}
      <button type="button" class="icon" aria-label={t("close")} onClick={() => tellHost({ type: "close" })}>
        <Icon shape="close" />
      </button>
    </header>
  );
}
