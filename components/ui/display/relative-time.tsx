"use client";

import { useFormatter } from "use-intl";
import { useMinute } from "../texts/use-minute";

type Props = { value: Date | string | number; className?: string };

/** "5 minutes ago", kept true each minute, with the full date on hover; ISO strings are taken as they come from the API. */
export function RelativeTime({ value, className }: Props) {
  const format = useFormatter();
  const now = useMinute();
  const date = new Date(value);
  // Clocks of server and browser differ by seconds: nothing that has happened is shown as to come.
  const shown = date.getTime() > now.getTime() && date.getTime() - now.getTime() < 90_000 ? now : date;
  return (
    <time
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: "medium", timeStyle: "short" })}
      className={className}
    >
      {format.relativeTime(shown, { now, numberingSystem: "latn" })}
    </time>
  );
}
