import { describe, expect, test } from "vitest";
import { canSayOnIt, chatClock, elapsedMs, IDLE_SHOWN_MS, leftMs, REASSIGN_URGENT_MS, spanOf } from "./chat-clock";
import { instant, mineRow, row } from "./test-rows";

const now = Date.parse(instant(0));
const later = (ms: number) => new Date(now + ms).toISOString();
const armed = (deadlines: Partial<ReturnType<typeof row>["deadlines"]>, change: Parameters<typeof mineRow>[1] = {}) =>
  mineRow(1, { deadlines: { reassignAt: null, idleCloseAt: null, ...deadlines }, ...change });

describe("the clock of a chat", () => {
  test("an answer is due, and the last minute is urgent", () => {
    const at = (ms: number) => chatClock(armed({ reassignAt: later(ms) }), now);
    expect(at(REASSIGN_URGENT_MS + 1)).toMatchObject({ kind: "reassign", isUrgent: false });
    expect(at(REASSIGN_URGENT_MS)).toMatchObject({ kind: "reassign", isUrgent: true });
  });

  test("overdue comes before every deadline", () => {
    const chat = armed({ reassignAt: later(1000), idleCloseAt: later(1000) }, { overdueSince: later(-5000) });
    expect(chatClock(chat, now)).toEqual({ kind: "overdue", since: later(-5000) });
  });

  test("the end by idleness is told in the last two minutes only", () => {
    expect(chatClock(armed({ idleCloseAt: later(IDLE_SHOWN_MS + 1) }), now)).toBeNull();
    expect(chatClock(armed({ idleCloseAt: later(IDLE_SHOWN_MS) }), now)).toMatchObject({ kind: "idle" });
  });

  test("on hold, waiting or closed no clock runs", () => {
    const due = { reassignAt: later(1000), idleCloseAt: later(1000) };
    expect(chatClock(armed(due, { heldAt: later(0) }), now)).toBeNull();
    expect(chatClock(armed(due, { status: "closed" }), now)).toBeNull();
    expect(chatClock(row(1, { deadlines: due }), now)).toBeNull();
  });
});

test('"I\'m on it" can be said once per turn, while it buys time', () => {
  const running = armed({ reassignAt: later(1000) });
  expect(canSayOnIt(running)).toBe(true);
  expect(canSayOnIt(armed({}, { overdueSince: later(-1) }))).toBe(true);
  expect(canSayOnIt({ ...running, isOnIt: true })).toBe(false);
  expect(canSayOnIt({ ...running, awaitingSince: null })).toBe(false);
  expect(canSayOnIt({ ...running, heldAt: later(0) })).toBe(false);
  expect(canSayOnIt(armed({}))).toBe(false);
});

test("spans are minutes and seconds within the hour, then coarser", () => {
  expect(spanOf(0)).toEqual({ unit: "clock", text: "0:00" });
  expect(spanOf(65_000)).toEqual({ unit: "clock", text: "1:05" });
  expect(spanOf(3_599_999)).toEqual({ unit: "clock", text: "59:59" });
  expect(spanOf(3_660_000)).toEqual({ unit: "hours", hours: 1, minutes: 1 });
  expect(spanOf(2 * 86_400_000)).toEqual({ unit: "days", days: 2 });
});

test("what is left reaches zero when it is over and not before; what has passed is never negative", () => {
  expect(leftMs(later(1), now)).toBe(1000);
  expect(leftMs(later(0), now)).toBe(0);
  expect(leftMs(later(-5000), now)).toBe(0);
  expect(elapsedMs(later(5000), now)).toBe(0);
  expect(elapsedMs(later(-5000), now)).toBe(5000);
});
