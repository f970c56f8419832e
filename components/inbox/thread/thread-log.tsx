"use client";

import { Check, CheckCheck } from "lucide-react";
import { memo, type ReactNode, useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Bubble, DayLine } from "@/components/chat/bubble";
import { Attachment } from "@/components/chat/files/attachment";
import { fileUrl } from "@/components/chat/files/file-url";
import { isolate } from "@/components/chat/isolate";
import { Log } from "@/components/chat/log";
import { OperatorAuthor } from "@/components/operators/operator-author";
import { Spinner } from "@/components/ui/display/spinner";
import type { ChatEventDto, InboxChatDto } from "@/lib/chats/schemas";
import { ackOf, startOf, withOutbox } from "@/lib/chats/timeline";
import { type LogItem, logItems } from "@/lib/inbox/log-items";
import type { OutboxItem } from "@/lib/inbox/outbox/outbox";
import type { TimelinePage } from "@/lib/inbox/timeline-book";
import { NoteEntry } from "../notes/note-entry";
import { useDesk, useInbox } from "../use-desk";
import { EventEntry } from "./event-entry";
import { PendingBubble } from "./pending-bubble";

type Props = {
  chat: InboxChatDto;
  page: TimelinePage | undefined;
  outbox: readonly OutboxItem[];
  jumpKey: number;
  onEndChange: (isAtEnd: boolean) => void;
};

/** The timeline of a chat: messages, changes of state, and what is still on its way. */
export function ThreadLog({ chat, page, outbox, jumpKey, onEndChange }: Props) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  const desk = useDesk();
  const { operator } = useInbox();
  const { id, name } = operator;
  const me = useMemo(() => ({ id, name }), [id, name]);
  const timeline = page?.timeline;
  const entries = useMemo(() => (timeline ? withOutbox(timeline, outbox) : []), [timeline, outbox]);
  const items = useMemo(() => {
    const dayOf = (at: string) => format.dateTime(Date.parse(at), { dateStyle: "short" });
    return logItems(entries, operator.id, dayOf);
  }, [entries, operator.id, format]);
  const unsent = new Map(outbox.map((item) => [item.clientId, item]));
  const isLoading = !page?.isLoaded;
  const hasOlder = timeline !== undefined && !isLoading && startOf(timeline) > 0;
  const older = hasOlder ? { isReading: page.isReadingOlder, read: () => void desk.book.older(chat.id) } : undefined;

  const renderItem = (item: LogItem): ReactNode => {
    switch (item.type) {
      case "day":
        return <DayLine key={item.key}>{format.dateTime(Date.parse(item.at), { dateStyle: "full" })}</DayLine>;
      case "event":
        if (item.event.kind === "note") {
          const isOwn = item.event.sender.id === operator.id;
          return <NoteEntry key={item.key} event={item.event} isOwn={isOwn} isErased={chat.visitor.isErased} />;
        }
        return <EventEntry key={item.key} event={item.event} me={me} />;
      case "message":
        return (
          <MessageBubble
            key={item.key}
            event={item.event}
            chatId={chat.id}
            isOwn={item.event.sender.id === operator.id}
            visitorName={chat.visitor.name}
            isErased={chat.visitor.isErased}
            isFirst={item.isFirst}
            isLast={item.isLast}
            ack={timeline ? ackOf(timeline, item.event.seq) : "sent"}
          />
        );
      case "pending": {
        const unsentItem = unsent.get(item.key);
        return unsentItem && <PendingBubble key={item.key} item={unsentItem} isFirst={item.isFirst} chat={chat} />;
      }
    }
  };

  return (
    <Log
      label={t("thread.log", { name: isolate(chat.visitor.name) })}
      isLoading={isLoading}
      count={entries.length}
      jumpKey={jumpKey}
      onEndChange={onEndChange}
      older={older}
    >
      {isLoading && (
        <li className="flex justify-center px-4 py-6 text-muted">
          {page?.failure ? t("thread.failed") : <Spinner label={t("thread.loading")} />}
        </li>
      )}
      {items.map(renderItem)}
    </Log>
  );
}

type MessageProps = {
  event: ChatEventDto;
  chatId: string;
  isOwn: boolean;
  visitorName: string;
  /** The visitor had everything taken out that was about them. */
  isErased: boolean;
  isFirst: boolean;
  isLast: boolean;
  /** How far it has got at the visitor's side. */
  ack: ReturnType<typeof ackOf>;
};

const MessageBubble = memo(function MessageBubble(props: MessageProps) {
  const { event, chatId, isOwn, visitorName, isErased, isFirst, isLast, ack } = props;
  const t = useTranslations("inbox");
  const format = useFormatter();
  const { sender, createdAt, body = "", file } = event;
  const time = format.dateTime(Date.parse(createdAt), { timeStyle: "short" });
  const name = isOwn ? t("thread.you") : sender.type === "visitor" ? visitorName : (sender.name ?? "");
  return (
    <Bubble
      seq={event.seq}
      // Every operator's side is ours, also a colleague's.
      isOwn={sender.type === "operator"}
      isFirst={isFirst}
      heading={t("thread.by", { name: isolate(name), time })}
      author={isFirst && !isOwn && <OperatorAuthor sender={sender} name={name} />}
      text={isErased ? t("thread.erased") : body}
      attachment={!isErased && file && <Attachment file={file} url={fileUrl(chatId, file.id)} />}
      foot={
        isLast && (
          <>
            <time dateTime={createdAt} aria-hidden>
              {time}
            </time>
            {isOwn && (
              <span className="inline-flex items-center gap-1">
                {ack === "sent" ? (
                  <Check aria-hidden className="size-3.5" />
                ) : (
                  <CheckCheck aria-hidden className="size-3.5" />
                )}
                {t(`delivery.${ack}`)}
              </span>
            )}
          </>
        )
      }
    />
  );
});
