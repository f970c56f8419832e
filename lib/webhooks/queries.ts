import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { webhookAttempts, webhookDeliveries, webhooks } from "@/db/schema";
import type { Db } from "@/db/types";
import { bodyOf } from "./body";
import { CLAIM_SECONDS } from "./claim-deliveries";
import type { AttemptDto, DeliveryDto, DeliveryPage, WebhookDto } from "./schemas";

export const DELIVERIES_PAGE = 25;

const columns = {
  id: webhooks.id,
  name: webhooks.name,
  url: webhooks.url,
  events: webhooks.events,
  departmentIds: webhooks.departmentIds,
  disabledReason: webhooks.disabledReason,
  failingSince: webhooks.failingSince,
  // By their full names: of a single table the names alone would be written, and mean the inner one's.
  previousUntil: sql`case when webhooks.previous_until > now() then webhooks.previous_until end`.mapWith(
    webhooks.createdAt,
  ),
  waiting: sql<number>`(select count(*)::int from webhook_deliveries d
    where d.webhook_id = webhooks.id and d.delivered_at is null and d.failed_at is null)`,
  lastDeliveredAt: sql`(select max(d.delivered_at) from webhook_deliveries d
    where d.webhook_id = webhooks.id)`.mapWith(webhooks.createdAt),
};

const select = (db: Db, condition?: SQL) =>
  db.select(columns).from(webhooks).where(condition).orderBy(asc(webhooks.createdAt), asc(webhooks.id));

type Row = Awaited<ReturnType<typeof select>>[number];
const toDto = ({ failingSince, previousUntil, lastDeliveredAt, ...row }: Row): WebhookDto => ({
  ...row,
  failingSince: failingSince?.toISOString() ?? null,
  previousUntil: previousUntil?.toISOString() ?? null,
  lastDeliveredAt: lastDeliveredAt?.toISOString() ?? null,
});

/** All of them, the oldest first. */
export const listWebhooks = async (db: Db): Promise<WebhookDto[]> => (await select(db)).map(toDto);

export async function findWebhook(db: Db, id: string): Promise<WebhookDto | null> {
  const [row] = await select(db, eq(webhooks.id, id));
  return row ? toDto(row) : null;
}

/** A page of the log of a webhook, newest first; `before` is the last delivery of the page before. */
export async function listDeliveries(db: Db, webhookId: string, before: string | null): Promise<DeliveryPage> {
  const d = webhookDeliveries;
  const isOlder =
    before === null
      ? undefined
      : sql`(${d.createdAt}, ${d.id}) < (select b.created_at, b.id from webhook_deliveries b where b.id = ${before}::uuid)`;
  const rows = await db
    .select()
    .from(d)
    .where(and(eq(d.webhookId, webhookId), isOlder))
    .orderBy(sql`${d.createdAt} desc`, sql`${d.id} desc`)
    .limit(DELIVERIES_PAGE + 1);
  const shown = rows.slice(0, DELIVERIES_PAGE);
  const made = await listAttempts(
    db,
    shown.map(({ id }) => id),
  );
  return {
    deliveries: shown.map((row) => toDeliveryDto(row, made.get(row.id))),
    hasMore: rows.length > DELIVERIES_PAGE,
  };
}

/** Newest first, by delivery. */
async function listAttempts(db: Db, deliveryIds: readonly string[]): Promise<Map<string, AttemptDto[]>> {
  const a = webhookAttempts;
  const found = await db
    .select({
      deliveryId: a.deliveryId,
      number: a.number,
      beganAt: a.beganAt,
      endedAt: a.endedAt,
      durationMs: a.durationMs,
      responseStatus: a.responseStatus,
      responseText: a.responseText,
      failure: a.failure,
      error: a.error,
      isUnderWay: sql<boolean>`${a.endedAt} is null and ${a.beganAt} > now() - make_interval(secs => ${CLAIM_SECONDS})`,
    })
    .from(a)
    .where(inArray(a.deliveryId, [...deliveryIds]))
    .orderBy(desc(a.number));
  const made = new Map<string, AttemptDto[]>();
  for (const { deliveryId, beganAt, endedAt, failure, ...attempt } of found) {
    // Where nobody came back to say how it ended, whoever made it died.
    const isLost = endedAt === null && !attempt.isUnderWay;
    const one = { ...attempt, at: beganAt.toISOString(), failure: isLost ? ("unfinished" as const) : failure };
    const known = made.get(deliveryId);
    if (known) known.push(one);
    else made.set(deliveryId, [one]);
  }
  return made;
}

/** `made`: undefined for one that was last tried before each attempt was kept. */
function toDeliveryDto(row: typeof webhookDeliveries.$inferSelect, made: AttemptDto[] | undefined): DeliveryDto {
  const { deliveredAt, failedAt, createdAt, dueAt, payload, ...rest } = row;
  return {
    id: rest.id,
    eventId: rest.eventId,
    type: rest.type,
    state: deliveredAt ? "delivered" : failedAt ? "failed" : "waiting",
    attempts: rest.attempts,
    made: made ?? lastOf(row),
    createdAt: createdAt.toISOString(),
    dueAt: dueAt.toISOString(),
    durationMs: rest.durationMs,
    responseStatus: rest.responseStatus,
    failure: rest.failure,
    payload: bodyOf(payload, 2),
  };
}

function lastOf({ attemptedAt, ...row }: typeof webhookDeliveries.$inferSelect): AttemptDto[] {
  if (attemptedAt === null) return [];
  const { durationMs, responseStatus, responseText, failure, error } = row;
  const at = attemptedAt.toISOString();
  return [{ number: 1, at, isUnderWay: false, durationMs, responseStatus, responseText, failure, error }];
}
