"use client";

import { useFormatter, useTranslations } from "use-intl";
import { elapsedMs, spanOf } from "@/lib/inbox/chat-clock";
import { useNow } from "./use-now";

/** Words a span of milliseconds: 0:24, 12:05, then hours and days. */
export function useSpanText(): (ms: number) => string {
  const t = useTranslations("inbox.time");
  return (ms) => {
    const span = spanOf(ms);
    if (span.unit === "clock") return span.text;
    return span.unit === "hours"
      ? t("hours", { hours: span.hours, minutes: span.minutes })
      : t("days", { count: span.days });
  };
}

/** How long somebody has been waiting, ticking. */
export function Elapsed({ since, className }: { since: string; className?: string }) {
  const spanText = useSpanText();
  const ms = elapsedMs(since, useNow());
  return (
    <time dateTime={`PT${Math.floor(ms / 1000)}S`} className={className}>
      {spanText(ms)}
    </time>
  );
}

/** The time of day of something from today, the date of everything older. */
export function ShortTime({ at, className }: { at: string; className?: string }) {
  const format = useFormatter();
  const now = useNow();
  const day = (value: number) => format.dateTime(value, { dateStyle: "short" });
  const then = Date.parse(at);
  const text =
    day(then) === day(now)
      ? format.dateTime(then, { timeStyle: "short" })
      : format.dateTime(then, { day: "numeric", month: "short" });
  return (
    <time dateTime={at} className={className}>
      {text}
    </time>
  );
}
