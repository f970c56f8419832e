import { enqueue } from "../outbox";
import { locale, state, t, texts, update } from "../state";
import { plural } from "../texts";
import { Icon } from "./icon";

const BODY_MAX = 4000;

function send(): void {
  const { draft, timeline } = state;
  if (!timeline || !draft.trim() || draft.length > BODY_MAX) return;
  if (enqueue(timeline.chatId, draft)) update({ draft: "" }, "#message");
}

/** As high as its text, up to the limit of the style sheet; a function of its own per render, so that each one calls it. */
const grow = () => (element: HTMLTextAreaElement | null) => {
  if (!element) return;
  element.style.height = "auto";
  element.style.height = `${element.scrollHeight + 2}px`;
};

export function Composer() {
  const { draft } = state;
  const excess = draft.length - BODY_MAX;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {excess > 0 && (
        <p class="error" id="message-error" role="alert">
          {plural(locale, texts.tooLongBy, excess)}
        </p>
      )}
      <textarea
        id="message"
        rows={1}
        ref={grow()}
        value={draft}
        aria-label={t("compose")}
        placeholder={t("composeHint")}
        aria-invalid={excess > 0}
        aria-describedby={excess > 0 ? "message-error" : undefined}
        enterkeyhint="send"
        onInput={({ currentTarget }) => update({ draft: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="send" aria-label={t("send")} aria-disabled={!draft.trim() || excess > 0}>
        <Icon shape="send" />
      </button>
    </form>
  );
}
