import type { ChatEventDto } from "@/lib/chats/schemas";
import { type OutboxItem, withOutbox } from "@/lib/chats/timeline";
import { endChat, startNew } from "../chat";
import { linkify, type Segment } from "../linkify";
import { discard, retry } from "../outbox";
import { locale, state, t, update } from "../state";
import { formatTime } from "../texts";
import { Composer } from "./composer";
import { Icon } from "./icon";

function systemText({ kind, data }: ChatEventDto): string | null {
  const { departmentName = "", reason } = data;
  const operator = data.operatorName ?? t("operator");
  if (kind === "started") return t("started", { department: departmentName });
  if (kind === "claimed") return t("claimed", { operator });
  if (kind !== "closed") return null;
  if (reason === "operator") return t("closedByOperator", { operator });
  return t(reason === "visitor" ? "closedByVisitor" : "closedByIdle");
}

const toNode = ({ text, href }: Segment) => (href ? link(href) : text);

const link = (address: string) => (
  <a href={address} target="_blank" rel="noopener noreferrer nofollow ugc">
    {address}
  </a>
);

/** Text of people: nothing in it is markup, and addresses become links only when they are web addresses. */
const Body = ({ text }: { text: string }) => (
  <p class="body" dir="auto">
    {linkify(text).map(toNode)}
  </p>
);

const By = ({ author, at }: { author: string; at: string | number }) => (
  <p class="by">
    <bdi>{author}</bdi>, <time dateTime={new Date(at).toISOString()}>{formatTime(locale, at)}</time>
  </p>
);

function Entry({ event, isLastOwn }: { event: ChatEventDto; isLastOwn: boolean }) {
  const { sender, body, createdAt } = event;
  if (body === undefined) {
    const text = systemText(event);
    return text ? <li class="system">{text}</li> : null;
  }
  const own = sender.type === "visitor";
  return (
    <li class={own ? "own" : ""}>
      <By author={own ? t("you") : (sender.name ?? t("operator"))} at={createdAt} />
      <Body text={body} />
      {isLastOwn && <p class="by">{t("sent")}</p>}
    </li>
  );
}

function Pending({ item }: { item: OutboxItem }) {
  const { clientId, body, createdAt, failed } = item;
  return (
    <li class={failed ? "own pending failed" : "own pending"}>
      <By author={t("you")} at={createdAt} />
      <Body text={body} />
      {failed ? (
        <p class="by" role="alert">
          {t(failed === "closed" ? "notSentClosed" : "notSent")}{" "}
          {failed !== "closed" && (
            <button type="button" class="link" onClick={() => retry(clientId)}>
              {t("retry")}
            </button>
          )}{" "}
          <button type="button" class="link" onClick={() => discard(clientId)}>
            {t("delete")}
          </button>
        </p>
      ) : (
        <p class="by">{t("sending")}</p>
      )}
    </li>
  );
}

function onScroll({ currentTarget: log }: { currentTarget: HTMLElement }): void {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
  if (atEnd && state.newBelow) update({ newBelow: false });
}

const toEnd = () => {
  const log = document.getElementById("log");
  if (log) log.scrollTop = log.scrollHeight;
};

const Closing = () => (
  <div class="closing">
    {state.confirmEnd ? (
      <>
        <p>{t("endConfirm")}</p>
        {state.endFailed && (
          <p class="error" role="alert">
            {t("endFailed")}
          </p>
        )}
        <button type="button" id="confirm" class="primary" aria-disabled={state.busy} onClick={endChat}>
          {t("end")}
        </button>
        <button type="button" class="plain" onClick={() => update({ confirmEnd: false }, "#message")}>
          {t("endKeep")}
        </button>
      </>
    ) : (
      <button type="button" id="restart" class="primary" onClick={startNew}>
        {t("startNew")}
      </button>
    )}
  </div>
);

export function Chat() {
  const { timeline, outbox, caughtUp, lost, newBelow } = state;
  if (!timeline) return null;
  const entries = withOutbox(timeline, outbox);
  const closed = timeline.status === "closed";
  const lastOwn = timeline.events.findLast(({ sender }) => sender.type === "visitor");
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse must be able to scroll it (axe: scrollable-region-focusable) */}
      <div id="log" role="log" aria-label={t("messages")} aria-busy={!caughtUp} tabIndex={0} onScroll={onScroll}>
        <ol>
          {entries.map((entry) =>
            entry.type === "event" ? (
              <Entry key={entry.key} event={entry.event} isLastOwn={entry.event === lastOwn} />
            ) : (
              <Pending key={entry.key} item={entry.item} />
            ),
          )}
        </ol>
      </div>
      {newBelow && (
        <button type="button" class="newer" onClick={toEnd}>
          {t("newMessages")} <Icon shape="down" />
        </button>
      )}
      <div role="status" class="state">
        {lost && !closed ? t("lost") : timeline.status === "queued" && caughtUp && t("waiting")}
      </div>
      {closed || state.confirmEnd ? <Closing /> : <Composer />}
    </>
  );
}
