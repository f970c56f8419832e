"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useSpanText } from "@/components/inbox/times";
import type { ReplayFigures } from "@/lib/staffing/what-if-schemas";

export type ReplayFigure = keyof ReplayFigures;

/** Every figure of a replay in the order of its table; whether more of it is good news, null: neither. */
export const REPLAY_FIGURES = {
  chats: { unit: "count", isMoreBetter: null },
  answered: { unit: "count", isMoreBetter: true },
  inTime: { unit: "share", isMoreBetter: true },
  waitMedian: { unit: "seconds", isMoreBetter: false },
  waitP90: { unit: "seconds", isMoreBetter: false },
  responseMedian: { unit: "seconds", isMoreBetter: false },
  responseP90: { unit: "seconds", isMoreBetter: false },
  left: { unit: "count", isMoreBetter: false },
  refused: { unit: "count", isMoreBetter: false },
  waiting: { unit: "count", isMoreBetter: false },
  misses: { unit: "count", isMoreBetter: false },
  reassigned: { unit: "count", isMoreBetter: false },
  highestQueue: { unit: "count", isMoreBetter: false },
} as const satisfies Record<ReplayFigure, { unit: "count" | "share" | "seconds"; isMoreBetter: boolean | null }>;

/** Words a figure in its unit; a dash where there is nothing to take it of. */
export function useReplayText(): (name: ReplayFigure, value: number | null) => string {
  const t = useTranslations("staffing.whatIf");
  const format = useFormatter();
  const spanText = useSpanText();
  return (name, value) => {
    if (value === null) return t("none");
    const { unit } = REPLAY_FIGURES[name];
    if (unit === "seconds") return spanText(Math.round(value) * 1000);
    return unit === "share"
      ? format.number(value, { style: "percent", maximumFractionDigits: 1 })
      : format.number(value);
  };
}
