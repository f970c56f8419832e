import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { departmentMembers, savedViews } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { mayChangeView, VIEWS_MAX } from "./rules";
import type { ViewDto } from "./schemas";

/** An operator's own views, then those that are shared with their departments and with everybody; admins see all shared. */
export async function listViews(db: Db, actor: OperatorActor): Promise<ViewDto[]> {
  const { operatorId } = actor;
  const member = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, operatorId));
  const isShared = isNull(savedViews.operatorId);
  const isForMe = or(isNull(savedViews.departmentId), inArray(savedViews.departmentId, member));
  const found = await db
    .select({ view: savedViews, isMember: sql<boolean>`${savedViews.departmentId} in ${member}` })
    .from(savedViews)
    .where(or(eq(savedViews.operatorId, operatorId), actor.role === "admin" ? isShared : and(isShared, isForMe)))
    .orderBy(asc(isShared), asc(savedViews.position), asc(savedViews.createdAt), asc(savedViews.id))
    .limit(VIEWS_MAX * 10);
  return found.map(({ view, isMember }) => ({
    id: view.id,
    name: view.name,
    query: view.query,
    isMine: view.operatorId !== null,
    departmentId: view.departmentId,
    mayChange: mayChangeView(actor, view, isMember === true),
  }));
}
