import { describe, expect, test } from "vitest";
import type { ChatEventDto, ChatStateDto } from "@/lib/chats/schemas";
import { emptyTimeline } from "@/lib/chats/timeline";
import { countdown, isOvertaken, isRatable, isStale, openOffer } from "./rules";

const chatId = "0193a1b2-0000-7000-8000-000000000001";
const events = (...kinds: ChatEventDto["kind"][]): ChatEventDto[] =>
  kinds.map((kind, index) => ({
    chatId,
    seq: index + 1,
    prev: index,
    kind,
    sender: { type: "system" },
    data: {},
    createdAt: "2026-05-12T12:00:00.000Z",
  }));
const told = (lastSeq: number, patch: Partial<ChatStateDto> = {}): ChatStateDto => ({
  chatId,
  status: "active",
  epoch: 1,
  lastSeq,
  owner: null,
  department: { id: chatId, name: "Support", color: "#000000", logoUrl: null },
  held: false,
  queue: null,
  idleCloseAt: null,
  reopenUntil: null,
  rating: null,
  marks: { delivered: 0, read: 0 },
  ...patch,
});

describe("what the server told is read again", () => {
  test.each(["claimed", "transferred", "requeued", "closed", "reopened", "kept_open", "idle_warning"] as const)(
    "after an entry of kind %s",
    (kind) => {
      expect(isStale({ state: told(2), events: events("started", "message", kind) })).toBe(true);
    },
  );

  test("after a message only while a countdown runs, which it stops", () => {
    const two = events("started", "message");
    expect(isStale({ state: told(1), events: two })).toBe(false);
    expect(isStale({ state: told(1, { idleCloseAt: "2026-05-12T12:01:00.000Z" }), events: two })).toBe(true);
  });

  test("not when it is as new as the entries, nor before the first was told", () => {
    expect(isStale({ state: told(3), events: events("started", "message", "closed") })).toBe(false);
    expect(isStale({ state: null, events: events("started") })).toBe(false);
  });
});

describe("the offer of another department", () => {
  const waiting = (...kinds: ChatEventDto["kind"][]) => ({ status: "queued" as const, events: events(...kinds) });

  test("stands while the visitor waits, whatever is written meanwhile", () => {
    expect(openOffer(waiting("started", "overflow_offered", "message", "notice"), 0)?.seq).toBe(2);
  });

  test("is over once it is declined, and stands again when it is made again", () => {
    expect(openOffer(waiting("started", "overflow_offered"), 2)).toBeUndefined();
    expect(openOffer(waiting("started", "overflow_offered", "overflow_offered"), 2)?.seq).toBe(3);
  });

  test.each(["switched", "transferred", "claimed", "assigned", "accepted"] as const)("is over after %s", (kind) => {
    expect(openOffer(waiting("started", "overflow_offered", kind), 0)).toBeUndefined();
  });

  test("is for waiting visitors only", () => {
    expect(openOffer({ status: "closed", events: events("overflow_offered") }, 0)).toBeUndefined();
  });
});

test("a chat is rated once, and only when an operator was there", () => {
  expect(isRatable({ state: told(3), events: events("started", "assigned", "closed") })).toBe(true);
  expect(isRatable({ state: told(2), events: events("started", "closed") })).toBe(false);
  expect(isRatable({ state: told(4, { rating: 5 }), events: events("started", "claimed", "closed", "rated") })).toBe(
    false,
  );
});

test.each([
  [60_000, "1:00"],
  [59_001, "1:00"],
  [9_000, "0:09"],
  [0, "0:00"],
  [-5000, "0:00"],
])("%d ms before the end the countdown shows %s", (left, expected) => {
  const now = Date.parse("2026-05-12T12:00:00.000Z");
  expect(countdown(new Date(now + left).toISOString(), now)).toBe(expected);
});

describe("a place that goes up", () => {
  const at = (place: number, name = "Support") => ({
    ...emptyTimeline(chatId),
    state: told(2, {
      status: "queued",
      queue: { place, estimate: null, isLate: false },
      department: { id: name, name, color: "#000000", logoUrl: null },
    }),
  });

  test("gets a word of why, until it goes down again", () => {
    expect(isOvertaken(at(2), at(3), false)).toBe(true);
    expect(isOvertaken(at(3), at(3), true)).toBe(true);
    expect(isOvertaken(at(3), at(2), true)).toBe(false);
  });

  test("is nobody's doing in another department, nor when it is the first that is known", () => {
    expect(isOvertaken(at(2), at(3, "Sales"), false)).toBe(false);
    expect(isOvertaken(undefined, at(3), false)).toBe(false);
  });
});
