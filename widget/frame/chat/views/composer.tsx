import { loadPart, part } from "../../room";
import { state, update } from "../../state";
import { Icon } from "../../views/icon";
import { attach } from "../attach";
import { enqueue } from "../outbox";
import { t } from "../texts";

const BODY_MAX = 4000;

function send(reopens: boolean): void {
  const { draft, timeline } = state;
  const files = part("files");
  if (!timeline || isEmpty() || draft.length > BODY_MAX) return;
  const isTaken = files?.hasFiles() ? files.send(draft, reopens) : enqueue(timeline.chatId, draft, reopens);
  if (isTaken) update({ draft: "" }, "#message");
}

const isEmpty = () => !state.draft.trim() && !part("files")?.hasFiles();

/** As high as its text, up to the limit of the style sheet; a function of its own per render, so that each one calls it. */
const grow = () => (element: HTMLTextAreaElement | null) => {
  if (!element) return;
  element.style.height = "auto";
  element.style.height = `${element.scrollHeight + 2}px`;
};

async function chooseEmoji(): Promise<void> {
  const emoji = await loadPart("emoji");
  if (emoji) emoji.toggle();
  else update({ actionFailed: true });
}

function write(draft: string): void {
  update({ draft });
  loadPart("typing").then((typing) => typing?.typed());
}

/** `reopens`: what is written here opens a closed chat again, and says so. */
export function Composer({ reopens }: { reopens: boolean }) {
  const { draft } = state;
  const excess = draft.length - BODY_MAX;
  const emoji = part("emoji");
  return (
    <form class="composer" onSubmit={() => send(reopens)}>
      {reopens && <p id="reopen-hint">{t("reopenHint")}</p>}
      {excess > 0 && (
        <p class="error" id="message-error" role="alert">
          {t("tooLongBy", { count: excess })}
        </p>
      )}
      {emoji && <emoji.Picker />}
      {!reopens && (
        <label class="attach" title={t("attach")}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M20 11l-8 8a5 5 0 0 1-7-7l8-8a3 3 0 0 1 5 5l-8 8" />
          </svg>
          <input
            type="file"
            multiple
            class="sr"
            aria-label={t("attach")}
            onChange={({ currentTarget }) => attach(currentTarget.files)}
          />
        </label>
      )}
      <button
        type="button"
        class="attach emoji"
        title={t("emoji")}
        aria-label={t("emoji")}
        aria-expanded={!!emoji?.isOpen()}
        onClick={chooseEmoji}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M9 9v1m6-1v1m-7 4q4 4 8 0M12 3a9 9 0 1 0 .1 0" />
        </svg>
      </button>
      <textarea
        id="message"
        rows={1}
        ref={grow()}
        value={draft}
        aria-label={t("compose")}
        placeholder={t("composeHint")}
        aria-invalid={excess > 0}
        aria-describedby={excess > 0 ? "message-error" : reopens ? "reopen-hint" : undefined}
        enterkeyhint="send"
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send(reopens);
        }}
      />
      <button type="submit" class="send" aria-label={t("send")} aria-disabled={isEmpty() || excess > 0}>
        <Icon shape="send" />
      </button>
    </form>
  );
}
