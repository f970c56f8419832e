import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats, departmentMembers, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { logoUrl } from "@/lib/departments/embed-target";
import type { DepartmentChoiceDto, OperatorChoiceDto, RoutingInput } from "@/lib/departments/routing-schemas";
import {
  CHATS_COUNT_MAX,
  type DepartmentDto,
  type DepartmentMemberDto,
  type DepartmentRowDto,
  type DepartmentSnippetDto,
} from "@/lib/departments/schemas";
import type { Schedule } from "@/lib/hours/rules";

/**
 * All departments in their order, with what an admin wants to know of each. Of their chats only the open ones are counted:
 * the closed ones pile up, and every one of them would be read for each look at the list.
 */
export async function listDepartments(db: Db): Promise<DepartmentRowDto[]> {
  const openCounts = db
    .select({ departmentId: chats.departmentId, open: sql<number>`count(*)::int`.as("chats_open") })
    .from(chats)
    // In these words, which are those of `chats_open_idx`.
    .where(sql`${chats.status} <> 'closed'`)
    .groupBy(chats.departmentId)
    .as("open_counts");
  const memberCounts = db
    .select({ departmentId: departmentMembers.departmentId, active: sql<number>`count(*)::int`.as("members_active") })
    .from(departmentMembers)
    .innerJoin(operators, eq(operators.id, departmentMembers.operatorId))
    .where(isNull(operators.deactivatedAt))
    .groupBy(departmentMembers.departmentId)
    .as("member_counts");
  const found = await db
    .select({
      id: departments.id,
      name: departments.name,
      description: departments.description,
      hidden: departments.hidden,
      disabled: departments.disabled,
      color: departments.color,
      logoId: departments.logoId,
      siteUrl: departments.siteUrl,
      chats: chatsUpToMax(sql`${departments.id}`),
      openChats: openCounts.open,
      members: memberCounts.active,
    })
    .from(departments)
    .leftJoin(openCounts, eq(openCounts.departmentId, departments.id))
    .leftJoin(memberCounts, eq(memberCounts.departmentId, departments.id))
    .orderBy(...inOrder());
  return found.map(({ logoId, openChats, members, ...row }) => ({
    ...row,
    logoUrl: logoUrl(logoId),
    openChats: openChats ?? 0,
    members: members ?? 0,
  }));
}

/** One department, or null. */
export async function findDepartment(db: Db, departmentId: string): Promise<DepartmentDto | null> {
  const [row] = await db.select().from(departments).where(eq(departments.id, departmentId));
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    hidden: row.hidden,
    disabled: row.disabled,
    color: row.color,
    logoUrl: logoUrl(row.logoId),
    siteUrl: row.siteUrl,
    allowedDomains: row.allowedDomains,
    greeting: row.greeting,
    key: row.key,
    tone: row.tone,
  };
}

/**
 * Chats of all times, up to `CHATS_COUNT_MAX + 1`, which stands for any number above; a department that has any cannot be
 * deleted.
 */
export async function countChats(db: Db, departmentId: string): Promise<number> {
  const [row] = await rows<{ count: number }>(db, sql`select ${chatsUpToMax(sql`${departmentId}::uuid`)} as count`);
  return row?.count ?? 0;
}

/** Reads no further in the index than people want to know. */
const chatsUpToMax = (departmentId: SQL) =>
  sql<number>`(select count(*)::int from (
    select from chats c where c.department_id = ${departmentId} limit ${sql.raw(String(CHATS_COUNT_MAX + 1))}) counted)`;

/** What the page of snippets shows of each department, in order. */
export async function listDepartmentSnippets(db: Db): Promise<DepartmentSnippetDto[]> {
  const { id, name, color, logoId, hidden, disabled, key } = departments;
  const found = await db
    .select({ id, name, color, logoId, hidden, disabled, key })
    .from(departments)
    .orderBy(...inOrder());
  return found.map(({ logoId, ...row }) => ({ ...row, logoUrl: logoUrl(logoId) }));
}

/** How many departments the company snippet offers for choice. */
export const countVisibleDepartments = (db: Db): Promise<number> =>
  db.$count(departments, sql`not ${departments.hidden} and not ${departments.disabled}`);

/** The members of a department who are not deactivated, by line, then by name. */
export const listMembers = (db: Db, departmentId: string): Promise<DepartmentMemberDto[]> =>
  db
    .select({ operatorId: operators.id, name: operators.name, line: departmentMembers.line })
    .from(departmentMembers)
    .innerJoin(operators, eq(operators.id, departmentMembers.operatorId))
    .where(and(eq(departmentMembers.departmentId, departmentId), isNull(operators.deactivatedAt)))
    .orderBy(asc(departmentMembers.line), asc(sql`lower(${operators.name})`), asc(operators.id));

/** Ids of the members of one department, or of all departments; each operator once. */
export async function listMemberIds(db: Db, departmentId?: string): Promise<string[]> {
  const members = db.selectDistinct({ id: departmentMembers.operatorId }).from(departmentMembers).$dynamic();
  const found = await (departmentId ? members.where(eq(departmentMembers.departmentId, departmentId)) : members);
  return found.map(({ id }) => id);
}

/** How a department gives its chats to operators, or null. */
export async function findRouting(db: Db, departmentId: string): Promise<RoutingInput | null> {
  const [row] = await db
    .select({
      strategy: departments.strategy,
      returningVisitorDays: departments.returningVisitorDays,
      queueLimitChats: departments.queueLimitChats,
      queueLimitMinutes: departments.queueLimitMinutes,
      overflowDepartmentId: departments.overflowDepartmentId,
      overflowAfterMinutes: departments.overflowAfterMinutes,
      offlineEmail: departments.offlineEmail,
      awayTexts: departments.awayTexts,
      closeIdle: departments.closeIdle,
      closeIdleAfterMinutes: departments.closeIdleAfterMinutes,
      reassign: departments.reassign,
      reassignAfterMinutes: departments.reassignAfterMinutes,
      notice: departments.notice,
      alertAfterMinutes: departments.alertAfterMinutes,
    })
    .from(departments)
    .where(eq(departments.id, departmentId));
  return row ?? null;
}

/** Time zone, hours and holidays of a department, or null. */
export async function findSchedule(db: Db, departmentId: string): Promise<Schedule | null> {
  const { timeZone, hours, holidays } = departments;
  const [row] = await db
    .select({ timeZone, hours, holidays })
    .from(departments)
    .where(eq(departments.id, departmentId));
  return row ?? null;
}

/** Every department to choose from, in order, or only those that the operator may look at: their own, an admin all. */
export function listDepartmentChoices(db: Db, actor?: OperatorActor): Promise<DepartmentChoiceDto[]> {
  const { id, name, hidden, disabled } = departments;
  const own = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(actor && eq(departmentMembers.operatorId, actor.operatorId));
  return db
    .select({ id, name, hidden, disabled })
    .from(departments)
    .where(actor && actor.role !== "admin" ? inArray(id, own) : undefined)
    .orderBy(...inOrder());
}

/** The operators who can be members: all who are not deactivated, by name. */
export const listOperatorChoices = (db: Db): Promise<OperatorChoiceDto[]> =>
  db
    .select({ operatorId: operators.id, name: operators.name })
    .from(operators)
    .where(isNull(operators.deactivatedAt))
    .orderBy(asc(sql`lower(${operators.name})`), asc(operators.id));

/** The order of lists and of the picker. Ties by name, then by id, so that it never wavers. */
const inOrder = () => [asc(departments.position), asc(sql`lower(${departments.name})`), asc(departments.id)];
