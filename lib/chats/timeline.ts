import type { FileDto } from "@/lib/files/schemas";
import type { ChatEventDto, ChatStateDto, EventsPageDto, MarksDto, QueueDto } from "./schemas";

/**
 * What a browser knows of one chat: the entries up to `last` without a hole, from the first one or from a later one on
 * (`startOf`), and what arrived ahead of them. Live, caught-up
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
  /** The newest state that the server told, with what entries do not carry: place, deadlines, department. */
  readonly state: ChatStateDto | null;
  /** Of the newest state the server told; 0 before the first. Entries do not carry it. */
  readonly epoch: number;
  /** How far the other side has got; only grows. */
  readonly marks: MarksDto;
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
  state: null,
  epoch: 0,
  stateSeq: 0,
  marks: { delivered: 0, read: 0 },
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
  if (state.chatId !== timeline.chatId) return timeline;
  const noted = applyMarks(noteSeq(timeline, state.lastSeq), state.marks);
  if (state.lastSeq < noted.stateSeq) return noted;
  const { status, owner, epoch, lastSeq: stateSeq } = state;
  return { ...noted, status, owner, epoch, stateSeq, state };
}

/** Applies one answer of the catch-up route. While `gap` stays true there is more to read. */
export const applyPage = (timeline: Timeline, page: Pick<EventsPageDto, "events" | "state">): Timeline =>
  applyState(applyEvents(timeline, page.events), page.state);

/** Number of the entry before the first one that is here; 0: all of them are. */
export const startOf = ({ events, last }: Pick<Timeline, "events" | "last">): number => events[0]?.prev ?? last;

/**
 * Applies one answer of the route to what came before: to an empty timeline the newest entries, which it then begins with;
 * to any other the ones that end where it begins. What does not join on is left alone.
 */
export function applyOlder(timeline: Timeline, page: Pick<EventsPageDto, "events" | "state">): Timeline {
  const own = page.events.filter(({ chatId }) => chatId === timeline.chatId);
  const [first] = own;
  if (timeline.last === 0 && first) {
    const ahead = timeline.ahead.filter(({ seq }) => seq > first.prev);
    return applyState(applyEvents({ ...timeline, last: first.prev, ahead }, own), page.state);
  }
  const start = startOf(timeline);
  const older = own.filter(({ seq }) => seq <= start);
  const joined = older.at(-1)?.seq === start ? { ...timeline, events: [...older, ...timeline.events] } : timeline;
  return applyState(joined, page.state);
}

/** Lets the oldest entries go, so that `count` of them are left: they can be read again. */
export const withoutOldest = (timeline: Timeline, count: number): Timeline =>
  timeline.events.length > count ? { ...timeline, events: timeline.events.slice(-count) } : timeline;

/** Takes over how far the other side has got; marks that come late turn nothing back. */
export function applyMarks(timeline: Timeline, { delivered, read }: MarksDto): Timeline {
  const known = timeline.marks;
  const marks = { delivered: Math.max(known.delivered, delivered, read), read: Math.max(known.read, read) };
  return marks.delivered === known.delivered && marks.read === known.read ? timeline : { ...timeline, marks };
}

/** How far a message of one's own has got. */
export const ackOf = ({ marks }: Pick<Timeline, "marks">, seq: number): "sent" | "delivered" | "read" =>
  seq <= marks.read ? "read" : seq <= marks.delivered ? "delivered" : "sent";

/** Places in a queue move without an entry of the chat. */
export const applyQueue = (timeline: Timeline, queue: QueueDto): Timeline =>
  timeline.state?.status === "queued" ? { ...timeline, state: { ...timeline.state, queue } } : timeline;

const STATUS_AFTER: Partial<Record<ChatEventDto["kind"], ChatStateDto["status"]>> = {
  closed: "closed",
  claimed: "active",
  assigned: "active",
  reassigned: "active",
  accepted: "active",
  taken_over: "active",
  requeued: "queued",
  transferred: "queued",
  switched: "queued",
  reopened: "queued",
};

function foldState(timeline: Timeline, event: ChatEventDto): Timeline {
  if (event.seq <= timeline.stateSeq) return timeline;
  const next = { ...timeline, stateSeq: event.seq };
  const status = STATUS_AFTER[event.kind];
  if (!status) return next;
  const { operatorId, operatorName = "" } = event.data;
  // Only an open chat with an operator has an owner, as the server tells it.
  const owner = status === "active" ? { ...(operatorId && { id: operatorId }), name: operatorName } : null;
  return { ...next, status, owner };
}

/** A message that its sender's browser has not had confirmed. */
export type OutboxItem = {
  clientId: string;
  chatId: string;
  body: string;
  /** It is a note between operators. */
  note?: object | undefined;
  /** Of what goes with it; the server has it already. */
  file?: FileDto | undefined;
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
