import type { ChatEventDto, ChatStateDto, EventsPageDto } from "./schemas";

/**
 * What a browser knows of one chat: the entries 1 to `last` without a hole, and what arrived ahead of them. Live, caught-up
 * and reloaded entries all go through the functions below, so that every way leads to the same timeline.
 * Values are never changed in place; a call that learns nothing returns the very same object.
 */
export type Timeline = {
  readonly chatId: string;
  readonly events: readonly ChatEventDto[];
  /** Number of the newest entry in `events`; the `after` of the next catch-up. */
  readonly last: number;
  /** Highest number heard of by any way: live entries, announcements, answers, pulses. */
  readonly known: number;
  /** Something up to `known` is missing: read `events?after=last` soon. */
  readonly gap: boolean;
  /** Entries that came before their predecessors, by number. */
  readonly ahead: readonly ChatEventDto[];
  readonly status: ChatStateDto["status"];
  readonly owner: ChatStateDto["owner"];
  /** Of the newest state the server told; 0 before the first. Entries do not carry it. */
  readonly epoch: number;
  /** Number at which `status` and `owner` were true; older entries do not turn them back. */
  readonly stateSeq: number;
};

/** A lost catch-up must not let the waiting entries grow without end: what is cut is read again anyway. */
const AHEAD_MAX = 500;

export const emptyTimeline = (chatId: string): Timeline => ({
  chatId,
  events: [],
  last: 0,
  known: 0,
  gap: false,
  ahead: [],
  status: "queued",
  owner: null,
  epoch: 0,
  stateSeq: 0,
});

/** Adds entries in any order, however often they come; those of another chat are ignored. */
export function applyEvents(timeline: Timeline, incoming: readonly ChatEventDto[]): Timeline {
  const waiting = new Map(timeline.ahead.map((event) => [event.seq, event]));
  let { last, known } = timeline;
  for (const event of incoming) {
    if (event.chatId !== timeline.chatId || event.seq <= last) continue;
    waiting.set(event.seq, event);
    known = Math.max(known, event.seq);
  }
  const added: ChatEventDto[] = [];
  for (const event of [...waiting.values()].sort((one, other) => one.seq - other.seq)) {
    if (event.prev !== last) continue;
    added.push(event);
    waiting.delete(event.seq);
    last = event.seq;
  }
  if (!added.length && waiting.size === timeline.ahead.length && known === timeline.known) return timeline;
  const ahead = [...waiting.values()].sort((one, other) => one.seq - other.seq).slice(0, AHEAD_MAX);
  const events = added.length ? [...timeline.events, ...added] : timeline.events;
  return added.reduce(foldState, { ...timeline, events, last, known, gap: known > last, ahead });
}

/** Remembers that number `seq` exists, as `event.announced` and `lastSeq` of a pulse tell. */
export function noteSeq(timeline: Timeline, seq: number): Timeline {
  return seq > timeline.known ? { ...timeline, known: seq, gap: seq > timeline.last } : timeline;
}

/** Takes over a state that the server told, unless the timeline already knows a newer one. */
export function applyState(timeline: Timeline, state: ChatStateDto): Timeline {
  const noted = noteSeq(timeline, state.lastSeq);
  if (state.chatId !== timeline.chatId || state.lastSeq < noted.stateSeq) return timeline;
  const { status, owner, epoch, lastSeq: stateSeq } = state;
  return { ...noted, status, owner, epoch, stateSeq };
}

/** Applies one answer of the catch-up route. While `gap` stays true there is more to read. */
export const applyPage = (timeline: Timeline, page: Pick<EventsPageDto, "events" | "state">): Timeline =>
  applyState(applyEvents(timeline, page.events), page.state);

function foldState(timeline: Timeline, event: ChatEventDto): Timeline {
  if (event.seq <= timeline.stateSeq) return timeline;
  const next = { ...timeline, stateSeq: event.seq };
  if (event.kind === "closed") return { ...next, status: "closed" };
  if (event.kind !== "claimed") return next;
  const { operatorId, operatorName = "" } = event.data;
  return { ...next, status: "active", owner: { ...(operatorId && { id: operatorId }), name: operatorName } };
}

/** A message that its sender's browser has not had confirmed. */
export type OutboxItem = {
  clientId: string;
  chatId: string;
  body: string;
  /** Milliseconds by the browser's clock. */
  createdAt: number;
  /** Why it was refused for good (an error code); without it, it is still on its way. */
  failed?: string;
};

export type TimelineEntry =
  | { type: "event"; key: string; event: ChatEventDto }
  | { type: "pending"; key: string; item: OutboxItem };

/**
 * What to show: the entries, then the sender's own unconfirmed messages. One that has arrived (same `clientId`) is not
 * shown twice, and keeps its `key`, so that the optimistic bubble becomes the real one in place.
 */
export function withOutbox(timeline: Timeline, outbox: readonly OutboxItem[]): TimelineEntry[] {
  const arrived = new Set(timeline.events.map((event) => event.clientId));
  return [
    ...timeline.events.map((event) => ({ type: "event" as const, key: event.clientId ?? String(event.seq), event })),
    ...outbox
      .filter((item) => item.chatId === timeline.chatId && !arrived.has(item.clientId))
      .map((item) => ({ type: "pending" as const, key: item.clientId, item })),
  ];
}
