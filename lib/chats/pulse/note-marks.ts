import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { type Context, commit, type OperatorActor, type VisitorActor } from "@/lib/context";
import { chatChannelId } from "@/lib/realtime/events";
import type { PulseInput } from "../input-schemas";

/** Chats whose marks one pulse may move. */
const CHATS_MAX = 20;

type Mark = { chat_id: string; delivered: number; read: number };
type Moved = { id: string; epoch: number; delivered: number; read: number };
/** `own_read` in the operators' numbering; null where only what has arrived moved. */
type MovedByOwner = Moved & { own_read: number | null };

/**
 * Notes how far a browser has got in chats of its own: what has arrived there, and what was before somebody's eyes. Marks
 * only grow, and never beyond what there is.
 * Emits `marks.moved` to the other side of each chat whose marks moved, and `read.moved` to the owner's other devices.
 */
export async function noteMarks(
  ctx: Context<VisitorActor | OperatorActor>,
  { read = {}, delivered = {} }: Pick<PulseInput, "read" | "delivered">,
): Promise<void> {
  const ids = [...new Set([...Object.keys(read), ...Object.keys(delivered)])].slice(0, CHATS_MAX);
  if (ids.length === 0) return;
  const marks = ids.map((id): Mark => {
    const readTo = read[id] ?? 0;
    // What was read has arrived.
    return { chat_id: id, delivered: Math.max(delivered[id] ?? 0, readTo), read: readTo };
  });
  const { actor } = ctx;
  await commit(ctx, async (tx, emit) => {
    const given = sql`jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m (chat_id uuid, delivered int, read int)`;
    if (actor.type === "visitor") {
      for (const { id, epoch, ...marks } of await rows<Moved>(tx, visitorSql(given, actor.visitorId))) {
        emit({ channel: "chat", id: chatChannelId(id, epoch), name: "marks.moved", data: { chatId: id, marks } });
      }
      return;
    }
    const { operatorId } = actor;
    for (const { id, delivered, read, own_read: seq } of await rows<MovedByOwner>(tx, ownerSql(given, operatorId))) {
      emit({ channel: "visitorChat", id, name: "marks.moved", data: { chatId: id, marks: { delivered, read } } });
      if (seq !== null) emit({ channel: "operator", id: operatorId, name: "read.moved", data: { chatId: id, seq } });
    }
    if (actor.type === "operator" && Object.keys(read).length > 0) await tx.execute(readerSql(given, actor));
  });
}

type Given = ReturnType<typeof sql>;

/** What an operator has read in chats of others is theirs alone to know. Chats that they may not see are left out. */
const readerSql = (given: Given, { operatorId, role }: OperatorActor) => sql`
  insert into chat_reads (operator_id, chat_id, read_seq)
  select ${operatorId}::uuid, c.id, least(m.read, c.last_seq)
  from ${given} join chats c on c.id = m.chat_id and c.operator_id is distinct from ${operatorId}
  where m.read > 0 and c.status <> 'closed' and (
    ${role === "admin"} or c.offered_operator_id = ${operatorId} or exists (
      select from department_members d where d.department_id = c.department_id and d.operator_id = ${operatorId}))
  on conflict (operator_id, chat_id) do update set read_seq = excluded.read_seq
  where chat_reads.read_seq < excluded.read_seq`;

/** A visitor counts public entries only: their numbers become the operators'. */
const visitorSql = (given: Given, visitorId: string) => sql`
  with told as (
    select c.id,
      coalesce((select e.seq from chat_events e
        where e.chat_id = c.id and e.pub_seq = least(m.delivered, c.last_pub_seq)), 0) as delivered,
      coalesce((select e.seq from chat_events e
        where e.chat_id = c.id and e.pub_seq = least(m.read, c.last_pub_seq)), 0) as read
    from ${given} join chats c on c.id = m.chat_id and c.visitor_id = ${visitorId})
  update chats c set
    visitor_delivered_seq = greatest(c.visitor_delivered_seq, told.delivered),
    visitor_read_seq = greatest(c.visitor_read_seq, told.read)
  from told
  where c.id = told.id and (told.delivered > c.visitor_delivered_seq or told.read > c.visitor_read_seq)
  returning c.id, c.epoch, c.visitor_delivered_seq as delivered, c.visitor_read_seq as read`;

/** An owner's marks are kept in both numberings, and what they read is unread no more. */
const ownerSql = (given: Given, operatorId: string) => sql`
  with told as (
    select c.id, least(m.delivered, c.last_seq) as delivered, least(m.read, c.last_seq) as read,
      least(m.read, c.last_seq) > c.operator_read_seq as has_read
    from ${given} join chats c on c.id = m.chat_id and c.operator_id = ${operatorId}),
  told_public as (
    select t.*,
      coalesce((select max(e.pub_seq) from chat_events e where e.chat_id = t.id and e.seq <= t.delivered), 0) as delivered_pub,
      coalesce((select max(e.pub_seq) from chat_events e where e.chat_id = t.id and e.seq <= t.read), 0) as read_pub
    from told t)
  update chats c set
    operator_delivered_seq = greatest(c.operator_delivered_seq, t.delivered),
    operator_delivered_pub_seq = greatest(c.operator_delivered_pub_seq, t.delivered_pub),
    operator_read_seq = greatest(c.operator_read_seq, t.read),
    operator_read_pub_seq = greatest(c.operator_read_pub_seq, t.read_pub),
    marked_unread_at = case when t.has_read then null else c.marked_unread_at end,
    unread_count = case
      when t.read <= c.operator_read_seq then c.unread_count
      when t.read >= c.last_visitor_seq then 0
      else (select count(*) from chat_events e
        where e.chat_id = c.id and e.kind = 'message' and e.sender_type = 'visitor' and e.seq > t.read) end
  from told_public t
  where c.id = t.id and (t.delivered > c.operator_delivered_seq or t.read > c.operator_read_seq)
  returning c.id, c.epoch, c.operator_delivered_pub_seq as delivered, c.operator_read_pub_seq as read,
    case when t.has_read then c.operator_read_seq end as own_read`;
