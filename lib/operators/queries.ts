import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { authSessions, departmentMembers, departments, invitations, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { logoUrl } from "@/lib/departments/embed-target";
import { notFound } from "@/lib/errors";
import type { AccountDto, DepartmentOption, InvitationDto, OperatorDto } from "@/lib/operators/schemas";

/** Rows of one list; companies have tens of operators, and former ones stay in the list. */
const LIST_MAX = 2000;

/** What sign-in compares; null for an unknown and for a deactivated account alike. */
export async function findCredentials(
  db: Db,
  email: string,
): Promise<{ operatorId: string; passwordHash: string } | null> {
  const [row] = await db
    .select({ operatorId: operators.id, passwordHash: operators.passwordHash })
    .from(operators)
    .where(and(eq(sql`lower(${operators.email})`, email.toLowerCase()), isNull(operators.deactivatedAt)));
  return row ?? null;
}

/** The language that the operator with this address has chosen. */
export async function findStoredLocale(db: Db, email: string): Promise<string | null> {
  const [row] = await db
    .select({ locale: operators.locale })
    .from(operators)
    .where(eq(sql`lower(${operators.email})`, email.toLowerCase()));
  return row?.locale ?? null;
}

export async function getPasswordHash(db: Db, operatorId: string): Promise<string> {
  const [row] = await db
    .select({ passwordHash: operators.passwordHash })
    .from(operators)
    .where(eq(operators.id, operatorId));
  if (!row) throw notFound();
  return row.passwordHash;
}

export async function getAccount(db: Db, actor: OperatorActor): Promise<AccountDto> {
  const { name, email, role, locale } = operators;
  const [row] = await db
    .select({ name, email, role, locale })
    .from(operators)
    .where(eq(operators.id, actor.operatorId));
  if (!row) throw notFound();
  return row;
}

/** All operators with their departments: the active ones first, by name. */
export async function listOperators(db: Db): Promise<OperatorDto[]> {
  const sessions = db
    .select({ operatorId: authSessions.operatorId, at: sql<Date>`max(${authSessions.lastSeenAt})`.as("at") })
    .from(authSessions)
    .groupBy(authSessions.operatorId)
    .as("seen");
  const rows = await db
    .select({
      id: operators.id,
      name: operators.name,
      email: operators.email,
      role: operators.role,
      pictureId: operators.pictureId,
      deactivatedAt: operators.deactivatedAt,
      lastSeenAt: sql`greatest(${sessions.at}, ${operators.lastPulseAt})`.mapWith(operators.lastPulseAt),
    })
    .from(operators)
    .leftJoin(sessions, eq(sessions.operatorId, operators.id))
    .orderBy(sql`${operators.deactivatedAt} is not null`, sql`lower(${operators.name})`, operators.id)
    .limit(LIST_MAX);
  const members = await db
    .select({
      operatorId: departmentMembers.operatorId,
      departmentId: departmentMembers.departmentId,
      line: departmentMembers.line,
      departmentName: departments.name,
    })
    .from(departmentMembers)
    .innerJoin(departments, eq(departments.id, departmentMembers.departmentId))
    .orderBy(asc(departments.position), asc(departments.name));
  const byOperator = new Map<string, OperatorDto["memberships"]>();
  for (const { operatorId, ...membership } of members) {
    byOperator.set(operatorId, [...(byOperator.get(operatorId) ?? []), membership]);
  }
  return rows.map(({ pictureId, ...row }) => ({
    ...row,
    pictureUrl: logoUrl(pictureId),
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    memberships: byOperator.get(row.id) ?? [],
  }));
}

/** Invitations that were neither accepted nor revoked, newest first; expired ones too, to be renewed or removed. */
export async function listInvitations(db: Db): Promise<InvitationDto[]> {
  const rows = await db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      departmentIds: invitations.departmentIds,
      invitedBy: operators.name,
      expiresAt: invitations.expiresAt,
      isExpired: sql<boolean>`${invitations.expiresAt} <= now()`,
    })
    .from(invitations)
    .leftJoin(operators, eq(operators.id, invitations.invitedById))
    .where(and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
    .orderBy(desc(invitations.createdAt))
    .limit(LIST_MAX);
  const known = await listDepartmentOptions(db);
  return rows.map(({ departmentIds, expiresAt, ...row }) => ({
    ...row,
    expiresAt: expiresAt.toISOString(),
    departments: known.filter(({ id }) => departmentIds.includes(id)),
  }));
}

/** What an operator can be a member of, in the order of the departments' own list. */
export async function listDepartmentOptions(db: Db): Promise<DepartmentOption[]> {
  const { id, name, position } = departments;
  return db.select({ id, name }).from(departments).orderBy(asc(position), asc(name));
}

export type OpenInvitation = { email: string; role: OperatorDto["role"]; departmentNames: string[] };

/** The invitation that a link offers; null when it is unknown, used, revoked or expired, or the account exists. */
export async function findOpenInvitation(db: Db, tokenHash: string): Promise<OpenInvitation | null> {
  const [row] = await db
    .select({ email: invitations.email, role: invitations.role, departmentIds: invitations.departmentIds })
    .from(invitations)
    .where(
      and(
        eq(invitations.tokenHash, tokenHash),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        sql`${invitations.expiresAt} > now()`,
        sql`not exists (select 1 from ${operators} where lower(${operators.email}) = ${invitations.email})`,
      ),
    );
  if (!row) return null;
  const { email, role, departmentIds } = row;
  const found =
    departmentIds.length === 0
      ? []
      : await db
          .select({ name: departments.name })
          .from(departments)
          .where(inArray(departments.id, departmentIds))
          .orderBy(asc(departments.position), asc(departments.name));
  return { email, role, departmentNames: found.map(({ name }) => name) };
}
