"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useSpanText } from "@/components/inbox/times";
import { FIGURES, type FigureName, type Grouping } from "@/lib/reports/rules";
import type { ReportRow } from "@/lib/reports/schemas";

/** Words a figure in its unit; a dash where there is nothing to take it of. */
export function useFigureText(): (name: FigureName, value: number | null) => string {
  const t = useTranslations("reports");
  const format = useFormatter();
  const spanText = useSpanText();
  return (name, value) => {
    if (value === null) return t("none");
    switch (FIGURES[name].unit) {
      case "seconds":
        return spanText(Math.round(value) * 1000);
      case "share":
        return format.number(value, { style: "percent", maximumFractionDigits: 0 });
      case "mean":
        return format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      case "count":
        return format.number(value);
    }
  };
}

/** A date (`YYYY-MM-DD`) in words; it is a day of the report's time zone and of no other. */
export function useDayText(): (day: string, style?: "short" | "long") => string {
  const format = useFormatter();
  return (day, style = "long") =>
    format.dateTime(new Date(`${day}T00:00:00Z`), {
      timeZone: "UTC",
      day: "numeric",
      month: "short",
      ...(style === "long" && { weekday: "short", year: "numeric" }),
    });
}

/** A Monday: the first day of the week by ISO 8601. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 3_600_000;

/** What a row stands for, in words. */
export function useRowText(): (grouping: Grouping, row: Pick<ReportRow, "key" | "name">) => string {
  const t = useTranslations("reports");
  const format = useFormatter();
  const dayText = useDayText();
  return (grouping, { key, name }) => {
    if (key === null) return t(grouping === "website" ? "noWebsite" : "nobody");
    if (grouping === "day") return dayText(key);
    if (grouping === "hour") {
      return format.dateTime(new Date(MONDAY + Number(key) * 3_600_000), { timeZone: "UTC", timeStyle: "short" });
    }
    if (grouping === "weekday") {
      return format.dateTime(new Date(MONDAY + (Number(key) - 1) * DAY_MS), { timeZone: "UTC", weekday: "long" });
    }
    return name ?? key;
  };
}
