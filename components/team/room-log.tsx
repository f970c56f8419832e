"use client";

import { Check, CheckCheck, CircleAlert } from "lucide-react";
import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Bubble, DayLine } from "@/components/chat/bubble";
import { isolate } from "@/components/chat/isolate";
import { Log } from "@/components/chat/log";
import { OperatorAuthor } from "@/components/operators/operator-author";
import { Button } from "@/components/ui/actions/button";
import { Spinner } from "@/components/ui/display/spinner";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { ackOf, withOutbox } from "@/lib/chats/timeline";
import { type LogItem, logItems } from "@/lib/inbox/log-items";
import type { OutboxItem } from "@/lib/inbox/outbox/outbox";
import type { TimelinePage } from "@/lib/inbox/timeline-book";
import type { RoomDto } from "@/lib/rooms/schemas";
import { roomName } from "./room-mark";
import { RoomText } from "./room-text";
import { useTeam, useTeamState, useUnsent } from "./use-team";

type Props = {
  room: RoomDto;
  page: TimelinePage | undefined;
  jumpKey: number;
  onEndChange: (isAtEnd: boolean) => void;
};

/** What was written in a room, with what is still on its way. */
export function RoomLog({ room, page, jumpKey, onEndChange }: Props) {
  const t = useTranslations("team");
  const format = useFormatter();
  const { operator } = useTeamState();
  const unsent = useUnsent();
  const timeline = page?.timeline;
  const entries = useMemo(() => (timeline ? withOutbox(timeline, unsent) : []), [timeline, unsent]);
  const items = useMemo(
    () => logItems(entries, operator.id, (at) => format.dateTime(Date.parse(at), { dateStyle: "short" })),
    [entries, operator.id, format],
  );
  const isLoading = !page?.isLoaded;

  const renderItem = (item: LogItem) => {
    if (item.type === "day") {
      return <DayLine key={item.key}>{format.dateTime(Date.parse(item.at), { dateStyle: "full" })}</DayLine>;
    }
    if (item.type === "pending") {
      const waiting = unsent.find(({ clientId }) => clientId === item.key);
      return waiting && <Pending key={item.key} item={waiting} isFirst={item.isFirst} />;
    }
    if (item.type !== "message") return null;
    const { sender, createdAt, body = "", seq } = item.event;
    const isOwn = sender.id === operator.id;
    const time = format.dateTime(Date.parse(createdAt), { timeStyle: "short" });
    const author = isOwn ? t("you") : (sender.name ?? "");
    const isRead = room.colleague !== null && timeline !== undefined && ackOf(timeline, seq) === "read";
    return (
      <Bubble
        key={item.key}
        isOwn={isOwn}
        isFirst={item.isFirst}
        heading={t("byAt", { name: isolate(author), time })}
        author={item.isFirst && !isOwn && <OperatorAuthor sender={sender} name={author} />}
        text=""
        attachment={<RoomText body={body} />}
        foot={
          item.isLast && (
            <>
              <time dateTime={createdAt} aria-hidden>
                {time}
              </time>
              {isOwn && (
                <span className="inline-flex items-center gap-1">
                  {isRead ? (
                    <CheckCheck aria-hidden className="size-3.5" />
                  ) : (
                    <Check aria-hidden className="size-3.5" />
                  )}
                  {t(isRead ? "read" : "sent")}
                </span>
              )}
            </>
          )
        }
      />
    );
  };

  return (
    <Log
      label={t("log", { name: isolate(roomName(room)) })}
      isLoading={isLoading}
      count={entries.length}
      jumpKey={jumpKey}
      onEndChange={onEndChange}
    >
      {isLoading && (
        <li className="flex justify-center px-4 py-6 text-muted">
          {page?.failure ? t("failed") : <Spinner label={t("loading")} />}
        </li>
      )}
      {!isLoading && entries.length === 0 && <li className="px-4 py-10 text-center text-muted">{t("begin")}</li>}
      {items.map(renderItem)}
    </Log>
  );
}

const OWN_REASONS = ["expired", "closed"] as const;

function Pending({ item, isFirst }: { item: OutboxItem; isFirst: boolean }) {
  const t = useTranslations("team.pending");
  const team = useTranslations("team");
  const errorText = useErrorText();
  const { outbox } = useTeam();
  const { failed, attempts } = item;
  const words = t(failed ? "failed" : attempts > 0 ? "waiting" : "sending");
  const ownReason = OWN_REASONS.find((reason) => reason === failed);
  const style = "min-h-6! px-1.5!";
  return (
    <Bubble
      isOwn
      isFirst={isFirst}
      tone={failed ? "failed" : "pending"}
      heading={`${team("you")}, ${words}`}
      text={item.body}
      foot={
        <>
          {failed ? (
            <span role="alert" className="inline-flex items-center gap-1 text-danger-text">
              <CircleAlert aria-hidden className="size-3.5" />
              {words} {ownReason ? t(ownReason) : errorText(failed)}
            </span>
          ) : (
            <span className="inline-flex items-center gap-1">
              <Spinner className="size-3!" />
              {words}
            </span>
          )}
          {(failed || attempts > 0) && (
            <>
              <Button size="sm" variant="ghost" className={style} onClick={() => outbox.retry(item.clientId, 0)}>
                {t("retry")}
              </Button>
              <Button size="sm" variant="ghost" className={style} onClick={() => outbox.remove(item.clientId)}>
                {t("delete")}
              </Button>
            </>
          )}
        </>
      }
    />
  );
}
