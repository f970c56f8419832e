import { describe, expect, test } from "vitest";
import { operatorFacts, routingRequest } from "@/tests/support/routing-facts";
import { decide, type OperatorFacts, type Request } from "./rules";

const choose = (operators: OperatorFacts[], request: Partial<Request> = {}) => {
  const { chosen, rule } = decide(operators, routingRequest(request));
  return [chosen?.name ?? null, rule];
};

/** Better than everybody at each step but the line. */
const idle = { openChats: 0, load: 0, lastClosedAt: null, lastAssignedAt: null };
const worn = { openChats: 4, load: 4, lastClosedAt: 9_000, lastAssignedAt: 9_000 };

describe("of several candidates", () => {
  test("the lowest line comes first, however busy it is", () => {
    const anna = operatorFacts("Anna", { line: 1, ...worn });
    const boris = operatorFacts("Boris", { line: 2, ...idle });
    expect(choose([anna, boris])).toEqual(["Anna", "line"]);
    expect(choose([boris, anna], { strategy: "round_robin" })).toEqual(["Anna", "line"]);
  });

  test("the second line is asked when nobody of the first is a candidate, and only then", () => {
    const boris = operatorFacts("Boris", { line: 2 });
    expect(choose([operatorFacts("Anna", { line: 1, load: 5 }), boris])).toEqual(["Boris", "only"]);
    expect(choose([operatorFacts("Anna", { line: 1, load: 4 }), boris])).toEqual(["Anna", "line"]);
    // Lines need not begin at 1, nor follow each other.
    expect(choose([operatorFacts("Clara", { line: 9 }), operatorFacts("Dora", { line: 4 })])).toEqual(["Dora", "line"]);
  });

  test("in one line, who has the fewest open chats", () => {
    const anna = operatorFacts("Anna", { openChats: 2, load: 2 });
    expect(choose([anna, operatorFacts("Boris", { openChats: 1, load: 1, lastClosedAt: 9_000 })])).toEqual([
      "Boris",
      "chats",
    ]);
    expect(choose([anna, operatorFacts("Boris", { openChats: 3, load: 3 })])).toEqual(["Anna", "chats"]);
  });

  test("the fewest chats, not the least weight and not the most free slots", () => {
    const anna = operatorFacts("Anna", { openChats: 1, load: 4, maxLoad: 5 });
    const boris = operatorFacts("Boris", { openChats: 2, load: 2, maxLoad: 50 });
    expect(choose([anna, boris])).toEqual(["Anna", "chats"]);
  });

  test("with as many chats, whose last chat closed earliest", () => {
    const anna = operatorFacts("Anna", { lastClosedAt: 2_000 });
    expect(choose([anna, operatorFacts("Boris", { lastClosedAt: 1_999 })])).toEqual(["Boris", "lastClosed"]);
    expect(choose([anna, operatorFacts("Boris", { lastClosedAt: 2_001 })])).toEqual(["Anna", "lastClosed"]);
  });

  test("who never closed a chat counts as the earliest", () => {
    const anna = operatorFacts("Anna", { lastClosedAt: 0 });
    expect(choose([anna, operatorFacts("Boris", { lastClosedAt: null })])).toEqual(["Boris", "lastClosed"]);
  });

  test("at last the lowest id, so that the same facts give the same answer", () => {
    const equal = { lastClosedAt: 1_000 };
    const people = ["Clara", "Anna", "Boris"].map((name) => operatorFacts(name, equal));
    expect(choose(people)).toEqual(["Anna", "id"]);
    expect(choose([...people].reverse())).toEqual(["Anna", "id"]);
    expect(choose(people.map((one) => ({ ...one, lastClosedAt: null })))).toEqual(["Anna", "id"]);
  });

  test("when they were last assigned a chat counts for nothing", () => {
    const anna = operatorFacts("Anna", { lastAssignedAt: 9_000 });
    expect(choose([anna, operatorFacts("Boris", { lastAssignedAt: null })])).toEqual(["Anna", "id"]);
  });
});

describe("round robin", () => {
  const strategy = "round_robin";
  test("takes who was assigned a chat longest ago, however many they have", () => {
    const anna = operatorFacts("Anna", { lastAssignedAt: 1_000, ...{ openChats: 4, load: 4 } });
    expect(choose([anna, operatorFacts("Boris", { lastAssignedAt: 1_001 })], { strategy })).toEqual([
      "Anna",
      "lastAssigned",
    ]);
    expect(choose([anna, operatorFacts("Boris", { lastAssignedAt: 999 })], { strategy })).toEqual([
      "Boris",
      "lastAssigned",
    ]);
  });

  test("never assigned is longest ago", () => {
    const anna = operatorFacts("Anna", { lastAssignedAt: 0 });
    expect(choose([anna, operatorFacts("Boris")], { strategy })).toEqual(["Boris", "lastAssigned"]);
  });

  test("asks candidates only, and falls back on the last close and the id", () => {
    const full = operatorFacts("Anna", { load: 5, lastAssignedAt: null });
    const boris = operatorFacts("Boris", { lastAssignedAt: 1_000, lastClosedAt: 5 });
    const clara = operatorFacts("Clara", { lastAssignedAt: 1_000, lastClosedAt: 4 });
    expect(choose([full, boris, clara], { strategy })).toEqual(["Clara", "lastClosed"]);
    expect(choose([full, boris, { ...clara, lastClosedAt: 5 }], { strategy })).toEqual(["Boris", "id"]);
  });
});

describe("manual", () => {
  const strategy = "manual";
  test("chooses nobody: the chat waits until an operator accepts", () => {
    expect(choose([operatorFacts("Anna")], { strategy })).toEqual([null, "manual"]);
    expect(choose([operatorFacts("Anna")], { strategy, preferredId: "anna", returningId: "anna" })).toEqual([
      null,
      "manual",
    ]);
  });

  test("tells apart whether anybody could accept, and names who could not", () => {
    const away = operatorFacts("Boris", { intent: "away" });
    expect(decide([operatorFacts("Anna"), away], routingRequest({ strategy })).fell).toEqual([
      { operatorId: "boris", name: "Boris", by: "away" },
    ]);
    expect(choose([away], { strategy })).toEqual([null, "nobody"]);
  });
});

describe("somebody who was here before", () => {
  const rivals = [operatorFacts("Anna", idle), operatorFacts("Clara", { line: 2 })];
  const boris = operatorFacts("Boris", { line: 3, ...worn });

  test.each(["automatic", "round_robin"] as const)("comes before all steps with %s", (strategy) => {
    expect(choose([...rivals, boris], { strategy, returningId: "boris" })).toEqual(["Boris", "returning"]);
    expect(choose([...rivals, boris], { strategy, preferredId: "boris" })).toEqual(["Boris", "preferred"]);
    expect(choose([...rivals, boris], { strategy })).toEqual(["Anna", "line"]);
  });

  test.each([
    ["full", { load: 5 }, {}],
    ["Away", { intent: "away" }, {}],
    ["not reachable", { isReachable: false }, {}],
    ["finishing", { finishing: true }, {}],
    ["its silent owner", {}, { ownerId: "boris" }],
  ] as const)("only if a candidate: not %s", (_, facts, request) => {
    const people = [...rivals, { ...boris, ...facts }];
    for (const known of [{ returningId: "boris" }, { preferredId: "boris" }])
      expect(choose(people, { ...request, ...known })).toEqual(["Anna", "line"]);
  });

  test("and has tried it in this turn may have it again if it was lost to the queue from them, else not", () => {
    const people = [...rivals, boris];
    expect(choose(people, { triedIds: ["boris"], preferredId: "boris" })).toEqual(["Boris", "preferred"]);
    expect(choose(people, { triedIds: ["boris"], returningId: "boris" })).toEqual(["Anna", "line"]);
    expect(choose([boris], { triedIds: ["boris"], preferredId: "anna" })).toEqual([null, "nobody"]);
  });

  test("is no reason where they do not answer for the department any more", () => {
    expect(choose(rivals, { returningId: "gone", preferredId: "gone" })).toEqual(["Anna", "line"]);
  });

  test("in the reopened chat itself goes before who had the visitor's last chat", () => {
    expect(choose([...rivals, boris], { preferredId: "clara", returningId: "boris" })).toEqual(["Clara", "preferred"]);
    expect(choose([...rivals, boris], { preferredId: "gone", returningId: "boris" })).toEqual(["Boris", "returning"]);
  });
});
