"use client";

import { useFormatter, useLocale, useTranslations } from "use-intl";
import { sizeText } from "@/lib/files/rules";
import type { HealthFact } from "@/lib/health/schemas";

const GIGABYTE = 1_000_000_000;
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** What was measured, in the words and units of the reader. */
export function useFactText(): (fact: HealthFact) => string {
  const t = useTranslations("health");
  const format = useFormatter();
  const locale = useLocale();
  const secondsText = useSecondsText();
  return ({ value, unit }) => {
    if (unit === "time") return format.dateTime(new Date(value), { dateStyle: "medium", timeStyle: "short" });
    if (typeof value === "string")
      return t.has(`words.${value}` as "words.embedded") ? t(`words.${value}` as "words.embedded") : value;
    if (unit === "bytes") return bytesText(value, locale);
    if (unit === "ms") return `${format.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 })} ms`;
    return unit === "seconds" ? secondsText(value) : format.number(value);
  };
}

/** A span of time in its largest whole unit. */
export function useSecondsText(): (seconds: number) => string {
  const format = useFormatter();
  return (seconds) => {
    const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (["second", 1] as const);
    return format.number(Math.floor(seconds / size), { style: "unit", unit, unitDisplay: "long" });
  };
}

function bytesText(bytes: number, locale: string): string {
  if (bytes < GIGABYTE) return sizeText(bytes, locale);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "gigabyte",
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(bytes / GIGABYTE);
}
