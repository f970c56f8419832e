import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/types";
import type { WebhookCause } from "./causes";

/**
 * Parts of a statement that write what webhooks are to be told because of it, one row for each webhook that wants it.
 * Being of the same statement, they are stored with their cause or not at all. `chatIds` selects the chats that the
 * statement has really changed.
 */
export function webhookParts(causes: readonly WebhookCause[], chatIds: SQL): SQL[] {
  return causes.length === 0 ? [] : [causesPart(causes, sql`where c.chat_id in (${chatIds})`), QUEUED];
}

/** The same as a statement of its own: for what is no entry of a chat's timeline. */
export async function queueWebhooks(tx: Transaction, causes: readonly WebhookCause[]): Promise<void> {
  if (causes.length === 0) return;
  await tx.execute(sql`with ${causesPart(causes, sql``)}, ${QUEUED} select 1`);
}

const causesPart = (causes: readonly WebhookCause[], condition: SQL) => {
  const given = JSON.stringify(
    causes.map(({ eventId, type, chatId, visitorId, departmentIds, operatorId, senderId, payload }) => ({
      event_id: eventId,
      type,
      chat_id: chatId,
      visitor_id: visitorId,
      department_ids: departmentIds,
      operator_id: operatorId,
      sender_id: senderId,
      payload,
    })),
  );
  return sql`webhook_causes as (
    select * from jsonb_to_recordset(${given}::jsonb) as c (
      event_id uuid, type text, chat_id uuid, visitor_id uuid, department_ids uuid[], operator_id uuid, sender_id uuid,
      payload jsonb)
    ${condition})`;
};

// `jsonb_set` leaves a payload as it is that has nobody to name at that place.
const QUEUED = sql`webhooks_told as (
  insert into webhook_deliveries (webhook_id, event_id, type, chat_id, visitor_id, payload)
  select w.id, c.event_id, c.type, c.chat_id, c.visitor_id,
    jsonb_set(
      jsonb_set(
        jsonb_set(c.payload, '{data,department,name}', to_jsonb(coalesce(d.name, ''))),
        '{data,operator,name}', to_jsonb(coalesce(o.name, ''))),
      '{data,message,sender,name}', coalesce(to_jsonb(s.name), c.payload #> '{data,message,sender,name}', '""'))
  from webhook_causes c
  join webhooks w on w.disabled_at is null and c.type = any (w.events)
    and (w.department_ids is null or w.department_ids && c.department_ids)
  left join departments d on d.id = c.department_ids[array_upper(c.department_ids, 1)]
  left join operators o on o.id = c.operator_id
  left join operators s on s.id = c.sender_id)`;

/** Whether any webhook is told of messages; a column of a read that is made anyway. */
export const TELLS_OF_MESSAGES = sql<boolean>`exists (
  select 1 from webhooks w where w.disabled_at is null and 'message.created' = any (w.events))`;
