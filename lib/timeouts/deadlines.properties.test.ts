import fc from "fast-check";
import { expect, test } from "vitest";
import { BEGIN } from "@/tests/support/chat-clocks";
import { type ChatClocks, type ClockRules, deadlinesOf, reassignDeadline, type TimerKind } from "./deadlines";
import { pauseByTyping } from "./typing";

const MINUTE_MS = 60_000;
const instant = fc.integer({ min: 0, max: 600 }).map((tenths) => new Date(BEGIN + tenths * 6000));
const maybe = fc.option(instant, { freq: 2 });

const chats: fc.Arbitrary<ChatClocks> = fc.record({
  status: fc.constantFrom("queued", "active", "active", "active", "closed"),
  heldAt: fc.option(instant, { freq: 1 }),
  snoozedUntil: maybe,
  queuedSince: instant,
  assignedAt: maybe,
  awaitingSince: maybe,
  lastVisitorSeq: fc.nat(3),
  lastMessageBy: fc.constantFrom("visitor", "operator", "operator", null),
  idleSince: instant,
  idleWarnedAt: maybe,
  onItAt: maybe,
  typingPauseMs: fc.integer({ min: 0, max: 20 * MINUTE_MS }),
  overdueSince: fc.option(instant, { freq: 1 }),
  offeredAt: maybe,
  overflowOfferedAt: maybe,
  visitorSeenAt: instant,
});
const rules: fc.Arbitrary<ClockRules> = fc.record({
  closeIdle: fc.boolean(),
  closeIdleAfterMinutes: fc.integer({ min: 5, max: 60 }),
  reassign: fc.boolean(),
  reassignAfterMinutes: fc.integer({ min: 1, max: 10 }),
  overflowAfterMinutes: fc.option(fc.integer({ min: 1, max: 10 })),
  isWeb: fc.boolean(),
});

const latest = (...instants: (Date | null)[]) => Math.max(...instants.map((at) => at?.getTime() ?? 0));

test("no deadline lies less than its period after what armed it", () => {
  fc.assert(
    fc.property(chats, rules, (chat, set) => {
      const due = deadlinesOf(chat, set);
      const isAfter = (kind: TimerKind, start: number, minutes: number) => {
        const at = due[kind];
        if (at) expect(at.getTime() - start).toBeGreaterThanOrEqual(minutes * MINUTE_MS);
      };
      isAfter("reassign", latest(chat.awaitingSince, chat.assignedAt), set.reassignAfterMinutes);
      isAfter("idle_warning", latest(chat.idleSince), set.closeIdleAfterMinutes - 1);
      isAfter("idle_close", latest(chat.idleSince), set.closeIdleAfterMinutes);
      isAfter("idle_close", latest(chat.idleWarnedAt), 1);
      isAfter("offer", latest(chat.offeredAt), set.reassignAfterMinutes);
      isAfter("overflow", latest(chat.queuedSince), set.overflowAfterMinutes ?? Number.POSITIVE_INFINITY);
      isAfter("abandoned", latest(chat.visitorSeenAt), set.closeIdleAfterMinutes);
      isAfter("never_wrote", latest(chat.visitorSeenAt), 5);
    }),
    { numRuns: 300 },
  );
});

test("an operator has at least one period to react, and three at most, or one from «I'm on it» said late", () => {
  fc.assert(
    fc.property(chats, rules, (chat, set) => {
      const at = reassignDeadline(chat, set);
      if (!at) return;
      const periodMs = set.reassignAfterMinutes * MINUTE_MS;
      const periods = (at.getTime() - latest(chat.awaitingSince, chat.assignedAt)) / periodMs;
      expect(periods).toBeGreaterThanOrEqual(chat.onItAt ? 2 : 1);
      if (!chat.onItAt) expect(periods).toBeLessThanOrEqual(2);
      else expect(periods <= 3 || at.getTime() === chat.onItAt.getTime() + periodMs).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** When each clock runs at all, as the rules say it. */
const RUNS: Record<TimerKind, (chat: ChatClocks, set: ClockRules) => boolean> = {
  reassign: (chat, set) =>
    chat.status === "active" && !chat.heldAt && !chat.overdueSince && chat.awaitingSince !== null && set.reassign,
  idle_warning: (chat, set) => isIdle(chat, set) && !isWarned(chat),
  idle_close: (chat, set) => isIdle(chat, set) && isWarned(chat),
  offer: (chat) => chat.status === "active" && chat.offeredAt !== null,
  overflow: (chat, set) => chat.status === "queued" && set.overflowAfterMinutes !== null && !chat.overflowOfferedAt,
  abandoned: (chat, set) => chat.status === "queued" && set.isWeb && set.closeIdle && chat.lastVisitorSeq > 0,
  never_wrote: (chat, set) =>
    chat.status !== "closed" && set.isWeb && chat.lastVisitorSeq === 0 && (chat.status === "queued" || !chat.heldAt),
  snooze: (chat) => chat.status === "active" && chat.heldAt !== null && chat.snoozedUntil !== null,
  recheck: () => false,
};
const isIdle = (chat: ChatClocks, set: ClockRules) =>
  chat.status === "active" && !chat.heldAt && set.closeIdle && chat.lastMessageBy === "operator";
const isWarned = (chat: ChatClocks) => chat.idleWarnedAt !== null && chat.idleWarnedAt >= chat.idleSince;

test("exactly those clocks run whose conditions hold", () => {
  fc.assert(
    fc.property(chats, rules, (chat, set) => {
      const expected = Object.entries(RUNS).flatMap(([kind, runs]) => (runs(chat, set) ? [kind] : []));
      expect(Object.keys(deadlinesOf(chat, set)).sort()).toEqual(expected.sort());
    }),
    { numRuns: 500 },
  );
});

test("the clocks of a chat that moved into the past by some minutes run out that much earlier", () => {
  const back = (at: Date | null, ms: number) => at && new Date(at.getTime() - ms);
  fc.assert(
    fc.property(chats, rules, fc.nat(100), (chat, set, minutes) => {
      const ms = minutes * MINUTE_MS;
      const moved = Object.fromEntries(
        Object.entries(chat).map(([name, value]) => [name, value instanceof Date ? back(value, ms) : value]),
      );
      const expected = Object.entries(deadlinesOf(chat, set)).map(([kind, at]) => [kind, back(at, ms)]);
      expect(deadlinesOf({ ...chat, ...moved }, set)).toEqual(Object.fromEntries(expected));
    }),
  );
});

test("signs of typing never pause for longer than from the first of them to 5 s after each that came alone", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(gaps, (ms) => {
      let typedAt: Date | null = null;
      let typingPauseMs = 0;
      let now = BEGIN;
      for (const gap of ms) {
        now += gap;
        const before = typingPauseMs;
        typingPauseMs = pauseByTyping({ typedAt, typingPauseMs }, new Date(now));
        expect(typingPauseMs).toBeGreaterThanOrEqual(before);
        expect(typingPauseMs - before).toBeLessThanOrEqual(10_000);
        typedAt = new Date(now);
      }
      const begun = BEGIN + (ms[0] ?? 0);
      expect(typingPauseMs).toBeLessThanOrEqual(now - begun + 5000);
    }),
  );
});
