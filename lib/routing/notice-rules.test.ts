import { describe, expect, test } from "vitest";
import { noticeCause } from "./notice-rules";

const now = Date.parse("2026-03-02T12:00:00Z");
const DAY_MS = 86_400_000;
const ago = (ms: number) => new Date(now - ms).toISOString();

type Facts = Parameters<typeof noticeCause>[0];
const cause = (facts: Partial<Facts>) =>
  noticeCause({
    state: "open",
    waitedMinutes: 0,
    isOverdue: false,
    queueLimitMinutes: null,
    toldAt: {},
    now,
    ...facts,
  });

describe("a visitor who waits is told that nobody can answer", () => {
  test("not while somebody is there: a full department is what queues are for", () => {
    expect(cause({ state: "open" })).toBeNull();
    expect(cause({ state: "busy", waitedMinutes: 500 })).toBeNull();
  });

  test("because nobody is there, or the department is closed", () => {
    expect(cause({ state: "away" })).toBe("away");
    expect(cause({ state: "closed" })).toBe("closed");
  });

  test("because the set wait is exceeded, and not a moment earlier", () => {
    expect(cause({ state: "busy", queueLimitMinutes: 10, waitedMinutes: 10 })).toBeNull();
    expect(cause({ state: "busy", queueLimitMinutes: 10, waitedMinutes: 10.01 })).toBe("wait_exceeded");
    expect(cause({ state: "open", queueLimitMinutes: 10, waitedMinutes: 11 })).toBe("wait_exceeded");
  });

  test("because everyone has tried", () => {
    expect(cause({ state: "busy", isOverdue: true })).toBe("everyone_tried");
    expect(cause({ state: "open", isOverdue: true })).toBe("everyone_tried");
  });

  test("for one cause at a time: closed, then everyone tried, then away, then the wait", () => {
    const exceeded = { queueLimitMinutes: 10, waitedMinutes: 11 };
    expect(cause({ state: "closed", isOverdue: true, ...exceeded })).toBe("closed");
    expect(cause({ state: "away", isOverdue: true, ...exceeded })).toBe("everyone_tried");
    expect(cause({ state: "busy", isOverdue: true, ...exceeded })).toBe("everyone_tried");
    expect(cause({ state: "away", ...exceeded })).toBe("away");
  });
});

describe("the same cause", () => {
  test("is told once within 24 hours, and again after them", () => {
    expect(cause({ state: "away", toldAt: { away: ago(0) } })).toBeNull();
    expect(cause({ state: "away", toldAt: { away: ago(DAY_MS - 1) } })).toBeNull();
    expect(cause({ state: "away", toldAt: { away: ago(DAY_MS) } })).toBe("away");
  });

  test("says nothing of another one", () => {
    const toldAt = { away: ago(1000), wait_exceeded: ago(1000) };
    expect(cause({ state: "closed", toldAt })).toBe("closed");
    expect(cause({ state: "busy", isOverdue: true, toldAt })).toBe("everyone_tried");
  });

  test("told already does not make room for a lesser one at the same moment", () => {
    const toldAt = { closed: ago(1000) };
    expect(cause({ state: "closed", isOverdue: true, queueLimitMinutes: 1, waitedMinutes: 9, toldAt })).toBeNull();
  });
});
