import { sql } from "drizzle-orm";
import { legs } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { EventRow } from "@/lib/chats/dto";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { idArray } from "@/lib/routing/roster";
import type { Decision } from "@/lib/routing/rules";

export type LegEnd = "answered" | "missed" | "transferred" | "closed" | "idle" | "left";

/** The open leg of a waiting chat goes on as the operator's, from this entry on. */
type Taking = { event: EventRow; operatorId: string; decision: Decision };
/** The open leg of a chat, which was so before, ends with this entry. */
type Ending = { before: ChatRow; event: EventRow; reason: LegEnd };

export async function takeQueueLegs(tx: Transaction, takings: readonly Taking[]): Promise<void> {
  if (takings.length === 0) return;
  const taken = takings.map(
    ({ event, operatorId, decision }) =>
      sql`(${event.chatId}::uuid, ${operatorId}::uuid, ${event.createdAt.toISOString()}::timestamptz, ${event.seq}::int,
        ${JSON.stringify(decision)}::jsonb)`,
  );
  await tx.execute(sql`
    update legs set operator_id = taken.operator_id, assigned_at = taken.at, from_seq = taken.seq, decision = taken.decision
    from (values ${sql.join(taken, sql`, `)}) as taken (chat_id, operator_id, at, seq, decision)
    where legs.chat_id = taken.chat_id and legs.released_at is null`);
}

export async function beginLegs(tx: Transaction, begun: readonly (typeof legs.$inferInsert)[]): Promise<void> {
  if (begun.length > 0) await tx.insert(legs).values([...begun]);
}

/** An ended leg is never changed again (trigger `legs_frozen`). */
export async function endLegs(tx: Transaction, endings: readonly Ending[]): Promise<void> {
  if (endings.length === 0) return;
  const ended = endings.map(({ event: { chatId, createdAt, kind, seq }, reason }) => {
    // The close itself belongs to the leg that it ends; what gives the chat away belongs to the next one.
    const toSeq = kind === "closed" ? seq + 1 : seq;
    return sql`(${chatId}::uuid, ${createdAt.toISOString()}::timestamptz, ${reason}, ${toSeq}::int)`;
  });
  await tx.execute(sql`
    update legs set released_at = ended.at, reason = ended.reason, to_seq = ended.to_seq
    from (values ${sql.join(ended, sql`, `)}) as ended (chat_id, at, reason, to_seq)
    where legs.chat_id = ended.chat_id and legs.released_at is null`);
  const closed = endings.filter(({ event }) => event.kind === "closed");
  const ownerIds = closed.flatMap(({ before }) => before.operatorId ?? []);
  const [last] = closed;
  if (!last || ownerIds.length === 0) return;
  // All entries of one statement have one time.
  await tx.execute(sql`
    update operators set last_closed_at = greatest(last_closed_at, ${last.event.createdAt.toISOString()}::timestamptz)
    where id in (select id from operators where id = any (${idArray(ownerIds)}) order by id for no key update)`);
}
