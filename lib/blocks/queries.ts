import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { departmentMembers, departments, operators, visitorBlocks } from "@/db/schema";
import type { Db } from "@/db/types";
import { toBadgeDto } from "@/lib/chats/dto";
import type { OperatorActor } from "@/lib/context";
import { assertLiftsBlocks } from "./lift-block";
import type { BlockDto } from "./schemas";

/** Blocks of one list. */
const LIST_MAX = 200;

const lifter = alias(operators, "lifter");
const isActive = sql<boolean>`${visitorBlocks.liftedAt} is null
  and (${visitorBlocks.until} is null or ${visitorBlocks.until} > now())`;
const iso = (at: Date | null) => at?.toISOString() ?? null;

/**
 * Blocks that were made in the supervisor's departments, for an admin in all: those that hold first, newest first.
 * @throws DomainError `forbidden` for an operator
 */
export async function listBlocks(db: Db, actor: OperatorActor): Promise<BlockDto[]> {
  assertLiftsBlocks(actor);
  const { id, name, color, logoId } = departments;
  const found = await db
    .select({
      block: visitorBlocks,
      department: { id, name, color, logoId },
      by: operators.name,
      liftedBy: lifter.name,
      isActive,
    })
    .from(visitorBlocks)
    .innerJoin(operators, eq(operators.id, visitorBlocks.createdById))
    .leftJoin(departments, eq(departments.id, visitorBlocks.departmentId))
    .leftJoin(lifter, eq(lifter.id, visitorBlocks.liftedById))
    .where(madeWhereTheySupervise(db, actor))
    .orderBy(desc(isActive), desc(visitorBlocks.createdAt), visitorBlocks.id)
    .limit(LIST_MAX);
  return found.map(({ block, department, by, liftedBy, isActive: holds }) => ({
    id: block.id,
    visitorName: block.visitorName,
    reason: block.reason,
    department: department && toBadgeDto(department),
    by,
    createdAt: block.createdAt.toISOString(),
    until: iso(block.until),
    addressUntil: block.addressHash ? iso(block.addressUntil) : null,
    lifted: block.liftedAt && { at: block.liftedAt.toISOString(), by: liftedBy ?? "" },
    isActive: holds,
  }));
}

function madeWhereTheySupervise(db: Db, actor: OperatorActor): SQL | undefined {
  if (actor.role === "admin") return undefined;
  const own = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, actor.operatorId));
  return inArray(visitorBlocks.departmentId, own);
}

/** The block that holds for a visitor now, for those who see a chat of theirs. */
export async function findBlock(db: Db, visitorId: string): Promise<{ by: string; until: string | null } | null> {
  const [found] = await db
    .select({ by: operators.name, until: visitorBlocks.until })
    .from(visitorBlocks)
    .innerJoin(operators, eq(operators.id, visitorBlocks.createdById))
    .where(and(eq(visitorBlocks.visitorId, visitorId), isNull(visitorBlocks.liftedAt), isActive))
    .limit(1);
  return found ? { by: found.by, until: iso(found.until) } : null;
}
