// The choice of emoji, in a file of its own: it is fetched when it is first opened.
import { EMOJI, emojiAfter, emojiNames } from "@/lib/emoji/rules";
import { locale, state, update } from "../state";
import css from "./emoji.css";
import { t } from "./texts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

let isShown = false;
/** Where the keyboard is. */
let at = 0;

export const isOpen = () => isShown;

export function toggle(): void {
  isShown = !isShown;
  update({}, isShown ? focusAt() : "#message");
}

const focusAt = () => `#emoji :nth-child(${at + 1})`;

/** Puts it where the caret is, in place of what is selected. */
export function insert(emoji: string): void {
  const field = document.querySelector<HTMLTextAreaElement>("#message");
  field?.setRangeText(emoji, field.selectionStart, field.selectionEnd, "end");
  isShown = false;
  update({ draft: field?.value ?? state.draft + emoji }, "#message");
}

function onKeyDown(event: KeyboardEvent): void {
  const next = emojiAfter(at, event.key, locale === "ar");
  if (event.key !== "Escape" && next === null) return;
  event.preventDefault();
  event.stopPropagation();
  if (next === null) toggle();
  else {
    at = next;
    update({}, focusAt());
  }
}

/** Above the text; one stop of the Tab key, in which arrows lead on. */
export function Picker() {
  if (!isShown) return null;
  const names = emojiNames(t("emojiNames"));
  return (
    <div id="emoji" role="toolbar" aria-label={t("emoji")} onKeyDown={onKeyDown}>
      {EMOJI.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          tabIndex={index === at ? 0 : -1}
          aria-label={names[index]}
          title={names[index]}
          onFocus={() => {
            at = index;
          }}
          onClick={() => insert(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}
