import { isNull } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { assertAdmin } from "@/lib/operators/access";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { tellOpenWidgets } from "./open-widgets";
import type { SynchronizeResult, SynchronizeTarget } from "./schemas";

/** Events per call, so that one that fails does not take all others along. */
const BATCH_MAX = 100;

/**
 * Tells everything that keeps a copy of the settings to read them again, and reports target by target. A target that
 * fails does not keep the others from being told.
 * @throws DomainError `forbidden`.
 * Emits `inbox.changed` to every active operator and `settings.changed` to every open chat's visitor.
 */
export async function synchronize(ctx: Context): Promise<SynchronizeResult[]> {
  assertAdmin(ctx.actor);
  const people = await ctx.db.select({ id: operators.id }).from(operators).where(isNull(operators.deactivatedAt));
  const inboxes = people.map(
    ({ id }): RealtimeEvent => ({ channel: "operator", id, name: "inbox.changed", data: { reason: "settings" } }),
  );
  return [
    await tell(ctx, "inboxes", inboxes),
    await tell(ctx, "widgets", await tellOpenWidgets(ctx.db)),
    // TODO: push to Telegram's webhooks and to the CRM as soon as these connections exist.
    { target: "telegram", outcome: "notConnected", count: 0 },
    { target: "crm", outcome: "notConnected", count: 0 },
  ];
}

async function tell(
  { publish }: Context,
  target: SynchronizeTarget,
  events: RealtimeEvent[],
): Promise<SynchronizeResult> {
  if (events.length === 0) return { target, outcome: "nothing", count: 0 };
  let count = 0;
  try {
    for (; count < events.length; count += BATCH_MAX) await publish(events.slice(count, count + BATCH_MAX));
    return { target, outcome: "done", count: events.length };
  } catch (error) {
    log.error({ err: error, target, told: count }, "synchronizing failed");
    return { target, outcome: "failed", count };
  }
}
