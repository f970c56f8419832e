import { and, eq, isNull, sql } from "drizzle-orm";
import { supervisorAlerts } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { listSupervisorIds } from "@/lib/routing/supervisors";
import { assertSupervises, assertSupervisor } from "./access";
import { findAlert } from "./list-alerts";
import type { AlertDto } from "./schemas";

/**
 * A supervisor has seen an alert, which is so for all of them. Of two at once the first one counts, and both are answered
 * whose it was.
 * @throws DomainError `not_found`, `forbidden` (no supervisor of the department)
 * Emits `alert.acknowledged` to every supervisor of the department and `board.changed` to the department.
 */
export async function acknowledgeAlert(ctx: Context<OperatorActor>, alertId: string): Promise<AlertDto> {
  const { actor } = ctx;
  assertSupervisor(actor);
  return commit(ctx, async (tx, emit) => {
    const alert = await findAlert(tx, alertId);
    if (!alert) throw notFound();
    const departmentId = alert.department.id;
    await assertSupervises(tx, actor, departmentId);
    const [changed] = await tx
      .update(supervisorAlerts)
      .set({ acknowledgedAt: sql`now()`, acknowledgedById: actor.operatorId })
      .where(and(eq(supervisorAlerts.id, alertId), isNull(supervisorAlerts.acknowledgedAt)))
      .returning({ id: supervisorAlerts.id });
    if (changed) {
      const data = { alertId, byName: actor.name };
      for (const id of await listSupervisorIds(tx, departmentId)) {
        emit({ channel: "operator", id, name: "alert.acknowledged", data });
      }
      emit({ channel: "department", id: departmentId, name: "board.changed", data: {} });
    }
    return (await findAlert(tx, alertId)) ?? alert;
  });
}
