import { expect, test } from "vitest";
import { isQueueFull, outlooksOf, takesOverflow } from "./outlook";

const outlook = { waiting: 2, occupancySeconds: 60, slots: 1 };
const limits = { queueLimitChats: null, queueLimitMinutes: null };

test.each([
  ["busy", { queueLimitChats: 3 }, false],
  ["busy", { queueLimitChats: 2 }, true],
  ["away", { queueLimitChats: 0 }, true],
  ["open", { queueLimitChats: 0 }, false],
  // The next one would wait for three minutes.
  ["busy", { queueLimitMinutes: 3 }, false],
  ["busy", { queueLimitMinutes: 2 }, true],
  ["busy", {}, false],
] as const)("while it is %s, a queue with the limits %j is full: %s", (state, set, isFull) => {
  expect(isQueueFull(state, { ...limits, ...set }, outlook)).toBe(isFull);
});

test("of a wait that nobody can tell no limit is known to be reached", () => {
  const unknown = { waiting: 9, occupancySeconds: null, slots: 1 };
  expect(isQueueFull("busy", { ...limits, queueLimitMinutes: 1 }, unknown)).toBe(false);
});

test("who waits elsewhere is asked only where somebody is there and it is not full", () => {
  const states = ["open", "busy", "away", "closed"] as const;
  expect(states.map((state) => takesOverflow({ state, isFull: false }))).toEqual([true, true, false, false]);
  expect(takesOverflow({ state: "busy", isFull: true })).toBe(false);
});

test("a department where nobody waits is looked at as if one did", () => {
  const facts = {
    queues: new Map(),
    people: [{ departmentIds: ["sales"], slots: 3 }],
    occupancies: new Map([["sales", 60]]),
  };
  expect(outlooksOf(facts, ["sales", "support"])).toEqual(
    new Map([
      ["sales", { occupancySeconds: 60, slots: 3, waiting: 0 }],
      ["support", { occupancySeconds: null, slots: 0, waiting: 0 }],
    ]),
  );
});
