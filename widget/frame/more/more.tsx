// Earlier chats of this browser, and the way to be forgotten, in a file of its own: it is fetched when somebody asks for it.

import "../here/here";
import { readIdentity } from "../identity";
import { state, update } from "../state";
import { Icon } from "../views/icon";
import { EarlierChats } from "./earlier-chats";
import { Forget, isForgotten } from "./forget";
import css from "./more.css";
import { beginAnew, isReading, leave, read } from "./pages";
import { Reading } from "./reading";
import { t } from "./texts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

/** Shows them in place of what is on the screen, which goes on behind it. */
export function openMore(): void {
  update({ screen: More, menu: false }, "#back");
  addEventListener("keydown", onEscape, true);
  read();
}

/** Before the frame's own handler, which would close the whole chat. */
function onEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.isComposing) return;
  event.stopPropagation();
  back();
}

/** One step back: to the list, then to where the visitor came from. */
function back(): void {
  if (isForgotten()) beginAnew();
  else if (isReading()) leave();
  else {
    removeEventListener("keydown", onEscape, true);
    update({ screen: undefined }, "#message, #restart, #name, #pick button");
  }
}

function More() {
  if (isForgotten()) {
    return (
      <div class="more">
        <Forget />
      </div>
    );
  }
  return (
    <div class="more">
      <button type="button" id="back" class="back" onClick={back}>
        <Icon shape="back" /> {t("back")}
      </button>
      {isReading() ? (
        <Reading />
      ) : (
        <>
          <EarlierChats />
          <Forget />
        </>
      )}
    </div>
  );
}

/** Under the place where a chat begins, and under one that has ended, for who has been here before. */
export function Entry() {
  const { screen, view, timeline } = state;
  const isBetween = ["picker", "form", "sent"].includes(view) || (view === "chat" && timeline?.status === "closed");
  if (screen || !isBetween || !readIdentity()) return null;
  return (
    <p class="entry">
      <button type="button" onClick={openMore}>
        {t("more")}
      </button>
    </p>
  );
}
