import { takesChats } from "../../availability";
import { part } from "../../room";
import { presentDepartment, state, update } from "../../state";
import { ask, switchTo } from "../actions";
import { openOffer } from "../rules";
import { t } from "../texts";

/** Other departments that the company's snippet offers and that take a chat now. */
export function otherDepartments() {
  const { kind, departments } = state.widget;
  const here = presentDepartment()?.id;
  return kind === "company" ? departments.filter((each) => each.id !== here && takesChats(each, true)) : [];
}

/** What a waiting visitor can do beside waiting. */
export function Waiting() {
  const { timeline, panel, declinedOffer } = state;
  if (timeline?.status !== "queued") return null;
  const panels = part("waiting");
  if (panels && panel === "switch") return <panels.Switch />;
  if (panels && panel === "contact") return <panels.Contact />;
  const offer = openOffer(timeline, declinedOffer);
  const { departmentId, departmentName = "" } = offer?.data ?? {};
  if (offer && departmentId) {
    return (
      <>
        <button type="button" class="primary" aria-disabled={state.busy} onClick={() => switchTo(departmentId)}>
          {t("goTo", { department: departmentName })}
        </button>
        <button type="button" class="plain" onClick={() => update({ declinedOffer: offer.seq }, "#message")}>
          {t("keepWaiting")}
        </button>
      </>
    );
  }
  return (
    <>
      {otherDepartments().length > 0 && (
        <button type="button" class="plain" onClick={() => ask("switch", "#other")}>
          {t("switch")}
        </button>
      )}
      <button type="button" class="plain" onClick={() => ask("contact", "#contact")}>
        {t("contact")}
      </button>
    </>
  );
}
