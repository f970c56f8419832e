import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChatEventDto, ChatStateDto } from "./schemas";
import {
  applyEvents,
  applyPage,
  applyState,
  emptyTimeline,
  noteSeq,
  type OutboxItem,
  type Timeline,
  withOutbox,
} from "./timeline";

const chatId = "0193a1b2-0000-7000-8000-000000000001";

function event(seq: number, kind: ChatEventDto["kind"] = "message"): ChatEventDto {
  const sender = kind === "message" ? ({ type: "visitor" } as const) : ({ type: "system" } as const);
  const data: Record<string, string> = kind === "claimed" ? { operatorName: `Anna ${seq}` } : {};
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
function history(kinds: ChatEventDto["kind"][]) {
  const events = kinds.map((kind, i) => event(i + 1, kind));
  const stateAt = (seq: number): ChatStateDto => {
    let status: ChatStateDto["status"] = "queued";
    let owner: ChatStateDto["owner"] = null;
    let epoch = 1;
    for (const { kind, data } of events.slice(0, seq)) {
      if (kind === "closed") status = "closed";
      if (kind === "claimed") [status, owner, epoch] = ["active", { name: data.operatorName ?? "" }, epoch + 1];
    }
    return { chatId, status, owner, epoch, lastSeq: seq };
  };
  const pageAfter = (after: number, limit = events.length) => ({
    events: events.slice(after, after + limit),
    state: stateAt(events.length),
  });
  return { events, stateAt, pageAfter };
}

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

  const kinds = fc.array(fc.constantFrom<ChatEventDto["kind"]>("started", "message", "claimed", "closed"), {
    minLength: 1,
    maxLength: 30,
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
    );
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
