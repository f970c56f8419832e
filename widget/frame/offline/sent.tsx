import { standing } from "../availability";
import { chosenDepartment, formats, state } from "../state";
import { formatComing } from "../texts";
import { t } from "./texts";

/** What happens next with the message that has been left. */
export function Sent({ onStart }: { onStart: () => void }) {
  const department = chosenDepartment();
  const opensAt = department && standing(department) === "closed" && department.opensAt;
  return (
    <div class="note">
      <svg class="done" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 12.5l4.5 4.5L19 7.5" />
      </svg>
      <p id="sent" tabIndex={-1}>
        {t("received", { department: department?.name ?? state.widget.company.name })}
      </p>
      <p class="soft">
        {t("answerTo", { email: state.form.email.trim() })}{" "}
        {opensAt && t("itOpens", { time: formatComing(formats, opensAt) })}
      </p>
      <button type="button" class="plain" onClick={onStart}>
        {t("toStart")}
      </button>
    </div>
  );
}
