import type { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import type { DecisionDto } from "@/lib/chats/schemas";

export type DecisionTexts = ReturnType<typeof useTranslations<"routing.decision">>;

/** Others who are named in a sentence; of more, only the number is told. */
const NAMED_MAX = 3;

const RULES = [
  "only",
  "returning",
  "preferred",
  "line",
  "chats",
  "lastClosed",
  "lastAssigned",
  "id",
  "accepted",
  "transferred",
  "answered",
  "takenOver",
] as const;

const REASONS = [
  "inactive",
  "offline",
  "away",
  "unreachable",
  "finishing",
  "channel",
  "full",
  "owner",
  "tried",
  "returning",
  "preferred",
  "line",
  "chats",
  "lastClosed",
  "lastAssigned",
  "id",
] as const;

/** A stored decision may be older or newer than these words: what they do not know is told in general. */
const knownRule = (rule: string) => RULES.find((known) => known === rule) ?? "other";
export const knownReason = (by: string) => REASONS.find((known) => known === by) ?? "other";

/**
 * A decision in one sentence, without a full stop: "Anna: Online, line 1, 2 of 5 slots, longest without a chat; Boris
 * was full, Clara was away". Names are isolated, so that none can turn the words around it.
 */
export function wordDecision(t: DecisionTexts, decision: DecisionDto): string {
  const what = wordOutcome(t, decision);
  const others = wordOthers(t, decision);
  return others === "" ? what : t("withOthers", { what, others });
}

function wordOutcome(t: DecisionTexts, { chosen, rule, fell, more }: DecisionDto): string {
  if (chosen) {
    const { name, intent, line, load, maxLoad } = chosen;
    return t("chosen", {
      name: isolate(name),
      intent: t(`intent.${intent}`),
      line,
      load,
      maxLoad,
      rule: t(`rule.${knownRule(rule)}`),
    });
  }
  if (rule === "manual") return t("manual");
  return fell.length + more === 0 ? t("nobodyThere") : t("nobody");
}

function wordOthers(t: DecisionTexts, { fell, more }: DecisionDto): string {
  const named = fell.slice(0, NAMED_MAX);
  const list = named.map(({ name, by }) => t(`fell.${knownReason(by)}`, { name: isolate(name) })).join(", ");
  const count = fell.length - named.length + more;
  return count > 0 && list !== "" ? t("andMore", { list, count }) : list;
}
