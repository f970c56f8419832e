import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { departmentMembers, departments, operators, savedViews } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { canSeeDepartment } from "@/lib/chats/access";
import { type Context, commit, type Emit, type OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { mayChangeView, VIEWS_MAX, type ViewAudience } from "./rules";
import type { ChangeViewInput, NewViewInput, ViewAudienceInput } from "./schemas";

type Ctx = Context<OperatorActor>;

/**
 * Saves a list under a name: for oneself, or shared, by who supervises the department and by admins.
 * @throws DomainError `forbidden`; `not_found` for a department that is none; `invalid` when there are too many
 * Emits `inbox.changed` to whoever sees it.
 */
export async function createView(ctx: Ctx, { name, query, audience }: NewViewInput): Promise<{ id: string }> {
  return commit(ctx, async (tx, emit) => {
    const to = audienceOf(ctx.actor, audience);
    if (to.departmentId) {
      const [department] = await tx
        .select({ id: departments.id })
        .from(departments)
        .where(eq(departments.id, to.departmentId));
      if (!department) throw notFound();
    }
    await assertMayChange(tx, ctx.actor, to);
    // One after the other for one audience, so that the limit holds.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`views ${to.operatorId ?? to.departmentId}`}, 0))`,
    );
    if ((await tx.$count(savedViews, sameAudience(to))) >= VIEWS_MAX) {
      throw new DomainError("invalid", "There are too many views", { fields: { name: `tooMany:${VIEWS_MAX}` } });
    }
    const next = sql`(select coalesce(max(position) + 1, 0) from saved_views where ${sameAudience(to)})`;
    const [made] = await tx
      .insert(savedViews)
      .values({ name, query, ...to, position: next })
      .returning({ id: savedViews.id });
    if (!made) throw new Error("a view was not written");
    await tellViewers(tx, emit, to);
    return made;
  });
}

/**
 * Renames a view, lets it show another list, or deletes it.
 * @throws DomainError `not_found`, also for somebody else's personal view; `forbidden` for a shared one
 */
export async function changeView(ctx: Ctx, viewId: string, change: ChangeViewInput): Promise<void> {
  const { name, query, deleted } = change;
  await commit(ctx, async (tx, emit) => {
    const [view] = await tx.select().from(savedViews).where(eq(savedViews.id, viewId)).for("update");
    if (!view || (view.operatorId !== null && view.operatorId !== ctx.actor.operatorId)) throw notFound();
    await assertMayChange(tx, ctx.actor, view);
    if (deleted) await tx.delete(savedViews).where(eq(savedViews.id, viewId));
    else if (name !== undefined || query !== undefined) {
      await tx.update(savedViews).set({ name, query }).where(eq(savedViews.id, viewId));
    }
    await tellViewers(tx, emit, view);
  });
}

/** Puts the acting operator's own views, and the shared ones that they may change, in this order. */
export async function orderViews(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await commit(ctx, async (tx, emit) => {
    const found = await tx
      .select()
      .from(savedViews)
      .where(inArray(savedViews.id, [...ids]))
      .orderBy(savedViews.id)
      .for("update");
    for (const view of found) {
      const isMember = view.departmentId !== null && (await canSeeDepartment(tx, ctx.actor, view.departmentId));
      if (!mayChangeView(ctx.actor, view, isMember)) continue;
      await tx
        .update(savedViews)
        .set({ position: ids.indexOf(view.id) })
        .where(eq(savedViews.id, view.id));
      await tellViewers(tx, emit, view);
    }
  });
}

const audienceOf = ({ operatorId }: OperatorActor, audience: ViewAudienceInput): ViewAudience => ({
  operatorId: audience.for === "me" ? operatorId : null,
  departmentId: audience.for === "department" ? audience.departmentId : null,
});

const sameAudience = ({ operatorId, departmentId }: ViewAudience) =>
  and(
    operatorId ? eq(savedViews.operatorId, operatorId) : isNull(savedViews.operatorId),
    departmentId ? eq(savedViews.departmentId, departmentId) : isNull(savedViews.departmentId),
  );

async function assertMayChange(tx: Transaction, actor: OperatorActor, to: ViewAudience): Promise<void> {
  const isMember = to.departmentId !== null && (await canSeeDepartment(tx, actor, to.departmentId));
  if (!mayChangeView(actor, to, isMember)) throw new DomainError("forbidden", "Not yours to share");
}

async function tellViewers(tx: Transaction, emit: Emit, { operatorId, departmentId }: ViewAudience): Promise<void> {
  const members = tx
    .select({ id: departmentMembers.operatorId })
    .from(departmentMembers)
    .where(eq(departmentMembers.departmentId, departmentId ?? ""));
  const viewers = operatorId
    ? [{ id: operatorId }]
    : await tx
        .select({ id: operators.id })
        .from(operators)
        .where(
          and(
            isNull(operators.deactivatedAt),
            departmentId ? or(inArray(operators.id, members), eq(operators.role, "admin")) : undefined,
          ),
        );
  for (const { id } of viewers) emit({ channel: "operator", id, name: "inbox.changed", data: { reason: "views" } });
}
