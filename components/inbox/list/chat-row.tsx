"use client";

import { AlarmClock, ClockAlert, Timer } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { CountBadge } from "@/components/ui/display/badge";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { chatClock, elapsedMs, leftMs } from "@/lib/inbox/chat-clock";
import { ShortTime, useSpanText } from "../times";
import { useNow } from "../use-now";
import { Mark, RowMarks } from "./row-marks";
import { PageLine, PreviewLine, RowShell } from "./row-shell";

type Props = {
  chat: InboxChatDto;
  isSelected: boolean;
  isMine: boolean;
  unread: number;
  draft: string;
  onOpen: (chatId: string) => void;
};

/** A chat of mine with the clock that runs in it, one of a colleague, or one that has ended. */
export const ChatRow = memo(function ChatRow({ chat, isSelected, isMine, unread, draft, onOpen }: Props) {
  const t = useTranslations("inbox.list");
  const isUnread = unread > 0;
  return (
    <RowShell
      chat={chat}
      isSelected={isSelected}
      onOpen={onOpen}
      aside={
        <span className="shrink-0 text-muted text-xs tabular-nums">
          <span className="sr-only">{t(chat.closedAt === null ? "lastMessage" : "closedAt")}</span>
          <ShortTime at={chat.closedAt ?? chat.lastMessage?.at ?? chat.createdAt} />
        </span>
      }
    >
      <span className="flex items-center gap-2">
        <bdi className={cn("min-w-0 flex-1 truncate", isUnread && "font-semibold")}>{chat.visitor.name}</bdi>
        <CountBadge count={unread} label={t("unread", { count: unread })} />
      </span>
      <PreviewLine chat={chat} draft={draft} isUnread={isUnread} isMine={isMine} />
      <span className="flex flex-wrap gap-x-3">
        {chat.status === "active" && <RowClock chat={chat} />}
        <RowMarks chat={chat} />
      </span>
      <PageLine page={chat.page} channel={chat.channel} />
    </RowShell>
  );
});

/** How long the operator still has, or since when they should have answered. */
function RowClock({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("inbox.list");
  const spanText = useSpanText();
  const now = useNow();
  const clock = chatClock(chat, now);
  if (clock?.kind === "overdue") {
    return (
      <Mark tone="danger" icon={<ClockAlert aria-hidden />}>
        {t("overdue", { time: spanText(elapsedMs(clock.since, now)) })}
      </Mark>
    );
  }
  if (clock?.kind !== "reassign") return null;
  return (
    <Mark
      tone={clock.isUrgent ? "warning" : "quiet"}
      icon={clock.isUrgent ? <AlarmClock aria-hidden /> : <Timer aria-hidden />}
    >
      {t("answerWithin", { time: spanText(leftMs(clock.at, now)) })}
    </Mark>
  );
}
