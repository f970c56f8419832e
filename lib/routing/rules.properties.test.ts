import fc from "fast-check";
import { expect, test } from "vitest";
import { decide, type OperatorFacts, type Request } from "./rules";

const IDS = Array.from({ length: 60 }, (_, i) => `op-${String(i).padStart(2, "0")}`);
const someId = fc.constantFrom(...IDS);
/** Small ranges: ties are where the mistakes are. */
const instant = fc.option(fc.integer({ min: 0, max: 3 }));
const mostly = <T>(value: T, ...others: T[]) => fc.constantFrom(value, value, value, value, ...others);

const operator: fc.Arbitrary<OperatorFacts> = fc.record({
  operatorId: someId,
  name: fc.constantFrom("Anna", "Boris", "Clara"),
  isActive: mostly(true, false),
  intent: mostly<OperatorFacts["intent"]>("online", "away", "offline"),
  isReachable: mostly(true, false),
  finishing: mostly(false, true),
  channelTypes: mostly(["web", "email"], ["telegram"], []),
  line: fc.integer({ min: 1, max: 3 }),
  maxLoad: fc.integer({ min: 0, max: 6 }),
  load: fc.integer({ min: 0, max: 4 }),
  openChats: fc.integer({ min: 0, max: 3 }),
  lastAssignedAt: instant,
  lastClosedAt: instant,
});
const people = fc.uniqueArray(operator, { maxLength: 60, selector: ({ operatorId }) => operatorId });
const request: fc.Arbitrary<Request> = fc.record({
  weight: fc.integer({ min: 0, max: 3 }),
  channelType: mostly("web", "telegram", "email"),
  strategy: fc.constantFrom("automatic", "round_robin", "manual"),
  preferredId: fc.option(someId, { freq: 2 }),
  returningId: fc.option(someId, { freq: 2 }),
  ownerId: fc.option(someId),
  triedIds: fc.array(someId, { maxLength: 3 }),
});
const shuffled = people.chain((one) =>
  fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length, maxLength: one.length })),
);

/** The rule as it is written, word by word, beside the code under test. */
function isCandidate(one: OperatorFacts, asked: Request): boolean {
  const isRoutable = one.isActive && one.intent === "online" && one.isReachable && !one.finishing;
  const hasTried = (asked.triedIds ?? []).includes(one.operatorId) && one.operatorId !== asked.preferredId;
  const isExcluded = one.operatorId === asked.ownerId || hasTried;
  return (
    isRoutable && !isExcluded && one.channelTypes.includes(asked.channelType) && one.load + asked.weight <= one.maxLoad
  );
}

function expectedId(all: readonly OperatorFacts[], asked: Request): string | null {
  const candidates = all.filter((one) => isCandidate(one, asked));
  if (asked.strategy === "manual") return null;
  for (const id of [asked.preferredId, asked.returningId]) {
    if (candidates.some(({ operatorId }) => operatorId === id)) return id ?? null;
  }
  const rank = (one: OperatorFacts) => [
    one.line,
    asked.strategy === "round_robin" ? (one.lastAssignedAt ?? -1) : one.openChats,
    one.lastClosedAt ?? -1,
    IDS.indexOf(one.operatorId),
  ];
  const compare = (one: number[], other: number[]) => {
    const at = one.findIndex((value, i) => value !== other[i]);
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
  };
  return candidates.sort((one, other) => compare(rank(one), rank(other)))[0]?.operatorId ?? null;
}

test("whoever the rules name is chosen, whatever the facts", () => {
  fc.assert(
    fc.property(people, request, (all, asked) => {
      expect(decide(all, asked).chosen?.operatorId ?? null).toBe(expectedId(all, asked));
    }),
    { numRuns: 500 },
  );
});

test("the same people in another order give the same choice by the same rule, and the same reasons", () => {
  fc.assert(
    fc.property(shuffled, request, ([all, mixed], asked) => {
      const one = decide(all, asked);
      const other = decide(mixed, asked);
      expect(decide(all, asked)).toEqual(one);
      expect([other.chosen, other.rule, other.more]).toEqual([one.chosen, one.rule, one.more]);
      // Of more than are named, which ones are named is open.
      if (one.more === 0) expect(new Set(other.fell.map(asText))).toEqual(new Set(one.fell.map(asText)));
    }),
  );
});

const asText = (fell: { operatorId: string; by: string }) => `${fell.operatorId} ${fell.by}`;

test("the chosen one is a candidate, nobody else is ever chosen, and with a candidate somebody is", () => {
  fc.assert(
    fc.property(people, request, (all, asked) => {
      const candidates = all.filter((one) => isCandidate(one, asked));
      const { chosen, rule } = decide(all, asked);
      if (asked.strategy === "manual") expect([chosen, rule]).toEqual([null, candidates.length ? "manual" : "nobody"]);
      else expect(chosen === null).toBe(candidates.length === 0);
      if (chosen) expect(candidates.map(({ operatorId }) => operatorId)).toContain(chosen.operatorId);
      expect(rule === "nobody").toBe(candidates.length === 0);
    }),
  );
});

test("somebody who is no candidate changes nothing but the list of who fell", () => {
  fc.assert(
    fc.property(people, operator, request, (all, stranger, asked) => {
      fc.pre(!isCandidate(stranger, asked) && all.every(({ operatorId }) => operatorId !== stranger.operatorId));
      const without = decide(all, asked);
      const withThem = decide([...all, stranger], asked);
      expect([withThem.chosen, withThem.rule]).toEqual([without.chosen, without.rule]);
      expect(withThem.fell.length + withThem.more).toBe(without.fell.length + without.more + 1);
    }),
  );
});

test("without one of those who fell, the choice is the same", () => {
  fc.assert(
    fc.property(people, request, fc.nat(), (all, asked, at) => {
      const { chosen, fell } = decide(all, asked);
      const gone = fell[at % Math.max(1, fell.length)];
      const rest = all.filter(({ operatorId }) => operatorId !== gone?.operatorId);
      expect(decide(rest, asked).chosen).toEqual(chosen);
    }),
  );
});

test("everybody who was not chosen is in the record once with a reason, or counted", () => {
  fc.assert(
    fc.property(people, request, (all, asked) => {
      const { chosen, fell, more } = decide(all, asked);
      const isManual = asked.strategy === "manual";
      const told = all.filter((one) => one.operatorId !== chosen?.operatorId && !(isManual && isCandidate(one, asked)));
      expect(fell.length + more).toBe(told.length);
      expect(fell.length).toBe(Math.min(40, told.length));
      const ids = fell.map(({ operatorId }) => operatorId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(told.map(({ operatorId }) => operatorId)).toContain(id);
      for (const { by } of fell) expect(by).toBeTruthy();
    }),
  );
});

test("the rule is the reason by which the last rival fell; without a rival it is `only`", () => {
  fc.assert(
    fc.property(people, request, (all, asked) => {
      const { chosen, rule, fell } = decide(all, asked);
      if (!chosen) return;
      const rivals = all.filter((one) => isCandidate(one, asked) && one.operatorId !== chosen.operatorId);
      const known = [asked.preferredId, asked.returningId].includes(chosen.operatorId);
      if (rivals.length > 0) expect(rule).toBe(fell[0]?.by);
      else expect(rule).toBe(known ? (chosen.operatorId === asked.preferredId ? "preferred" : "returning") : "only");
    }),
  );
});

test("the facts are read and never changed", () => {
  fc.assert(
    fc.property(people, request, (all, asked) => {
      const before = structuredClone({ all, asked });
      for (const one of all) Object.freeze(one);
      decide(Object.freeze(all), Object.freeze(asked));
      expect({ all, asked }).toEqual(before);
    }),
  );
});
