import { eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertOperator } from "@/lib/operators/access";
import type { AlertSettings } from "./rules";

/**
 * Sets what the actor hears of, and by which means, on all devices.
 * @throws DomainError `forbidden` for other actors.
 * Emits `inbox.changed` to the actor's tabs.
 */
export async function updateAlertSettings(ctx: Context, settings: AlertSettings): Promise<void> {
  const { actor } = ctx;
  assertOperator(actor);
  const { operatorId } = actor;
  await commit(ctx, async (tx, emit) => {
    await tx.update(operators).set({ alertSettings: settings }).where(eq(operators.id, operatorId));
    emit({ channel: "operator", id: operatorId, name: "inbox.changed", data: { reason: "settings" } });
  });
}
