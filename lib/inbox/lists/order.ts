import type { InboxChatDto } from "@/lib/chats/schemas";

/** By what a chat stands in a list: instant and id. */
export type SortKey = { at: number; id: string };

/** Closed chats by their end, open ones by their newest message; as the server orders them, to the millisecond. */
export const sortKeyOf = ({ id, status, closedAt, lastMessage, createdAt }: InboxChatDto): SortKey => ({
  at: Date.parse((status === "closed" ? closedAt : lastMessage?.at) ?? createdAt),
  id,
});

/** Newest first. */
export const isBefore = (one: SortKey, other: SortKey) => (one.at === other.at ? one.id > other.id : one.at > other.at);

/** The index at which a chat belongs into rows that are in order. */
export function insertedAt(rows: readonly InboxChatDto[], chat: InboxChatDto): number {
  const key = sortKeyOf(chat);
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const row = rows[middle];
    if (row && isBefore(sortKeyOf(row), key)) from = middle + 1;
    else to = middle;
  }
  return from;
}
