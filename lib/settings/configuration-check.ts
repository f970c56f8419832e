import { asc, isNull, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { departmentMembers, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { neverOpens } from "@/lib/hours/opening";
import { listSeenDepartmentIds } from "@/lib/installs/queries";
import { findProblems } from "./configuration-problems";
import type { Finding } from "./schemas";

/**
 * Looks through departments and operators for what keeps chats from being answered. A hidden department, which only its
 * snippet leads to, has to be seen on some page within the last days.
 */
export async function checkConfiguration(db: Db, isMailConfigured: boolean): Promise<Finding[]> {
  const [clock] = await rows<{ ms: number }>(db, sql`select extract(epoch from now())::float8 * 1000 as ms`);
  const now = new Date(clock?.ms ?? Number.NaN);
  const teams = await db
    .select({
      id: departments.id,
      name: departments.name,
      hidden: departments.hidden,
      disabled: departments.disabled,
      timeZone: departments.timeZone,
      hours: departments.hours,
      holidays: departments.holidays,
      overflowDepartmentId: departments.overflowDepartmentId,
      overflowAfterMinutes: departments.overflowAfterMinutes,
      offlineEmail: departments.offlineEmail,
    })
    .from(departments)
    .orderBy(asc(departments.position), asc(departments.name));
  const people = await db
    .select({ id: operators.id, name: operators.name, maxLoad: operators.maxLoad })
    .from(operators)
    .where(isNull(operators.deactivatedAt))
    .orderBy(sql`lower(${operators.name})`, operators.id);
  const seen = await listSeenDepartmentIds(db);
  const { departmentId, operatorId } = departmentMembers;
  return findProblems({
    departments: teams.map(({ timeZone, hours, holidays, overflowAfterMinutes, ...team }) => ({
      ...team,
      isSeen: seen.has(team.id),
      overflowDepartmentId: overflowAfterMinutes === null ? null : team.overflowDepartmentId,
      neverOpens: neverOpens({ timeZone, hours, holidays }, now),
    })),
    operators: people,
    memberships: await db.select({ departmentId, operatorId }).from(departmentMembers),
    isMailConfigured,
  });
}
