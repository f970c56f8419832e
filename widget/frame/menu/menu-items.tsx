// What stands in the menu of a chat and what it leads to, in a file of its own: it is fetched when the menu is opened.

import { act, ask } from "../chat/actions";
import { loadPart } from "../room";
import { state, update } from "../state";
import css from "./menu.css";
import { isSoundOn, setSound } from "./sound";
import { t } from "./texts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

export const MenuItems = () => (
  <div class="items">
    <button type="button" aria-pressed={isSoundOn()} onClick={toggleSound}>
      {t("sound")} <span aria-hidden="true">{isSoundOn() ? "✓" : "○"}</span>
    </button>
    <button type="button" onClick={showMore}>
      {t("more")}
    </button>
    <button type="button" onClick={() => ask("end", "#confirm")}>
      {t("end")}
    </button>
  </div>
);

async function showMore(): Promise<void> {
  const part = await loadPart("more");
  if (part) part.openMore();
  else update({ menu: false, actionFailed: true });
}

function toggleSound(): void {
  setSound(!isSoundOn());
  update({});
}

const endChat = () => act("closure", {}, "#restart");

/** Asks once more before the visitor ends the chat. */
export const ConfirmEnd = () => (
  <div class="below">
    <p>{t("endConfirm")}</p>
    <button type="button" id="confirm" class="primary" aria-disabled={state.busy} onClick={endChat}>
      {t("end")}
    </button>
    <button type="button" class="plain" onClick={() => ask(undefined, "#message")}>
      {t("endKeep")}
    </button>
  </div>
);
