// What only a chat that has ended needs, in a file of its own: it is fetched when the chat ends.

import type { ChatEventDto } from "@/lib/chats/schemas";
import { rate } from "../chat/actions";
import { startNew } from "../chat/chat";
import { isRatable } from "../chat/rules";
import { loadPart } from "../room";
import { formats, presentDepartment, state, update } from "../state";
import { endText as wordEnd } from "./end-text";
import css from "./ended.css";
import { t } from "./texts";
import { download, transcript, transcriptPage } from "./transcript";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
// Who has ended a chat may want to see it again, or to be forgotten.
loadPart("more").then(() => update({}));

/** What an entry says of the end of a chat. */
export const endText = (event: ChatEventDto) => wordEnd(event, t);

const SCORES = [1, 2, 3, 4, 5] as const;

function Rating() {
  const { rating } = state;
  const change = (patch: Partial<typeof rating>) => update({ rating: { ...rating, ...patch } });
  return (
    <form class="below" onSubmit={rate}>
      <fieldset>
        <legend>{t("rate")}</legend>
        {SCORES.map((score) => (
          <label key={score}>
            <input type="radio" name="score" checked={rating.score === score} onChange={() => change({ score })} />
            {t(`score${score}`)}
          </label>
        ))}
      </fieldset>
      {rating.score > 0 && (
        <>
          <textarea
            rows={2}
            maxLength={1000}
            aria-label={t("comment")}
            placeholder={t("comment")}
            value={rating.comment}
            onInput={({ currentTarget }) => change({ comment: currentTarget.value })}
          />
          <button type="submit" class="primary" aria-disabled={state.busy}>
            {t("sendRating")}
          </button>
        </>
      )}
      <button type="button" class="link" onClick={() => update({ rating: { ...rating, isSkipped: true } }, "#restart")}>
        {t("skip")}
      </button>
    </form>
  );
}

function save(as: "txt" | "html"): void {
  const name = presentDepartment()?.name ?? "";
  const events = state.timeline?.events ?? [];
  const day = events[0]?.createdAt.slice(0, 10) ?? "";
  const title = `${state.widget.company.name}, ${name}`;
  const write = as === "txt" ? transcript : transcriptPage;
  download(`${name} ${day}.${as}`, write(events, title, t, formats, document.documentElement));
}

/** Whether the operator who ended the chat asked for no rating. */
const isSpared = (events: readonly ChatEventDto[]) =>
  events.findLast(({ kind }) => kind === "closed")?.data.rating === "off";

/** What can be done with a chat that has ended. */
export function Closing() {
  const { timeline, rating, chat } = state;
  if (!timeline) return null;
  return (
    <>
      {isRatable(timeline) && !isSpared(timeline.events) && !rating.isSkipped && <Rating />}
      <div class="below">
        <p role="status">{timeline.state?.rating ? t("thanks") : ""}</p>
        <button type="button" class="plain" onClick={() => save("txt")}>
          {t("transcript")}
        </button>
        <button type="button" class="link" onClick={() => save("html")}>
          {t("transcriptPage")}
        </button>
        <button type="button" id="restart" class="primary" onClick={() => startNew(chat?.id)}>
          {t("startNew")}
        </button>
      </div>
    </>
  );
}
