import { Fragment } from "preact";
import { ackOf, withOutbox } from "@/lib/chats/timeline";
import { serverNow } from "../../api";
import { isReopenable } from "../../availability";
import { part } from "../../room";
import { formats, state } from "../../state";
import { Icon } from "../../views/icon";
import { keepOpen } from "../actions";
import { countdown, isStale } from "../rules";
import { onScroll, toEnd } from "../scroll";
import { t } from "../texts";
import { queueText } from "../words";
import { Composer } from "./composer";
import { Entry, Outage, Pending } from "./entry";
import { Waiting } from "./waiting";

/** The connection, or the place in the queue: said once whenever it is another. */
function statusLine(): string {
  const { timeline, lost, caughtUp, overtaken } = state;
  if (!timeline || timeline.status === "closed") return "";
  if (lost) return t("lost");
  if (timeline.status !== "queued" || !caughtUp) return "";
  const queue = timeline.state?.queue;
  if (!queue) return t("waiting");
  return overtaken ? `${queueText(queue, t)}. ${t("overtaken")}` : queueText(queue, t);
}

/** Time that is left, not announced every second: the line in the log has said it. */
const Idle = ({ closeAt }: { closeAt: string }) => (
  <>
    <p role="timer">{t("closesIn", { time: countdown(closeAt, serverNow(), formats) })}</p>
    <button type="button" class="plain" aria-disabled={state.busy} onClick={keepOpen}>
      {t("keepOpen")}
    </button>
  </>
);

export function Chat() {
  const { timeline, outbox, caughtUp, newBelow, panel, outage } = state;
  if (!timeline) return null;
  const entries = withOutbox(timeline, outbox);
  const { status, events } = timeline;
  const closed = status === "closed";
  const Closing = part("ended")?.Closing;
  const Tray = part("files")?.Tray;
  const Typing = part("typing")?.Typing;
  const ConfirmEnd = part("menu")?.ConfirmEnd;
  const closeAt = closed ? null : timeline.state?.idleCloseAt;
  const lastOwn = events.findLast(({ sender, kind }) => kind === "message" && sender.type === "visitor");
  const reopens = closed && isReopenable(timeline.state, serverNow());
  // Until the server has said whether writing on opens it again, nothing is taken from under typing hands.
  const canWrite = closed ? reopens || isStale(timeline) : panel !== "end";
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse must be able to scroll it (axe: scrollable-region-focusable) */}
      <div id="log" role="log" aria-label={t("messages")} aria-busy={!caughtUp} tabIndex={0} onScroll={onScroll}>
        <ol>
          {entries.map((entry) => (
            // Called, not mounted: a message that has been taken stays the same node, and is read out once.
            <Fragment key={entry.key}>
              {entry.type === "event"
                ? Entry({
                    event: entry.event,
                    ack: entry.event === lastOwn ? ackOf(timeline, entry.event.seq) : undefined,
                  })
                : Pending(entry)}
              {entry.type === "event" && outage?.after === entry.event.seq && <Outage {...outage} />}
            </Fragment>
          ))}
        </ol>
      </div>
      {Typing && <Typing />}
      {newBelow && (
        <button type="button" class="newer" onClick={toEnd}>
          {t("newMessages")} <Icon shape="down" />
        </button>
      )}
      <div role="status" class="state">
        {statusLine()}
      </div>
      <div class="choices">
        {closeAt && <Idle closeAt={closeAt} />}
        <Waiting />
      </div>
      {state.actionFailed && (
        <p class="error below" role="alert">
          {t("failed")}
        </p>
      )}
      {closed ? Closing && <Closing /> : panel === "end" && ConfirmEnd && <ConfirmEnd />}
      {canWrite && (
        <>
          {Tray && <Tray />}
          <Composer reopens={reopens} />
        </>
      )}
    </>
  );
}
