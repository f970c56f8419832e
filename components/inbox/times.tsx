"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useNow } from "./use-now";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long somebody has been waiting, ticking: 0:24, 12:05, then hours and days. */
export function Elapsed({ since, className }: { since: string; className?: string }) {
  const t = useTranslations("inbox.time");
  const ms = Math.max(0, useNow() - Date.parse(since));
  const minutes = Math.floor(ms / MINUTE_MS);
  const clock = `${minutes}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
  const hours = t("hours", { hours: Math.floor(ms / HOUR_MS), minutes: minutes % 60 });
  const text = ms < HOUR_MS ? clock : ms < DAY_MS ? hours : t("days", { count: Math.floor(ms / DAY_MS) });
  return (
    <time dateTime={`PT${Math.floor(ms / 1000)}S`} className={className}>
      {text}
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
