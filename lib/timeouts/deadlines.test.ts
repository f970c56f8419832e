import { describe, expect, test } from "vitest";
import { answeredChat, atMinute, clockRules, minuteOf, ownedChat, queuedChat } from "@/tests/support/chat-clocks";
import { type ChatClocks, type ClockRules, deadlinesOf, type TimerKind } from "./deadlines";

/** Armed clocks and the minute at which each runs out. */
const armed = (chat: ChatClocks, rules: Partial<ClockRules> = {}) =>
  Object.fromEntries(Object.entries(deadlinesOf(chat, clockRules(rules))).map(([kind, at]) => [kind, minuteOf(at)]));
const at = (kind: TimerKind, chat: ChatClocks, rules: Partial<ClockRules> = {}) => armed(chat, rules)[kind];

describe("no reaction: the clock of reassignment", () => {
  test("runs for one period from the assignment, when the visitor waited already", () => {
    expect(at("reassign", ownedChat({ awaitingSince: atMinute(0), assignedAt: atMinute(1) }))).toBe(4);
  });

  test("runs for one period from the first unanswered message, when the operator had the chat already", () => {
    expect(at("reassign", ownedChat({ awaitingSince: atMinute(7), assignedAt: atMinute(1) }))).toBe(10);
  });

  test("runs from the later of the two, to the moment", () => {
    expect(at("reassign", ownedChat({ awaitingSince: atMinute(1.001), assignedAt: atMinute(1) }))).toBeCloseTo(
      4.001,
      9,
    );
    expect(at("reassign", ownedChat({ awaitingSince: atMinute(1), assignedAt: atMinute(1) }))).toBe(4);
    expect(at("reassign", ownedChat({ assignedAt: null }))).toBe(3);
  });

  test("is moved by no further message of the same turn, nor by system lines", () => {
    const before = at("reassign", ownedChat());
    expect(at("reassign", ownedChat({ idleSince: atMinute(3), lastVisitorSeq: 9, visitorSeenAt: atMinute(3) }))).toBe(
      before,
    );
  });

  test("does not run while nobody waits for the operator", () => {
    expect(at("reassign", answeredChat())).toBeUndefined();
    expect(at("reassign", ownedChat({ awaitingSince: null }))).toBeUndefined();
  });

  test("gets one more period from «I'm on it»", () => {
    expect(at("reassign", ownedChat({ onItAt: atMinute(1.5) }))).toBe(1 + 2 * 3);
    // When it was said does not count: it is one more period, not a new one.
    expect(at("reassign", ownedChat({ onItAt: atMinute(4) }))).toBe(7);
  });

  test("gets a whole period from «I'm on it» that was said when the time was over already", () => {
    expect(at("reassign", ownedChat({ onItAt: atMinute(4.5) }))).toBe(7.5);
    expect(at("reassign", ownedChat({ onItAt: atMinute(60) }))).toBe(63);
  });

  test("stands still while the operator types, for one period in all at most", () => {
    const pausedFor = (minutes: number) => at("reassign", ownedChat({ typingPauseMs: minutes * 60_000 }));
    expect(pausedFor(0)).toBe(4);
    expect(pausedFor(0.5)).toBe(4.5);
    expect(pausedFor(3)).toBe(7);
    expect(pausedFor(3.1)).toBe(7);
    expect(pausedFor(600)).toBe(7);
  });

  test("ends after three periods at the latest, whatever is typed and said in time", () => {
    expect(at("reassign", ownedChat({ typingPauseMs: 86_400_000, onItAt: atMinute(2) }))).toBe(1 + 3 * 3);
  });

  test("does not run on hold, in the queue, after the close, switched off, or once nobody else could take it", () => {
    expect(at("reassign", ownedChat({ heldAt: atMinute(2) }))).toBeUndefined();
    expect(at("reassign", queuedChat({ assignedAt: atMinute(1) }))).toBeUndefined();
    expect(armed(ownedChat({ status: "closed" }))).toEqual({});
    expect(at("reassign", ownedChat(), { reassign: false })).toBeUndefined();
    expect(at("reassign", ownedChat({ overdueSince: atMinute(4) }))).toBeUndefined();
  });

  test("holds for a chat that was handed over, as for every other", () => {
    expect(at("reassign", ownedChat({ assignedAt: atMinute(30) }))).toBe(33);
    expect(at("reassign", ownedChat({ offeredAt: atMinute(2) }))).toBe(4);
  });

  test("is as long as it is set, down to one minute", () => {
    expect(at("reassign", ownedChat(), { reassignAfterMinutes: 1 })).toBe(2);
    expect(at("reassign", ownedChat(), { reassignAfterMinutes: 10_080 })).toBe(10_081);
  });
});

describe("an idle chat", () => {
  test("is warned of one minute before its close, while the operator wrote last", () => {
    expect(armed(answeredChat())).toEqual({ idle_warning: 2 + 15 - 1 });
    expect(armed(answeredChat(), { closeIdleAfterMinutes: 5 })).toEqual({ idle_warning: 2 + 5 - 1 });
  });

  test("is never closed on a visitor who waits, nor before anybody wrote", () => {
    for (const lastMessageBy of ["visitor", null] as const) {
      const { idle_warning, idle_close } = armed(answeredChat({ lastMessageBy, idleWarnedAt: atMinute(16) }));
      expect([idle_warning, idle_close]).toEqual([undefined, undefined]);
    }
  });

  test("is closed on time once it was warned of", () => {
    expect(armed(answeredChat({ idleWarnedAt: atMinute(16) }))).toEqual({ idle_close: 17 });
    expect(armed(answeredChat({ idleWarnedAt: atMinute(15.2) }))).toEqual({ idle_close: 17 });
  });

  test("still has its minute when the warning came late", () => {
    expect(armed(answeredChat({ idleWarnedAt: atMinute(16.5) }))).toEqual({ idle_close: 17.5 });
    expect(armed(answeredChat({ idleWarnedAt: atMinute(120) }))).toEqual({ idle_close: 121 });
  });

  test("that is kept open, assigned or written in after the warning begins its idle time anew", () => {
    const anew = answeredChat({ idleWarnedAt: atMinute(16), idleSince: atMinute(16.5) });
    expect(armed(anew)).toEqual({ idle_warning: 16.5 + 15 - 1 });
    expect(armed({ ...anew, idleWarnedAt: null })).toEqual({ idle_warning: 30.5 });
    // A warning belongs to the idle time in which it was given, from its first moment on.
    expect(armed({ ...anew, idleWarnedAt: atMinute(16.5) })).toEqual({ idle_close: 31.5 });
  });

  test("counts from the last message, assignment, transfer or reopening: whichever was last", () => {
    expect(at("idle_warning", answeredChat({ idleSince: atMinute(40) }))).toBe(54);
    // Only `idleSince` counts: neither when it was seen nor when it was assigned.
    expect(at("idle_warning", answeredChat({ assignedAt: atMinute(9), visitorSeenAt: atMinute(9) }))).toBe(16);
  });

  test("is exempt on hold, in the queue, and switched off", () => {
    for (const idleWarnedAt of [null, atMinute(16)]) {
      expect(armed(answeredChat({ heldAt: atMinute(3), idleWarnedAt }))).toEqual({});
      expect(armed(answeredChat({ idleWarnedAt }), { closeIdle: false })).toEqual({});
      expect(Object.keys(armed(answeredChat({ status: "queued", idleWarnedAt })))).toEqual(["abandoned"]);
    }
  });
});

describe("an offered chat", () => {
  test("goes back when nobody answered for the time of reassignment", () => {
    expect(at("offer", answeredChat({ offeredAt: atMinute(5) }))).toBe(8);
    expect(at("offer", answeredChat())).toBeUndefined();
  });

  test("does so on hold too, and where reassignment is switched off", () => {
    expect(armed(answeredChat({ offeredAt: atMinute(5), heldAt: atMinute(4) }))).toEqual({ offer: 8 });
    expect(at("offer", answeredChat({ offeredAt: atMinute(5) }), { reassign: false })).toBe(8);
  });

  test("keeps the clocks of its owner, who stays responsible", () => {
    expect(armed(ownedChat({ offeredAt: atMinute(2) }))).toEqual({ offer: 5, reassign: 4 });
    expect(armed(answeredChat({ offeredAt: atMinute(5) }))).toEqual({ offer: 8, idle_warning: 16 });
  });
});

describe("a waiting chat", () => {
  test("is asked about the overflow department after so many minutes of waiting, once", () => {
    expect(at("overflow", queuedChat(), { overflowAfterMinutes: 4 })).toBe(4);
    expect(at("overflow", queuedChat({ overflowOfferedAt: atMinute(4) }), { overflowAfterMinutes: 4 })).toBeUndefined();
    expect(at("overflow", queuedChat())).toBeUndefined();
    expect(at("overflow", ownedChat(), { overflowAfterMinutes: 4 })).toBeUndefined();
    expect(at("overflow", queuedChat(), { overflowAfterMinutes: 4, isWeb: false })).toBe(4);
  });

  test("is abandoned when its visitor was gone for the idle time, from when they were last heard of", () => {
    expect(armed(queuedChat())).toEqual({ abandoned: 15 });
    expect(armed(queuedChat({ visitorSeenAt: atMinute(9) }))).toEqual({ abandoned: 24 });
    expect(armed(queuedChat({ visitorSeenAt: atMinute(9) }), { closeIdleAfterMinutes: 5 })).toEqual({ abandoned: 14 });
  });

  test("is not abandoned where old chats are not closed, nor in a channel without a browser", () => {
    expect(armed(queuedChat(), { closeIdle: false })).toEqual({});
    expect(armed(queuedChat(), { isWeb: false })).toEqual({});
  });
});

describe("a chat in which the visitor never wrote", () => {
  const silent = { lastVisitorSeq: 0, awaitingSince: null, lastMessageBy: null };

  test("is discarded when they were gone for 5 minutes, waiting or not, whatever is set", () => {
    for (const closeIdle of [true, false]) {
      expect(armed(queuedChat(silent), { closeIdle })).toEqual({ never_wrote: 5 });
      expect(armed(ownedChat({ ...silent, visitorSeenAt: atMinute(3) }), { closeIdle })).toEqual({ never_wrote: 8 });
    }
  });

  test("is not discarded once they wrote a word, nor on hold", () => {
    expect(at("never_wrote", queuedChat({ ...silent, lastVisitorSeq: 1 }))).toBeUndefined();
    expect(at("never_wrote", ownedChat({ ...silent, lastVisitorSeq: 1 }))).toBeUndefined();
    expect(armed(ownedChat({ ...silent, heldAt: atMinute(2) }))).toEqual({});
  });

  test("is only known in a channel whose visitors have a browser", () => {
    expect(armed(queuedChat(silent), { isWeb: false })).toEqual({});
    expect(armed(ownedChat(silent), { isWeb: false })).toEqual({});
  });
});

test("a closed chat has no clock, whatever its facts", () => {
  const facts = { offeredAt: atMinute(3), heldAt: atMinute(3), idleWarnedAt: atMinute(3), overdueSince: atMinute(3) };
  for (const chat of [queuedChat(), ownedChat(), answeredChat(), answeredChat(facts)])
    expect(armed({ ...chat, status: "closed" }, { overflowAfterMinutes: 1 })).toEqual({});
});
