import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { WebhookPayload } from "./payloads";
import { ATTEMPTS_KEPT, WEBHOOK_ATTEMPTS_MAX, type WebhookDeliveryType } from "./rules";

/** A delivery that is this run's for the moment. */
export type ClaimedDelivery = {
  id: string;
  webhookId: string;
  eventId: string;
  type: WebhookDeliveryType;
  payload: WebhookPayload;
  attempts: number;
  /** Of this attempt, among all that were made. */
  number: number;
};

/** Where it goes, and with which secrets it is signed, still sealed. */
export type WebhookTarget = { id: string; name: string; url: string; boxes: string[] };

/** Longer than any attempt takes: until then a claimed delivery is left alone by others. */
export const CLAIM_SECONDS = 30;
const CLAIM_END = sql`now() + make_interval(secs => ${CLAIM_SECONDS})`;
const CLAIM = sql`attempts_made = attempts_made + 1, attempted_at = now(), due_at = ${CLAIM_END}`;

export const OPEN: SQL = sql`delivered_at is null and failed_at is null`;

/** Webhooks that are on and have something due; the ones that wait longest first. */
export async function listDueWebhooks(db: Db, count: number): Promise<string[]> {
  const due = await rows<{ id: string }>(
    db,
    sql`select w.id from webhooks w
        cross join lateral (select due_at from webhook_deliveries
          where webhook_id = w.id and ${OPEN} and due_at <= now() order by due_at limit 1) d
        where w.disabled_at is null order by d.due_at limit ${count}`,
  );
  return due.map(({ id }) => id);
}

/** Takes up to `count` due deliveries of a webhook, by moving their due time on. */
export const claimDue = (db: Db, webhookId: string, count: number): Promise<ClaimedDelivery[]> =>
  claim(
    db,
    sql`id in (select id from webhook_deliveries
      where webhook_id = ${webhookId}::uuid and ${OPEN} and due_at <= now() and attempts < ${WEBHOOK_ATTEMPTS_MAX}
      order by due_at limit ${count} for update skip locked)`,
  );

/** Takes this one anew, whatever became of it, with all its attempts before it. Undefined: this webhook has none such. */
export async function reclaim(db: Db, webhookId: string, id: string): Promise<ClaimedDelivery | undefined> {
  const [claimed] = await claimBy(
    db,
    sql`update webhook_deliveries set attempts = 1, ${CLAIM}, delivered_at = null, failed_at = null
        where id = ${id}::uuid and webhook_id = ${webhookId}::uuid`,
  );
  return claimed;
}

/** Stores a delivery that is taken from the start. */
export async function queueClaimed(
  db: Db,
  { webhookId, eventId, type, payload }: Pick<ClaimedDelivery, "webhookId" | "eventId" | "type" | "payload">,
): Promise<ClaimedDelivery> {
  const [claimed] = await claimBy(
    db,
    sql`insert into webhook_deliveries (webhook_id, event_id, type, payload, attempts, attempts_made, attempted_at, due_at)
        values (${webhookId}::uuid, ${eventId}::uuid, ${type}, ${JSON.stringify(payload)}::jsonb, 1, 1, now(), ${CLAIM_END})`,
  );
  if (!claimed) throw new Error("no delivery was queued");
  return claimed;
}

const claim = (db: Db, condition: SQL) =>
  claimBy(db, sql`update webhook_deliveries set attempts = attempts + 1, ${CLAIM} where ${condition}`);

/**
 * Claims by a statement that has no `returning` yet, and writes down in the same one that an attempt begins. It is numbered
 * by the row that is claimed: of two who take one delivery at once, the later one sees what the first has made of it.
 */
const claimBy = (db: Db, statement: SQL) =>
  rows<ClaimedDelivery>(
    db,
    sql`with claimed as (${statement} returning id, webhook_id, event_id, type, payload, attempts, attempts_made),
      begun as (insert into webhook_attempts (delivery_id, number) select id, attempts_made from claimed),
      dropped as (delete from webhook_attempts a using claimed c
        where a.delivery_id = c.id and a.number <= c.attempts_made - ${ATTEMPTS_KEPT})
      select id, webhook_id as "webhookId", event_id as "eventId", type, payload, attempts, attempts_made as number
      from claimed`,
  );

/** The last attempt never ended: whoever made it died. Gives how many are given up for that. */
export async function giveUpUnfinished(db: Db): Promise<number> {
  const given = await rows<{ id: string }>(
    db,
    sql`update webhook_deliveries
        set failed_at = now(), failure = 'unfinished', error = null, response_status = null, response_text = null
        where ${OPEN} and due_at <= now() and attempts >= ${WEBHOOK_ATTEMPTS_MAX} returning id`,
  );
  return given.length;
}

export async function readTarget(db: Db, webhookId: string): Promise<WebhookTarget | undefined> {
  const [row] = await rows<{ id: string; name: string; url: string; box: string; previous: string | null }>(
    db,
    sql`select id, name, url, secret_encrypted as box,
          case when previous_until > now() then previous_encrypted end as previous
        from webhooks where id = ${webhookId}::uuid`,
  );
  if (!row) return undefined;
  const { box, previous, ...target } = row;
  return { ...target, boxes: previous === null ? [box] : [box, previous] };
}
