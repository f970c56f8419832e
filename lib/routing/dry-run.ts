import { eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { canSeeDepartment } from "@/lib/chats/access";
import type { OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { getAdmissions } from "./admission";
import { toEstimate } from "./estimate";
import { expectedSeconds } from "./queue";
import { Roster } from "./roster";
import { decide } from "./rules";
import type { DryRunDto } from "./schemas";

/**
 * Where a chat that a new visitor of the web widget began now would go, by the same rules and facts as a real one.
 * Nothing is changed. Admins ask about every department, supervisors about their own.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function dryRun(db: Db, actor: OperatorActor, departmentId: string): Promise<DryRunDto> {
  const [department] = await db.select().from(departments).where(eq(departments.id, departmentId));
  if (actor.role === "operator") throw new DomainError("forbidden", "Supervisors and admins ask this");
  if (!department) throw notFound();
  if (!(await canSeeDepartment(db, actor, departmentId))) {
    throw new DomainError("forbidden", "This department is another supervisor's");
  }
  const admission = (await getAdmissions(db, [department])).get(departmentId);
  if (!admission) throw notFound();
  const roster = await Roster.read(db, [departmentId]);
  const { strategy } = department;
  const decision = decide(roster.of(departmentId), { weight: 1, channelType: "web", strategy });
  const { state, opensAt, isFull, outlook } = admission;
  // Whoever waits already comes first.
  const waits = decision.chosen === null || outlook.waiting > 0;
  const place = waits ? outlook.waiting + 1 : null;
  const seconds = place === null ? null : expectedSeconds(place, outlook);
  return {
    departmentId,
    state,
    strategy,
    opensAt: opensAt?.toISOString() ?? null,
    decision,
    waiting: outlook.waiting,
    place,
    estimate: seconds === null ? null : toEstimate(seconds),
    isFull,
  };
}
