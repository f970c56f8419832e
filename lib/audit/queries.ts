import { and, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { auditEntries, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { AUDIT_PAGE, type AuditEntryDto, type AuditPage, type AuditPerson, type AuditQuery } from "./schemas";

/** People in the choice of whose entries to see. */
const PEOPLE_MAX = 500;

const e = auditEntries;
const columns = {
  id: e.id,
  action: e.action,
  createdAt: e.createdAt,
  actorType: e.actorType,
  actorId: e.actorId,
  // Entries from before names were kept.
  actorName: sql<string>`coalesce(nullif(${e.actorName}, ''), ${operators.name}, '')`,
  subject: e.subject,
  subjectName: e.subjectName,
  changes: e.changes,
  data: e.data,
};

/** A page of the log, newest first; `before` is the last entry of the page before. */
export async function listAuditEntries(db: Db, query: AuditQuery, before: string | null): Promise<AuditPage> {
  const rows = await readEntries(db, query, before, AUDIT_PAGE + 1);
  const entries = rows.slice(0, AUDIT_PAGE);
  return { entries, hasMore: rows.length > AUDIT_PAGE, names: await namesIn(db, entries) };
}

/** The next `limit` entries after `before`, newest first. */
export async function readEntries(
  db: Db,
  query: AuditQuery,
  before: string | null,
  limit: number,
): Promise<AuditEntryDto[]> {
  const isOlder =
    before === null
      ? undefined
      : sql`(${e.createdAt}, ${e.id}) < (select b.created_at, b.id from audit_entries b where b.id = ${before}::uuid)`;
  const rows = await db
    .select(columns)
    .from(e)
    .leftJoin(operators, and(eq(operators.id, e.actorId), eq(e.actorType, "operator")))
    .where(and(isOlder, ...conditionsOf(query)))
    .orderBy(sql`${e.createdAt} desc`, sql`${e.id} desc`)
    .limit(limit);
  return rows.map(({ actorType, actorId, actorName, subject, subjectName, createdAt, ...rest }) => ({
    ...rest,
    createdAt: createdAt.toISOString(),
    actor: { type: actorType, id: actorId, name: actorName },
    subject: { id: subject, name: subjectName },
  }));
}

function conditionsOf({ who, kind, subject, from, to, zone }: AuditQuery): (SQL | undefined)[] {
  const midnight = (date: string) => sql`(${date}::date::timestamp at time zone ${zone})`;
  return [
    who === undefined
      ? undefined
      : who === "system" || who === "visitor"
        ? eq(e.actorType, who)
        : and(eq(e.actorId, who), eq(e.actorType, "operator")),
    kind && sql`split_part(${e.action}, '.', 1) = ${kind}`,
    subject ? eq(e.subject, subject) : undefined,
    from ? sql`${e.createdAt} >= ${midnight(from)}` : undefined,
    to ? sql`${e.createdAt} < ((${to}::date + 1)::timestamp at time zone ${zone})` : undefined,
  ];
}

/** Everybody who may stand in the log, also those who have left. */
export async function listAuditPeople(db: Db): Promise<AuditPerson[]> {
  return db
    .select({ id: operators.id, name: operators.name })
    .from(operators)
    .orderBy(sql`lower(${operators.name})`, operators.id)
    .limit(PEOPLE_MAX);
}

/** What something was called when it was last noted; null: nothing of this id was, or it has no name. */
export async function findSubjectName(db: Db, subject: string): Promise<string | null> {
  const [row] = await db
    .select({ name: e.subjectName })
    .from(e)
    .where(and(eq(e.subject, subject), isNotNull(e.subjectName), sql`${e.subjectName} <> ''`))
    .orderBy(sql`${e.createdAt} desc`)
    .limit(1);
  return row?.name ?? null;
}

const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

async function namesIn(db: Db, entries: readonly AuditEntryDto[]): Promise<Record<string, string>> {
  const ids = [...new Set(entries.flatMap(({ changes }) => JSON.stringify(changes).match(ID) ?? []))];
  if (ids.length === 0) return {};
  const known = [
    ...(await db
      .select({ id: departments.id, name: departments.name })
      .from(departments)
      .where(inArray(departments.id, ids))),
    ...(await db.select({ id: operators.id, name: operators.name }).from(operators).where(inArray(operators.id, ids))),
  ];
  return Object.fromEntries(known.map(({ id, name }) => [id, name]));
}
