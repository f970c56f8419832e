"use client";

import { AlarmClock, ClockAlert, Timer } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { chatClock, elapsedMs, leftMs } from "@/lib/inbox/chat-clock";
import { useSpanText } from "../times";
import { useNow } from "../use-now";

/** Above the composer: what happens with my chat when I do nothing, and when. Nothing while no clock is near its end. */
export function ClockLine({ chat }: { chat: InboxChatDto }) {
  const t = useTranslations("inbox.thread");
  const spanText = useSpanText();
  const now = useNow();
  const clock = chatClock(chat, now);
  if (!clock) return null;
  const style = "flex items-center gap-1.5 bg-surface px-4 pt-2 text-xs tabular-nums sm:px-6 [&_svg]:size-3.5";
  switch (clock.kind) {
    case "overdue":
      return (
        <p className={cn(style, "font-semibold text-danger-text")}>
          <ClockAlert aria-hidden />
          {t("overdue", { time: spanText(elapsedMs(clock.since, now)) })}
        </p>
      );
    case "reassign":
      return (
        <p className={cn(style, clock.isUrgent ? "font-semibold text-warning-text" : "text-muted")}>
          {clock.isUrgent ? <AlarmClock aria-hidden /> : <Timer aria-hidden />}
          {t("answerWithin", { time: spanText(leftMs(clock.at, now)) })}
        </p>
      );
    case "idle":
      return (
        <p className={cn(style, "text-muted")}>
          <Timer aria-hidden />
          {t("idle", { time: spanText(leftMs(clock.at, now)) })}
        </p>
      );
  }
}
