"use client";

import { useTranslations } from "use-intl";
import { OperatorAvatar } from "@/components/operators/operator-avatar";
import { cn } from "@/components/ui/cn";
import { Badge } from "@/components/ui/display/badge";
import type { DecisionDto } from "@/lib/chats/schemas";
import { knownReason, wordDecision } from "./decision-words";

/** Words a decision in one sentence, without a full stop; at most three of those who fell are named. */
export function useDecisionText(): (decision: DecisionDto) => string {
  const t = useTranslations("routing.decision");
  return (decision) => wordDecision(t, decision);
}

/** Everybody who was considered, one row each: who was chosen with the numbers, the others with their reason. */
export function DecisionList({ decision, className }: { decision: DecisionDto; className?: string }) {
  const t = useTranslations("routing.decision");
  const { chosen, fell, more } = decision;
  if (!chosen && fell.length === 0) return null;
  return (
    <div className={className}>
      <ul aria-label={t("list")} className="divide-y divide-border">
        {chosen && (
          <Row operatorId={chosen.operatorId} name={chosen.name} isChosen>
            {t("facts", { ...chosen, intent: t(`intent.${chosen.intent}`) })}
          </Row>
        )}
        {fell.map(({ operatorId, name, by }) => (
          <Row key={operatorId} operatorId={operatorId} name={name}>
            {t(`reason.${knownReason(by)}`)}
          </Row>
        ))}
      </ul>
      {more > 0 && <p className="pt-3 text-muted">{t("notListed", { count: more })}</p>}
    </div>
  );
}

type RowProps = { operatorId: string; name: string; isChosen?: boolean; children: string };

function Row({ operatorId, name, isChosen = false, children }: RowProps) {
  const t = useTranslations("routing.decision");
  return (
    <li className="flex min-h-12 min-w-0 items-center gap-3 py-2">
      <OperatorAvatar operatorId={operatorId} name={name} size="sm" tone={isChosen ? "accent" : "neutral"} />
      <span className="min-w-0 flex-1">
        <bdi className={cn("block break-words", isChosen && "font-semibold")}>{name}</bdi>
        <span className="block text-muted text-xs">{children}</span>
      </span>
      {isChosen && <Badge tone="success">{t("chosenBadge")}</Badge>}
    </li>
  );
}
