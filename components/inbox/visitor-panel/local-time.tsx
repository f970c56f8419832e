"use client";

import { useFormatter } from "use-intl";
import { useNow } from "../use-now";

/** The time of day where the visitor is, with the name of their zone. */
export function LocalTime({ timeZone }: { timeZone: string }) {
  const format = useFormatter();
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  return (
    <>
      <time className="tabular-nums">
        {format.dateTime(minute, { weekday: "short", hour: "numeric", minute: "2-digit", timeZone })}
      </time>
      <span className="text-muted"> · {timeZone.replaceAll("_", " ")}</span>
    </>
  );
}
