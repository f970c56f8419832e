import { asc, eq, sql } from "drizzle-orm";
import { chats, departmentMembers, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { canSeeDepartment, isInvolved } from "@/lib/chats/access";
import { toBadgeDto } from "@/lib/chats/dto";
import type { OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { getAdmissions } from "@/lib/routing/admission";
import { toEstimate } from "@/lib/routing/estimate";
import { expectedSeconds } from "@/lib/routing/queue";
import { Roster } from "@/lib/routing/roster";
import { isAvailable, type OperatorFacts } from "@/lib/routing/rules";
import type { TransferTargetsDto } from "./schemas";

/**
 * Whom this chat can be handed to: every department that takes chats, and every active operator but its owner.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function listTransferTargets(db: Db, actor: OperatorActor, chatId: string): Promise<TransferTargetsDto> {
  const [chat] = await db.select().from(chats).where(eq(chats.id, chatId));
  if (!chat) throw notFound();
  if (!isInvolved(actor, chat) && !(await canSeeDepartment(db, actor, chat.departmentId))) {
    throw new DomainError("forbidden", "This chat belongs to another department");
  }
  const enabled = await db
    .select()
    .from(departments)
    .where(eq(departments.disabled, false))
    .orderBy(asc(departments.position), sql`lower(${departments.name})`);
  const roster = await Roster.read(
    db,
    enabled.map(({ id }) => id),
  );
  const admissions = await getAdmissions(db, enabled);
  return {
    departments: enabled.map((department) => {
      const there = roster.of(department.id).filter(isAvailable);
      const admission = admissions.get(department.id);
      const seconds = admission ? expectedSeconds(admission.outlook.waiting + 1, admission.outlook) : null;
      return {
        ...toBadgeDto(department),
        hidden: department.hidden,
        state: admission?.state ?? "away",
        online: there.length,
        load: there.reduce((sum, { load }) => sum + load, 0),
        maxLoad: there.reduce((sum, { maxLoad }) => sum + maxLoad, 0),
        waiting: admission?.outlook.waiting ?? 0,
        estimate: admission?.state === "open" || seconds === null ? null : toEstimate(seconds),
      };
    }),
    operators: await listReceivers(db, roster, chat.operatorId),
  };
}

async function listReceivers(db: Db, roster: Roster, ownerId: string | null): Promise<TransferTargetsDto["operators"]> {
  const members = await db
    .select({ departmentId: departmentMembers.departmentId, operatorId: departmentMembers.operatorId })
    .from(departmentMembers);
  const known = new Map<string, { facts: OperatorFacts; departmentIds: string[] }>();
  for (const { departmentId, operatorId } of members) {
    const facts = roster.of(departmentId).find((one) => one.operatorId === operatorId);
    if (!facts?.isActive || operatorId === ownerId) continue;
    const entry = known.get(operatorId);
    if (entry) entry.departmentIds.push(departmentId);
    else known.set(operatorId, { facts, departmentIds: [departmentId] });
  }
  return [...known.values()]
    .sort((one, other) => rank(one.facts) - rank(other.facts) || one.facts.name.localeCompare(other.facts.name))
    .map(({ facts, departmentIds }) => ({
      id: facts.operatorId,
      name: facts.name,
      intent: facts.intent,
      isReachable: facts.isReachable,
      finishing: facts.finishing,
      load: facts.load,
      maxLoad: facts.maxLoad,
      departmentIds,
    }));
}

/** Those who can take it first. */
const rank = (facts: OperatorFacts) => (isAvailable(facts) ? (facts.load < facts.maxLoad ? 0 : 1) : 2);
