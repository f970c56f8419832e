import type { ChatEventDto } from "@/lib/chats/schemas";
import type { TimelineEntry } from "@/lib/chats/timeline";

/** Messages of one sender within this time stand together under one name. */
const GROUP_MS = 5 * 60 * 1000;

/** What a log shows, one after the other. `isFirst` begins a group of messages by one sender, `isLast` ends it. */
export type LogItem =
  | { type: "day"; key: string; at: string }
  | { type: "event"; key: string; event: ChatEventDto }
  | { type: "message"; key: string; event: ChatEventDto; isFirst: boolean; isLast: boolean }
  | { type: "pending"; key: string; entry: Extract<TimelineEntry, { type: "pending" }>; isFirst: boolean };

/** Puts days between the entries of a timeline and marks where a group of messages begins and ends. */
export function logItems(entries: readonly TimelineEntry[], ownId: string, dayOf: (at: string) => string): LogItem[] {
  const items: LogItem[] = [];
  let day = "";
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    if (entry.type === "pending") {
      items.push({ type: "pending", key: entry.key, entry, isFirst: !isSameGroup(before, entry, ownId) });
      return;
    }
    const { event } = entry;
    const eventDay = dayOf(event.createdAt);
    const isNewDay = eventDay !== day;
    if (isNewDay) items.push({ type: "day", key: `day-${event.seq}`, at: event.createdAt });
    day = eventDay;
    if (event.kind !== "message") {
      items.push({ type: "event", key: entry.key, event });
      return;
    }
    const after = entries[index + 1];
    const isFirst = isNewDay || !isSameGroup(before, entry, ownId);
    const isLast =
      !isSameGroup(entry, after, ownId) || (after?.type === "event" && dayOf(after.event.createdAt) !== eventDay);
    items.push({ type: "message", key: entry.key, event, isFirst, isLast });
  });
  return items;
}

function isSameGroup(one: TimelineEntry | undefined, other: TimelineEntry | undefined, ownId: string): boolean {
  const [first, second] = [senderOf(one, ownId), senderOf(other, ownId)];
  if (!one || !other || first === null || first !== second) return false;
  return Math.abs(timeOf(other) - timeOf(one)) < GROUP_MS || other.type === "pending";
}

function senderOf(entry: TimelineEntry | undefined, ownId: string): string | null {
  if (!entry) return null;
  if (entry.type === "pending") return entry.item.note ? null : ownId;
  return entry.event.kind === "message" ? (entry.event.sender.id ?? entry.event.sender.type) : null;
}

const timeOf = (entry: TimelineEntry) =>
  entry.type === "pending" ? entry.item.createdAt : Date.parse(entry.event.createdAt);
