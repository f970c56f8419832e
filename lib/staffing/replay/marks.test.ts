import { describe, expect, test } from "vitest";
import { type Mark, markedOf } from "./marks";

const leg = { queuedAt: 0, assignedAt: 10, releasedAt: 100 };
const mark = (kind: Mark["kind"], at: number, values: Partial<Mark> = {}): Mark => ({
  kind,
  at,
  wroteAt: null,
  reason: null,
  ...values,
});
const holds = (...marks: Mark[]) => markedOf(leg, marks).holds;

describe("a hold", () => {
  test("lasts until it is taken up, or as long as the leg does", () => {
    expect(holds(mark("held", 20), mark("resumed", 30), mark("held", 40))).toEqual([
      { from: 20, to: 30 },
      { from: 40, to: null },
    ]);
    expect(holds(mark("held", 20), mark("resumed", 100))).toEqual([{ from: 20, to: null }]);
  });

  test("is of whoever had the chat, not of the one before or after", () => {
    expect(holds(mark("held", 5), mark("held", 100))).toEqual([]);
    expect(markedOf({ ...leg, assignedAt: null }, [mark("held", 20)]).holds).toEqual([]);
  });

  test("that is a snooze ends when its time has come, or when the visitor writes", () => {
    expect(holds(mark("snoozed", 20), mark("unsnoozed", 50))).toEqual([{ from: 20, to: 50 }]);
    expect(holds(mark("snoozed", 20, { wroteAt: 35 }))).toEqual([{ from: 20, to: 35 }]);
    expect(holds(mark("snoozed", 20, { wroteAt: 35 }), mark("held", 60), mark("resumed", 70))).toEqual([
      { from: 20, to: 35 },
      { from: 60, to: 70 },
    ]);
    expect(holds(mark("snoozed", 20, { wroteAt: 130 }))).toEqual([{ from: 20, to: null }]);
  });

  test("that becomes a snooze, whose end is moved, is one", () => {
    expect(holds(mark("held", 20), mark("snoozed", 30), mark("snoozed", 40), mark("unsnoozed", 60))).toEqual([
      { from: 20, to: 60 },
    ]);
  });
});

test("a queue that the visitor left for another department: by themselves, or because they were asked", () => {
  const queue = { queuedAt: 0, assignedAt: null, releasedAt: 100 };
  const marks = [mark("overflow_offered", 40), mark("switched", 100, { reason: "overflow" })];
  expect(markedOf(queue, marks)).toMatchObject({ moved: "overflow", askedAt: 40 });
  expect(markedOf(queue, [mark("switched", 100, { reason: "visitor" })])).toMatchObject({
    moved: "visitor",
    askedAt: null,
  });
  // The leg that the switch began.
  expect(markedOf({ queuedAt: 100, assignedAt: null, releasedAt: null }, marks)).toMatchObject({
    moved: null,
    askedAt: null,
  });
});
