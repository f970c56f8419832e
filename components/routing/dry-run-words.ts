import type { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import type { DryRunDto } from "@/lib/routing/schemas";

export type DryRunTexts = ReturnType<typeof useTranslations<"routing.dryRun">>;

/**
 * What would happen to a visitor who came now, in one sentence. `wordTime` words an instant. The order is that of the
 * product: whoever is refused at the door is not routed any more.
 */
export function wordOutcome(
  t: DryRunTexts,
  run: DryRunDto,
  departmentName: string,
  wordTime: (iso: string) => string,
): string {
  const department = isolate(departmentName);
  const { state, opensAt, isFull, place, decision, strategy } = run;
  if (state === "closed") {
    return opensAt ? t("closedUntil", { department, time: wordTime(opensAt) }) : t("closed", { department });
  }
  if (isFull) return t("full", { department });
  if (decision.chosen && place === null) return t("goes", { department, operator: isolate(decision.chosen.name) });
  if (decision.chosen) return t("behind", { department });
  if (state === "away") return t("away", { department });
  if (strategy === "manual") return t("manual", { department });
  return t(state === "busy" ? "busy" : "nobody", { department });
}

/** Place and expected wait, where it would wait; null where it would not. */
export function wordWait(t: DryRunTexts, { state, isFull, place, estimate, waiting }: DryRunDto): string | null {
  if (state === "closed" || isFull || place === null) return null;
  return [t("waiting", { count: waiting }), t("place", { place }), wordEstimate(t, estimate)].join(" ");
}

function wordEstimate(t: DryRunTexts, estimate: DryRunDto["estimate"]): string {
  if (!estimate) return t("estimateNone");
  const { fromMinutes: from, toMinutes: to } = estimate;
  if (to === null) return t("estimateOver", { from });
  return from === 0 ? t("estimateUpTo", { to }) : t("estimateRange", { from, to });
}
