import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/types";
import type { PushCause } from "./rules";

/**
 * Parts of a statement that write what is to be pushed because of it, one row for each browser of each operator whom it
 * concerns. `chatIds` selects the chats that the statement has really changed. Of several messages in a row one is
 * pushed: a second one only moves on the number of the first while that waits.
 */
export function pushParts(causes: readonly PushCause[], chatIds: SQL): SQL[] {
  if (causes.length === 0) return [];
  const given = JSON.stringify(
    causes.map(({ kind, chatId, seq, operatorId, departmentId, waitSeconds }) => ({
      kind,
      chat_id: chatId,
      seq,
      operator_id: operatorId,
      department_id: departmentId,
      wait_seconds: waitSeconds,
    })),
  );
  return [
    sql`push_causes as (
      select * from jsonb_to_recordset(${given}::jsonb) as p (
        kind text, chat_id uuid, seq int, operator_id uuid, department_id uuid, wait_seconds int)
      where p.chat_id in (${chatIds}))`,
    sql`pushed as (
      insert into push_outbox (subscription_id, operator_id, chat_id, kind, seq, due_at)
      select s.id, s.operator_id, p.chat_id, p.kind, p.seq, now() + make_interval(secs => p.wait_seconds)
        from push_causes p join push_subscriptions s on s.operator_id = p.operator_id
      union all
      select s.id, s.operator_id, p.chat_id, p.kind, p.seq, now() + make_interval(secs => p.wait_seconds)
        from push_causes p
        join department_members m on m.department_id = p.department_id
        join push_subscriptions s on s.operator_id = m.operator_id
      on conflict (subscription_id, chat_id, kind) where sent_at is null and ended_at is null
      do update set seq = greatest(push_outbox.seq, excluded.seq))`,
  ];
}

/** The same as a statement of its own: for causes that are no entry of a chat's timeline, such as a mention. */
export async function queuePushes(tx: Transaction, causes: readonly PushCause[]): Promise<void> {
  const parts = pushParts(causes, sql`select p.chat_id`);
  if (parts.length > 0) await tx.execute(sql`with ${sql.join(parts, sql`, `)} select 1`);
}
