"use client";

import { Check } from "lucide-react";
import { memo, type ReactNode, useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Bubble, DayLine, EventLine } from "@/components/chat/bubble";
import { isolate } from "@/components/chat/isolate";
import { Log } from "@/components/chat/log";
import { Spinner } from "@/components/ui/display/spinner";
import type { ChatEventDto, InboxChatDto } from "@/lib/chats/schemas";
import { withOutbox } from "@/lib/chats/timeline";
import { type LogItem, logItems } from "@/lib/inbox/log-items";
import type { OutboxItem } from "@/lib/inbox/outbox";
import type { TimelinePage } from "@/lib/inbox/timeline-book";
import { useEventText } from "./event-text";
import { PendingBubble } from "./pending-bubble";
import { useInbox } from "./use-desk";

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
  const { operator } = useInbox();
  const eventText = useEventText(operator);
  const timeline = page?.timeline;
  const entries = useMemo(() => (timeline ? withOutbox(timeline, outbox) : []), [timeline, outbox]);
  const items = useMemo(() => {
    const dayOf = (at: string) => format.dateTime(Date.parse(at), { dateStyle: "short" });
    return logItems(entries, operator.id, dayOf);
  }, [entries, operator.id, format]);
  const unsent = new Map(outbox.map((item) => [item.clientId, item]));
  const isLoading = !page?.isLoaded;

  const renderItem = (item: LogItem): ReactNode => {
    switch (item.type) {
      case "day":
        return <DayLine key={item.key}>{format.dateTime(Date.parse(item.at), { dateStyle: "full" })}</DayLine>;
      case "event":
        return (
          <EventLine key={item.key}>
            {eventText(item.event)}
            <span aria-hidden> · </span>
            <time dateTime={item.event.createdAt}>
              {format.dateTime(Date.parse(item.event.createdAt), { timeStyle: "short" })}
            </time>
          </EventLine>
        );
      case "message":
        return (
          <MessageBubble
            key={item.key}
            event={item.event}
            isOwn={item.event.sender.id === operator.id}
            visitorName={chat.visitor.name}
            isFirst={item.isFirst}
            isLast={item.isLast}
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

type MessageProps = { event: ChatEventDto; isOwn: boolean; visitorName: string; isFirst: boolean; isLast: boolean };

const MessageBubble = memo(function MessageBubble({ event, isOwn, visitorName, isFirst, isLast }: MessageProps) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  const { sender, createdAt, body = "" } = event;
  const time = format.dateTime(Date.parse(createdAt), { timeStyle: "short" });
  const name = isOwn ? t("thread.you") : sender.type === "visitor" ? visitorName : (sender.name ?? "");
  return (
    <Bubble
      // Every operator's side is ours, also a colleague's.
      isOwn={sender.type === "operator"}
      isFirst={isFirst}
      heading={t("thread.by", { name: isolate(name), time })}
      author={isFirst && !isOwn && <bdi>{name}</bdi>}
      text={body}
      foot={
        isLast && (
          <>
            <time dateTime={createdAt} aria-hidden>
              {time}
            </time>
            {isOwn && (
              <span className="inline-flex items-center gap-1">
                <Check aria-hidden className="size-3.5" />
                {t("delivery.sent")}
              </span>
            )}
          </>
        )
      }
    />
  );
});
