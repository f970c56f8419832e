import { and, desc, eq, sql } from "drizzle-orm";
import { pushOutbox, pushSubscriptions } from "@/db/schema";
import type { Db } from "@/db/types";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { PushDeviceDto, PushSubscriptionInput } from "./schemas";

/** Browsers of one operator; a further one takes the place of the oldest. */
export const DEVICES_MAX = 20;

/**
 * Takes pushed messages for the actor in this browser from now on, for as long as their session lasts. A browser has one
 * operator: whoever signed in there last.
 */
export async function subscribe(ctx: Context<OperatorActor>, input: PushSubscriptionInput): Promise<void> {
  const { operatorId, sessionId } = ctx.actor;
  const { endpoint, keys, locale } = input;
  await commit(ctx, async (tx) => {
    const values = { operatorId, sessionId, endpoint, ...keys, locale };
    await tx
      .insert(pushSubscriptions)
      .values(values)
      .onConflictDoUpdate({ target: pushSubscriptions.endpoint, set: values });
    const surplus = tx
      .select({ id: pushSubscriptions.id })
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.operatorId, operatorId))
      .orderBy(sql`${pushSubscriptions.endpoint} = ${endpoint} desc`, desc(pushSubscriptions.createdAt))
      .offset(DEVICES_MAX);
    await tx.delete(pushSubscriptions).where(sql`${pushSubscriptions.id} in ${surplus}`);
  });
}

const own = ({ operatorId }: OperatorActor, endpoint: string) =>
  and(eq(pushSubscriptions.operatorId, operatorId), eq(pushSubscriptions.endpoint, endpoint));

/** This browser takes nothing any more; repeating it does no harm, and another operator's browser stays as it is. */
export async function unsubscribe({ db, actor }: Context<OperatorActor>, endpoint: string): Promise<void> {
  await db.delete(pushSubscriptions).where(own(actor, endpoint));
}

/** Pushes a test to one browser of the actor's. @throws DomainError `not_found` where it is not subscribed */
export async function pushTest({ db, actor }: Context<OperatorActor>, endpoint: string): Promise<void> {
  const [device] = await db.select({ id: pushSubscriptions.id }).from(pushSubscriptions).where(own(actor, endpoint));
  if (!device) throw notFound();
  await db.insert(pushOutbox).values({ subscriptionId: device.id, operatorId: actor.operatorId, kind: "test" });
}

/** The browsers in which the actor takes pushed messages. */
export async function listDevices(db: Db, { operatorId }: OperatorActor): Promise<PushDeviceDto[]> {
  const found = await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.operatorId, operatorId));
  return found.map(({ endpoint, createdAt, deliveredAt, failedAt, error }) => ({
    endpoint,
    createdAt: createdAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
    failedAt: failedAt?.toISOString() ?? null,
    error,
  }));
}
