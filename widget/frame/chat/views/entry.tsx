import type { ChatEventDto } from "@/lib/chats/schemas";
import type { ackOf } from "@/lib/chats/timeline";
import { MARKED } from "@/lib/markup/marked";
import { serverNow } from "../../api";
import { isReopenable } from "../../availability";
import { loadPart, part } from "../../room";
import { formats, locale, type OwnMessage, state, update } from "../../state";
import { formatComing } from "../../texts";
import { startNew } from "../chat";
import { formatTime } from "../format-time";
import { discard, retry } from "../outbox";
import { t } from "../texts";
import { entryText } from "../words";

type Ack = ReturnType<typeof ackOf>;

let rich: typeof import("../../markup/markup").rich | undefined;

/** What a text with something to it is drawn by. Until it has come the text stands there as it was written. */
function loadRich(): void {
  import("../../markup/markup").then(
    (markup) => {
      rich = markup.rich;
      update({});
    },
    () => {},
  );
}

/** Text of people, never HTML. */
function Body({ text }: { text: string }) {
  const isMarked = MARKED.test(text);
  if (isMarked && !rich) loadRich();
  return <p class="body">{isMarked && rich ? rich(text) : text}</p>;
}

const By = ({ author, at }: { author: string; at: string | number }) => (
  <p class="by">
    <bdi>{author}</bdi>
    {locale === "ar" ? "،" : ","} <time dateTime={new Date(at).toISOString()}>{formatTime(formats, at)}</time>
  </p>
);

/** A file waits for the code of files, by its name. */
function Content({ body, file, chatId }: Pick<ChatEventDto, "body" | "file" | "chatId">) {
  const files = part("files");
  if (file && !files) loadPart("files").then((loaded) => loaded && update({}));
  return (
    <>
      {file && (files ? <files.Attachment file={file} chatId={chatId} /> : <Body text={file.name} />)}
      {body && <Body text={body} />}
    </>
  );
}

/** `ack` on the last message of the visitor's own: how far it has got. */
export function Entry({ event, ack }: { event: ChatEventDto; ack: Ack | undefined }) {
  const { sender, createdAt, kind } = event;
  if (kind !== "message") {
    const text = entryText(event, t, formats) ?? part("ended")?.endText(event);
    return text ? <li class={kind === "notice" ? "system warning" : "system"}>{text}</li> : null;
  }
  const own = sender.type === "visitor";
  return (
    <li class={own ? "own" : ""}>
      <By author={own ? t("you") : (sender.name ?? t("operator"))} at={createdAt} />
      <Content {...event} />
      {ack && <p class="by">{t(ack)}</p>}
    </li>
  );
}

/** That nothing gets through at the moment, and that it does again. */
export function Outage({ text, until, over }: NonNullable<typeof state.outage>) {
  return (
    <>
      <li class="system warning">{until ? `${text}\n${t("until", { time: formatComing(formats, until) })}` : text}</li>
      {over && <li class="system">{t("works")}</li>}
    </>
  );
}

/** A text that crossed with the end of its chat goes on in the chat that it reopens, else in a new one. */
function proceed({ clientId, chatId }: OwnMessage): void {
  if (state.timeline?.status !== "closed" || isReopenable(state.timeline.state, serverNow())) retry(clientId, true);
  else startNew(chatId);
}

export function Pending({ item }: { item: OwnMessage }) {
  const { clientId, createdAt, failed } = item;
  const isClosed = failed === "closed";
  return (
    <li class={failed ? "own pending failed" : "own pending"}>
      <By author={t("you")} at={createdAt} />
      <Content {...item} />
      {failed ? (
        <p class="by" role="alert">
          {t(isClosed ? "notSentClosed" : "notSent")}{" "}
          <button type="button" class="link" onClick={() => (isClosed ? proceed(item) : retry(clientId))}>
            {t(isClosed ? "proceed" : "retry")}
          </button>{" "}
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
