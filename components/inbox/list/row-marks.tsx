"use client";

import { AlarmClock, CirclePause, CircleUserRound, Clock, Eye, Forward } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { TypingDots } from "@/components/chat/typing-dots";
import { cn } from "@/components/ui/cn";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { elapsedMs } from "@/lib/inbox/chat-clock";
import { isMine } from "@/lib/inbox/chat-lists";
import { TagChip } from "../organise/tag-chip";
import { Elapsed, useSpanText } from "../times";
import { useColleagueText } from "../use-colleague-text";
import { useColleagues, useInbox, useVisitorTyping } from "../use-desk";
import { useNow } from "../use-now";

/** What is to be known of a chat at a glance, one after the other; a part of the inbox that knows more adds its mark here. */
export function RowMarks({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("inbox.list");
  const { operator } = useInbox();
  const { owner, offer, heldAt, snoozedUntil, status, tags } = chat;
  return (
    <span className="flex flex-wrap gap-x-3 empty:hidden">
      {status === "active" && owner && !isMine(chat, operator.id) && (
        <Mark icon={<CircleUserRound aria-hidden />}>
          <span className="sr-only">{t("ownedBy")} </span>
          <bdi>{owner.name}</bdi>
        </Mark>
      )}
      {offer && <Mark icon={<Forward aria-hidden />}>{t("offeredTo", { name: isolate(offer.operatorName) })}</Mark>}
      {status !== "closed" && <TypingMark chatId={chat.id} />}
      <ColleagueMark chat={chat} />
      {heldAt !== null && (snoozedUntil === null ? <HeldMark since={heldAt} /> : <SnoozedMark until={snoozedUntil} />)}
      {status === "active" && chat.awaitingSince !== null && (
        <Mark icon={<Clock aria-hidden />}>
          <span>
            {t("unanswered")} <Elapsed since={chat.awaitingSince} />
          </span>
        </Mark>
      )}
      {tags.length > 0 && (
        <span className="mt-1 flex min-w-0 flex-wrap gap-1">
          {tags.slice(0, ROW_TAGS_MAX).map((tag) => (
            <TagChip key={tag.id} tag={tag} className="min-h-5 max-w-32 px-1.5" />
          ))}
          {tags.length > ROW_TAGS_MAX && <span className="text-muted text-xs">+{tags.length - ROW_TAGS_MAX}</span>}
        </span>
      )}
    </span>
  );
}

/** How many tags a row has room for; the others are a number. */
const ROW_TAGS_MAX = 3;

function SnoozedMark({ until }: { until: string }) {
  const t = useTranslations("organise.snooze");
  const format = useFormatter();
  const time = format.dateTime(Date.parse(until), { weekday: "short", hour: "numeric", minute: "2-digit" });
  return <Mark icon={<AlarmClock aria-hidden />}>{t("mark", { time })}</Mark>;
}

/** The visitor is typing at this moment. */
function TypingMark({ chatId }: { chatId: string }) {
  const t = useTranslations("inbox.list");
  return useVisitorTyping(chatId) && <Mark icon={<TypingDots />}>{t("typing")}</Mark>;
}

/** Somebody else answers here, writes a note, or looks. That its owner looks goes without saying. */
function ColleagueMark({ chat: { id, owner } }: { chat: InboxChatDto }) {
  const colleagues = useColleagues(id);
  const textOf = useColleagueText();
  const writing = textOf(colleagues, "answers") || textOf(colleagues, "notes");
  const others = colleagues.filter((colleague) => colleague.id !== owner?.id);
  const text = writing || textOf(others, "views");
  return (
    text !== "" && (
      <Mark tone={writing ? "warning" : "quiet"} icon={writing ? <TypingDots /> : <Eye aria-hidden />}>
        <span className="min-w-0 truncate">{text}</span>
      </Mark>
    )
  );
}

function HeldMark({ since }: { since: string }) {
  const t = useTranslations("inbox.list");
  const spanText = useSpanText();
  return <Mark icon={<CirclePause aria-hidden />}>{t("heldFor", { time: spanText(elapsedMs(since, useNow())) })}</Mark>;
}

const TONES = {
  quiet: "text-muted",
  warning: "font-semibold text-warning-text",
  danger: "font-semibold text-danger-text",
};

type MarkProps = { tone?: keyof typeof TONES; icon: ReactNode; children: ReactNode };

export function Mark({ tone = "quiet", icon, children }: MarkProps) {
  return (
    <span className={cn("mt-1 flex min-w-0 items-center gap-1.5 text-xs tabular-nums [&_svg]:size-3.5", TONES[tone])}>
      {icon}
      {children}
    </span>
  );
}
