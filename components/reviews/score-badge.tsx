"use client";

import { useFormatter } from "use-intl";
import { Badge } from "@/components/ui/display/badge";

const GOOD = 80;
const POOR = 50;

/** A score of 0 to 100 as a share, with its colour; the number says it without one. */
export function ScoreBadge({ score }: { score: number }) {
  const format = useFormatter();
  const tone = score >= GOOD ? "success" : score < POOR ? "danger" : "warning";
  return (
    <Badge tone={tone} className="tabular-nums">
      {format.number(score / 100, { style: "percent", maximumFractionDigits: 0 })}
    </Badge>
  );
}
