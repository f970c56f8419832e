import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHAT_EVENT_KINDS, type ChatEventDto, type ChatStateDto } from "./schemas";
import {
  applyEvents,
  applyOlder,
  applyPage,
  applyQueue,
  applyState,
  emptyTimeline,
  noteSeq,
  type OutboxItem,
  startOf,
  type Timeline,
  withOutbox,
  withoutOldest,
} from "./timeline";

const chatId = "0193a1b2-0000-7000-8000-000000000001";

type Kind = ChatEventDto["kind"];
type Status = ChatStateDto["status"];
/** What the server makes of a chat by each kind of entry; the others change neither status nor owner. */
const MADE_BY: Partial<Record<Kind, Status>> = {
  ...({
    claimed: "active",
    assigned: "active",
    reassigned: "active",
    accepted: "active",
    taken_over: "active",
  } as const),
  ...({ requeued: "queued", transferred: "queued", switched: "queued", reopened: "queued" } as const),
  closed: "closed",
};

function event(seq: number, kind: Kind = "message"): ChatEventDto {
  const sender = kind === "message" ? ({ type: "visitor" } as const) : ({ type: "system" } as const);
  // Every kind names somebody, as most do: only some of them are the owner.
  const data: Record<string, string> = kind === "message" ? {} : { operatorName: `Anna ${seq}`, fromName: "Boris" };
  const body = kind === "message" ? `text ${seq}` : undefined;
  return {
    chatId,
    seq,
    prev: seq - 1,
    kind,
    sender,
    clientId: `c${seq}`,
    body,
    data,
    createdAt: "2026-01-01T00:00:00Z",
  };
}

/** A history with its states: what a server that holds `kinds` would answer after any of them. */
function history(kinds: Kind[]) {
  const events = kinds.map((kind, i) => event(i + 1, kind));
  const stateAt = (seq: number): ChatStateDto => {
    let status: Status = "queued";
    let owner: ChatStateDto["owner"] = null;
    let epoch = 1;
    for (const { kind, data } of events.slice(0, seq)) {
      const made = MADE_BY[kind];
      if (!made) continue;
      status = made;
      owner = made === "active" ? { name: data.operatorName ?? "" } : null;
      if (made !== "closed") epoch += 1;
    }
    const department = { id: chatId, name: "Bikes", color: "#000000", logoUrl: null };
    const rest = {
      department,
      held: false,
      queue: null,
      idleCloseAt: null,
      reopenUntil: null,
      rating: null,
      marks: { delivered: 0, read: 0 },
    };
    return { chatId, status, owner, epoch, lastSeq: seq, ...rest };
  };
  const pageAfter = (after: number, limit = events.length) => ({
    events: events.slice(after, after + limit),
    state: stateAt(events.length),
  });
  const pageBefore = (before: number, limit: number) => ({
    events: events.slice(0, Math.max(0, before - 1)).slice(-limit),
    state: stateAt(events.length),
  });
  return { events, stateAt, pageAfter, pageBefore };
}

/** Orders of arrival that are tried, by chance, of each kind. */
const INTERLEAVINGS = 10_000;

describe("a timeline", () => {
  test("applies an entry that follows and drops one that it has", () => {
    const one = applyEvents(emptyTimeline(chatId), [event(1, "started")]);
    expect(one.last).toBe(1);
    expect(applyEvents(one, [event(1, "started")])).toBe(one);
  });

  test("keeps an entry that is ahead and reports the gap until it is filled", () => {
    const ahead = applyEvents(emptyTimeline(chatId), [event(2)]);
    expect(ahead).toMatchObject({ last: 0, known: 2, gap: true, events: [] });
    expect(applyEvents(ahead, [event(1)])).toMatchObject({ last: 2, gap: false, ahead: [] });
  });

  test("reports a gap when it only hears of a number", () => {
    const timeline = applyEvents(emptyTimeline(chatId), [event(1)]);
    expect(noteSeq(timeline, 1)).toBe(timeline);
    expect(noteSeq(timeline, 3).gap).toBe(true);
  });

  test("ignores entries and states of another chat", () => {
    const timeline = emptyTimeline(chatId);
    expect(applyEvents(timeline, [{ ...event(1), chatId: "other" }])).toBe(timeline);
    expect(applyState(timeline, { ...history(["started"]).stateAt(1), chatId: "other" })).toBe(timeline);
  });

  test("is not turned back by an older state or entry", () => {
    const { events, stateAt } = history(["started", "claimed", "closed"]);
    const closed = applyEvents(emptyTimeline(chatId), events);
    expect(applyState(closed, stateAt(1)).status).toBe("closed");
    const told = applyState(emptyTimeline(chatId), stateAt(3));
    expect(applyEvents(told, events.slice(0, 2)).status).toBe("closed");
  });

  test("shows what was unconfirmed once, under the same key, when it arrives", () => {
    const item: OutboxItem = { clientId: "c2", chatId, body: "text 2", createdAt: 0 };
    const before = applyEvents(emptyTimeline(chatId), [event(1)]);
    const after = applyEvents(before, [event(2)]);
    expect(withOutbox(before, [item]).map(({ type, key }) => [type, key])).toEqual([
      ["event", "c1"],
      ["pending", "c2"],
    ]);
    expect(withOutbox(after, [item]).map(({ type, key }) => [type, key])).toEqual([
      ["event", "c1"],
      ["event", "c2"],
    ]);
    expect(withOutbox(before, [{ ...item, chatId: "other" }])).toHaveLength(1);
  });

  test.each(CHAT_EVENT_KINDS.filter((kind) => MADE_BY[kind] === "active"))("has an owner by %s", (kind) => {
    const { events } = history(["started", "assigned", kind]);
    expect(applyEvents(emptyTimeline(chatId), events)).toMatchObject({ status: "active", owner: { name: "Anna 3" } });
    const named = { ...event(1, kind), data: { operatorName: "Anna", operatorId: "anna", fromId: "boris" } };
    expect(applyEvents(emptyTimeline(chatId), [named]).owner).toEqual({ id: "anna", name: "Anna" });
  });

  test.each(CHAT_EVENT_KINDS.filter((kind) => MADE_BY[kind] === "queued"))(
    "waits again, and is nobody's, by %s",
    (kind) => {
      const { events } = history(["started", "assigned", kind]);
      expect(applyEvents(emptyTimeline(chatId), events)).toMatchObject({ status: "queued", owner: null });
    },
  );

  test.each(CHAT_EVENT_KINDS.filter((kind) => !MADE_BY[kind]))("keeps its status and owner by %s", (kind) => {
    const { events } = history(["started", "assigned", kind]);
    expect(applyEvents(emptyTimeline(chatId), events)).toMatchObject({ status: "active", owner: { name: "Anna 2" } });
    const closed = history(["started", "assigned", "closed", kind]);
    expect(applyEvents(emptyTimeline(chatId), closed.events)).toMatchObject({ status: "closed", owner: null });
  });

  test("follows its place in the queue without an entry, while it waits", () => {
    const queue = { place: 2, estimate: null, isLate: false };
    const waiting = applyState(emptyTimeline(chatId), history(["started"]).stateAt(1));
    expect(applyQueue(waiting, queue).state?.queue).toEqual(queue);
    const owned = applyState(emptyTimeline(chatId), history(["started", "assigned"]).stateAt(2));
    for (const timeline of [owned, emptyTimeline(chatId)]) expect(applyQueue(timeline, queue)).toBe(timeline);
  });

  const kinds = fc.array(fc.constantFrom(...CHAT_EVENT_KINDS), { minLength: 1, maxLength: 30 });

  test("tells by live entries alone the status and owner that the server tells", () => {
    fc.assert(
      fc.property(kinds, (kinds) => {
        const { events, stateAt } = history(kinds);
        const live = applyEvents(emptyTimeline(chatId), events);
        const { status, owner } = stateAt(events.length);
        expect({ status: live.status, owner: live.owner }).toEqual({ status, owner });
      }),
    );
  });

  test("ends like a fresh read after any loss, repetition and order of live entries and one catch-up", () => {
    const step = fc.record({ seq: fc.nat(), as: fc.constantFrom("event", "note", "state") });
    fc.assert(
      fc.property(kinds, fc.array(step, { maxLength: 60 }), (kinds, steps) => {
        const { events, stateAt, pageAfter } = history(kinds);
        let timeline: Timeline = emptyTimeline(chatId);
        for (const { seq, as } of steps) {
          const at = (seq % events.length) + 1;
          if (as === "event") timeline = applyEvents(timeline, events.slice(at - 1, at));
          else timeline = as === "note" ? noteSeq(timeline, at) : applyState(timeline, stateAt(at));
        }
        timeline = applyPage(timeline, pageAfter(timeline.last));
        expect(timeline).toEqual(applyPage(emptyTimeline(chatId), pageAfter(0)));
      }),
      { numRuns: INTERLEAVINGS },
    );
  });

  test("ends like a fresh read when live entries come between the pages of a catch-up", () => {
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        (kinds, limit, live) => {
          const { events, pageAfter } = history(kinds);
          let timeline = emptyTimeline(chatId);
          do {
            const page = pageAfter(timeline.last, limit);
            const seq = live.pop();
            if (seq !== undefined) timeline = applyEvents(timeline, [events[seq % events.length] ?? event(1)]);
            timeline = applyPage(timeline, page);
          } while (timeline.gap);
          expect(timeline).toEqual(applyPage(emptyTimeline(chatId), pageAfter(0)));
        },
      ),
      { numRuns: INTERLEAVINGS },
    );
  });

  describe("that begins with its end", () => {
    const step = fc.record({
      seq: fc.nat(),
      as: fc.constantFrom("event", "note", "state", "older", "stale", "after", "trim"),
    });

    test("is, whatever was read and heard in whichever order, the end of a fresh read", () => {
      fc.assert(
        fc.property(kinds, fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 60 }), (kinds, size, steps) => {
          const { events, stateAt, pageAfter, pageBefore } = history(kinds);
          const NEWEST = events.length + 1;
          let timeline: Timeline = emptyTimeline(chatId);
          for (const { seq, as } of steps) {
            const at = (seq % events.length) + 1;
            if (as === "event") timeline = applyEvents(timeline, events.slice(at - 1, at));
            else if (as === "note") timeline = noteSeq(timeline, at);
            else if (as === "state") timeline = applyState(timeline, stateAt(at));
            else if (as === "after") timeline = applyPage(timeline, pageAfter(timeline.last, size));
            else if (as === "trim") timeline = withoutOldest(timeline, size);
            else {
              // Asked for twice, or before the beginning had moved: what does not join on must do nothing.
              const before = timeline.last === 0 ? NEWEST : as === "older" ? startOf(timeline) + 1 : at;
              timeline = applyOlder(timeline, pageBefore(before, size));
            }
            const numbers = timeline.events.map((event) => event.seq);
            expect(numbers).toEqual(numbers.map((_, i) => startOf(timeline) + 1 + i));
          }
          if (timeline.last === 0) timeline = applyOlder(timeline, pageBefore(NEWEST, size));
          timeline = applyPage(timeline, pageAfter(timeline.last));
          const fresh = applyPage(emptyTimeline(chatId), pageAfter(0));
          expect(timeline).toEqual({ ...fresh, events: fresh.events.slice(startOf(timeline)) });
          while (startOf(timeline) > 0) timeline = applyOlder(timeline, pageBefore(startOf(timeline) + 1, size));
          expect(timeline).toEqual(fresh);
        }),
        { numRuns: INTERLEAVINGS },
      );
    });

    test("of a chat without entries stays as it is, and entries of another chat do not come in", () => {
      const { stateAt } = history(["started"]);
      expect(startOf(applyOlder(emptyTimeline(chatId), { events: [], state: stateAt(1) }))).toBe(0);
      const other = { events: [{ ...event(9), chatId: "other" }], state: stateAt(1) };
      expect(applyOlder(emptyTimeline(chatId), other).events).toEqual([]);
    });
  });

  test("never shows a hole, whatever has arrived", () => {
    fc.assert(
      fc.property(kinds, fc.array(fc.nat(), { maxLength: 60 }), (kinds, live) => {
        const { events } = history(kinds);
        const timeline = applyEvents(
          emptyTimeline(chatId),
          live.map((seq) => events[seq % events.length] ?? event(1)),
        );
        expect(timeline.events.map(({ seq }) => seq)).toEqual(timeline.events.map((_, i) => i + 1));
        expect(timeline.gap).toBe(timeline.known > timeline.last);
      }),
    );
  });
});
