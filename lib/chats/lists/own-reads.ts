import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { idArray } from "@/lib/routing/roster";
import { type ListedChatRow, toInboxChatDto } from "../dto";
import type { InboxChatDto } from "../schemas";

/** Nobody counts further by eye. */
const COUNT_MAX = 100;

/**
 * How far the operator `me` has read in the chat `c`, with their row `r` of `chat_reads` if there is one. What waits is
 * everybody's to read; a colleague's chat is somebody's only once they have opened it.
 */
const ownReadSeq = (me: string) => sql`
  case when c.operator_id = ${me} and c.status = 'active' then greatest(c.operator_read_seq, coalesce(r.read_seq, 0))
       when c.status = 'queued' then coalesce(r.read_seq, 0)
       else coalesce(r.read_seq, c.last_visitor_seq) end`;

/** Whether there is something for the operator `me` to read, or they have marked it so. */
export const isUnread = (me: string) =>
  sql`(c.last_visitor_seq > ${ownReadSeq(me)} or (c.operator_id = ${me} and c.marked_unread_at is not null))`;

type Read = { chat_id: string; read_seq: number; unread: number };

/** Rows of the inbox as one operator sees them: with what they themselves have read in chats that are not theirs. */
export async function withOwnReads(
  db: Db,
  { operatorId }: OperatorActor,
  found: readonly ListedChatRow[],
): Promise<InboxChatDto[]> {
  const others = found.filter(({ chat }) => chat.status !== "closed" && chat.operatorId !== operatorId);
  const reads = new Map<string, Read>();
  if (others.length > 0) {
    const ids = others.map(({ chat }) => chat.id);
    const listed = await rows<Read>(
      db,
      sql`select r.chat_id, r.read_seq, case when r.read_seq >= c.last_visitor_seq then 0 else (
            select count(*)::int from (
              select from chat_events e where e.chat_id = r.chat_id and e.seq > r.read_seq
                and e.kind = 'message' and e.sender_type = 'visitor' limit ${COUNT_MAX}) newer) end as unread
          from chat_reads r join chats c on c.id = r.chat_id
          where r.operator_id = ${operatorId} and r.chat_id = any (${idArray(ids)})`,
    );
    for (const read of listed) reads.set(read.chat_id, read);
  }
  return found.map((row) => {
    const read = reads.get(row.chat.id);
    const dto = toInboxChatDto(row);
    return read ? { ...dto, own: { readSeq: read.read_seq, unread: read.unread } } : dto;
  });
}
