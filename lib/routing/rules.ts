/** The operator's own choice. */
export type Intent = "online" | "away" | "offline";
export type Strategy = "automatic" | "round_robin" | "manual";

/** Heard of within this time: reachable. The pulse comes every 25 s, so two may be lost. */
export const PRESENCE_TTL_MS = 60_000;
/** Automatic moves within one turn of the visitor; then the chat stays where it is. */
export const HOPS_MAX = 3;
/** Operators named in a stored decision; of more, only the number is kept. */
const NAMED_MAX = 40;

/** What the choice of an operator depends on, as it is at one moment. */
export type OperatorFacts = {
  operatorId: string;
  name: string;
  /** Not deactivated. */
  isActive: boolean;
  intent: Intent;
  isReachable: boolean;
  finishing: boolean;
  channelTypes: readonly string[];
  /** In the chat's department; 1 is asked first. */
  line: number;
  maxLoad: number;
  /** Weights of their open, not-held chats over all departments and channels. */
  load: number;
  /** The number of those chats. */
  openChats: number;
  /** Milliseconds since 1970; null: never. */
  lastAssignedAt: number | null;
  lastClosedAt: number | null;
};

/** Why somebody was not chosen. The first ones made them no candidate, the others were the steps of the choice. */
export type FellBy =
  | "inactive"
  | "offline"
  | "away"
  | "unreachable"
  | "finishing"
  | "channel"
  | "full"
  | "owner"
  | "tried"
  | "returning"
  | "preferred"
  | "line"
  | "chats"
  | "lastClosed"
  | "lastAssigned"
  | "id";

/** What decided: the step at which the last rival fell, or that a person did. */
export type DecidedBy =
  | "nobody"
  | "manual"
  | "only"
  | "returning"
  | "preferred"
  | "line"
  | "chats"
  | "lastClosed"
  | "lastAssigned"
  | "id"
  | "accepted"
  | "transferred"
  | "answered"
  | "takenOver";

export type ChosenOperator = Pick<
  OperatorFacts,
  "operatorId" | "name" | "line" | "load" | "maxLoad" | "openChats" | "intent"
>;

/** One choice with its reasons, as it is stored with the leg and shown on the timeline. Numbers are of before the choice. */
export type Decision = {
  rule: DecidedBy;
  chosen: ChosenOperator | null;
  fell: { operatorId: string; name: string; by: FellBy }[];
  /** Operators who were considered beyond those named. */
  more: number;
};

/** What is asked for. `triedIds` have had it in this turn and did not react; `ownerId` has it now. */
export type Request = {
  weight: number;
  channelType: string;
  strategy: Strategy;
  /** Had the chat before it was reopened, or lost it to the queue: theirs again, while nobody else has tried since. */
  preferredId?: string | null;
  /** Had the visitor's last chat in this department. */
  returningId?: string | null;
  ownerId?: string | null;
  triedIds?: readonly string[];
};

export const hasSlot = ({ load, maxLoad }: Pick<OperatorFacts, "load" | "maxLoad">, weight: number) =>
  load + weight <= maxLoad;

/** Whether somebody takes new chats at all, whatever their load. */
export const isAvailable = ({
  isActive,
  intent,
  isReachable,
  finishing,
}: Pick<OperatorFacts, "isActive" | "intent" | "isReachable" | "finishing">) =>
  isActive && intent === "online" && isReachable && !finishing;

/** What makes an operator no candidate for this chat; null for a candidate. */
export function whyNoCandidate(facts: OperatorFacts, request: Request): FellBy | null {
  if (!facts.isActive) return "inactive";
  if (facts.intent !== "online") return facts.intent;
  if (!facts.isReachable) return "unreachable";
  if (facts.finishing) return "finishing";
  if (!facts.channelTypes.includes(request.channelType)) return "channel";
  if (facts.operatorId === request.ownerId) return "owner";
  if (request.triedIds?.includes(facts.operatorId) && facts.operatorId !== request.preferredId) return "tried";
  if (!hasSlot(facts, request.weight)) return "full";
  return null;
}

type Step = { by: FellBy & DecidedBy; value: (facts: OperatorFacts) => number | string };

/** The steps in their order; at each, those with the lowest value stay. */
function stepsOf({ strategy }: Request): Step[] {
  const never = Number.NEGATIVE_INFINITY;
  const least: Step[] =
    strategy === "round_robin"
      ? [{ by: "lastAssigned", value: ({ lastAssignedAt }) => lastAssignedAt ?? never }]
      : [{ by: "chats", value: ({ openChats }) => openChats }];
  return [
    { by: "line", value: ({ line }) => line },
    ...least,
    { by: "lastClosed", value: ({ lastClosedAt }) => lastClosedAt ?? never },
    { by: "id", value: ({ operatorId }) => operatorId },
  ];
}

/**
 * Who takes a waiting chat, by the rules of distribution: candidates, then whoever was here before, the lowest line, the
 * fewest open chats (or, round robin, the longest without an assignment), the longest without a chat, the lowest id.
 * With the strategy `manual` nobody is chosen; the reasons are told all the same.
 */
export function decide(operators: readonly OperatorFacts[], request: Request): Decision {
  const fell: Decision["fell"] = [];
  const drop = ({ operatorId, name }: OperatorFacts, by: FellBy) => void fell.push({ operatorId, name, by });
  let left: OperatorFacts[] = [];
  for (const facts of operators) {
    const reason = whyNoCandidate(facts, request);
    if (reason) drop(facts, reason);
    else left.push(facts);
  }
  if (request.strategy === "manual") return toDecision(left.length > 0 ? "manual" : "nobody", null, fell);
  let rule: DecidedBy = left.length === 0 ? "nobody" : "only";
  for (const [by, id] of [
    ["preferred", request.preferredId],
    ["returning", request.returningId],
  ] as const) {
    const known = id && left.find(({ operatorId }) => operatorId === id);
    if (!known) continue;
    for (const facts of left) if (facts !== known) drop(facts, by);
    return toDecision(by, known, fell);
  }
  for (const { by, value } of stepsOf(request)) {
    if (left.length < 2) break;
    const kept = lowestBy(left, value);
    if (kept.length < left.length) rule = by;
    for (const facts of left) if (!kept.includes(facts)) drop(facts, by);
    left = kept;
  }
  return toDecision(rule, left[0] ?? null, fell);
}

function lowestBy(people: OperatorFacts[], value: Step["value"]): OperatorFacts[] {
  let kept: OperatorFacts[] = [];
  for (const facts of people) {
    const [best] = kept;
    if (!best || value(facts) < value(best)) kept = [facts];
    else if (value(facts) === value(best)) kept.push(facts);
  }
  return kept;
}

function toDecision(rule: DecidedBy, chosen: OperatorFacts | null, fell: Decision["fell"]): Decision {
  return {
    rule,
    chosen: chosen && toChosen(chosen),
    // The runners-up are what people ask for: they fell last.
    fell: fell.reverse().slice(0, NAMED_MAX),
    more: Math.max(0, fell.length - NAMED_MAX),
  };
}

export const toChosen = ({ operatorId, name, line, load, maxLoad, openChats, intent }: ChosenOperator) => ({
  operatorId,
  name,
  line,
  load,
  maxLoad,
  openChats,
  intent,
});

/** A choice that a person made: accepted it, answered in it, took it over, or was handed it. */
export const decidedByPerson = (
  rule: "accepted" | "transferred" | "answered" | "takenOver",
  chosen: ChosenOperator,
): Decision => ({
  rule,
  chosen: toChosen(chosen),
  fell: [],
  more: 0,
});
