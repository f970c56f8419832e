import type { chatEvents, chats } from "@/db/schema";
import type { FileRow } from "@/lib/files/access";
import type { ChatRules } from "@/lib/timeouts/arm-timers";
import { type ClockRules, type Deadlines, deadlinesOf } from "@/lib/timeouts/deadlines";
import type { EventRow } from "../dto";

export type ChatRow = typeof chats.$inferSelect;
export type NewEvent = Pick<
  typeof chatEvents.$inferInsert,
  "kind" | "senderType" | "senderId" | "clientId" | "body" | "data" | "internal"
> & {
  /** Of a message: the file that goes with it, which is this chat's. */
  file?: FileRow | undefined;
  /** Operators only: it takes no number of the visitor's. */
  isInternal?: boolean;
};
type Stamp = {
  [K in keyof ChatRow]: ChatRow[K] extends Date | null ? K : never;
}[keyof ChatRow];
export type ChatChange = Partial<Omit<ChatRow, "id" | "lastSeq" | "lastPubSeq">> & {
  /** Columns that get the entry's own time. */
  stamps?: readonly Stamp[];
};

/** An entry of one chat's timeline, and the change of the chat that it stands for. */
export type Entry = { chat: ChatRow; event: NewEvent; change?: ChatChange; rules?: ChatRules };
/** The chat as it is after its entry, and as it was before it. */
export type Appended = { chat: ChatRow; event: EventRow; before: ChatRow };

/** What is written for an entry: the columns of the chat that change, and all of its deadlines. */
export type PreparedEntry = { appended: Appended; change: Partial<ChatRow>; deadlines: Deadlines };

/** What the database will hold once `entry` is written at `at`; without `rules` no clock is set. */
export function prepareEntry(entry: Entry, at: Date, rules: ClockRules | undefined): PreparedEntry {
  const { chat: before, event } = entry;
  const change = toChange(entry, at);
  const chat = { ...before, ...change };
  return {
    appended: { chat, event: toEventRow(before, event, at), before },
    change,
    deadlines: rules ? deadlinesOf(chat, rules) : {},
  };
}

function toChange({ chat, event, change = {} }: Entry, at: Date): Partial<ChatRow> {
  const { stamps = [], ...values } = change;
  return {
    // A value that is not given changes nothing, as in an update by Drizzle.
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    ...Object.fromEntries(stamps.map((name) => [name, at])),
    lastSeq: chat.lastSeq + 1,
    lastPubSeq: event.isInternal ? chat.lastPubSeq : chat.lastPubSeq + 1,
  };
}

const toEventRow = (chat: ChatRow, { isInternal = false, ...event }: NewEvent, at: Date): EventRow => ({
  kind: event.kind,
  senderType: event.senderType,
  senderId: event.senderId ?? null,
  clientId: event.clientId ?? null,
  body: event.body ?? null,
  fileId: event.file?.id ?? null,
  file: event.file ?? null,
  data: event.data ?? {},
  internal: event.internal ?? null,
  chatId: chat.id,
  seq: chat.lastSeq + 1,
  pubSeq: isInternal ? null : chat.lastPubSeq + 1,
  createdAt: at,
  senderName: null,
});
