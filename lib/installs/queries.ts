import { asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { company, departments, retiredKeys, snippetSightings } from "@/db/schema";
import type { Db } from "@/db/types";
import { databaseNow } from "@/lib/chats/lock-chat";
import { judgeInstall, STALE_AFTER_DAYS } from "./rules";
import type { InstallDto } from "./schemas";

/** Sites of one answer; those that were seen last. */
const LIST_MAX = 50;

/** What a key opens, for the judgement of the pages that carry it. */
type Owner = { keys: Map<string, boolean>; allowedDomains: string[]; isDisabled: boolean };

/**
 * The sites that carry the snippet of the company (null) or of a department, also those with a key that was replaced,
 * newest first, with what is wrong there. Unknown departments have none.
 */
export async function listInstalls(db: Db, departmentId: string | null): Promise<InstallDto[]> {
  const owner = await findOwner(db, departmentId);
  if (!owner) return [];
  const now = await databaseNow(db);
  const seen = await db
    .select()
    .from(snippetSightings)
    .where(inArray(snippetSightings.key, [...owner.keys.keys()]))
    .orderBy(desc(snippetSightings.lastSeenAt), asc(snippetSightings.origin))
    .limit(LIST_MAX);
  return seen.map(({ key, origin, path, lastSeenAt, problem, problemPath, problemAt }) => ({
    key,
    origin,
    path,
    lastSeenAt: lastSeenAt.toISOString(),
    problem: judgeInstall({
      origin,
      isRetired: owner.keys.get(key) ?? false,
      isDisabled: owner.isDisabled,
      allowedDomains: owner.allowedDomains,
      report: problem,
      reportedAt: problemAt,
      now,
    }),
    problemPath,
  }));
}

async function findOwner(db: Db, departmentId: string | null): Promise<Owner | null> {
  const [found] =
    departmentId === null
      ? await db
          .select({ key: company.key, allowedDomains: company.allowedDomains, isDisabled: sql<boolean>`false` })
          .from(company)
      : await db
          .select({
            key: departments.key,
            allowedDomains: departments.allowedDomains,
            isDisabled: departments.disabled,
          })
          .from(departments)
          .where(eq(departments.id, departmentId));
  if (!found) return null;
  const retired = await db
    .select({ key: retiredKeys.key })
    .from(retiredKeys)
    .where(departmentId === null ? isNull(retiredKeys.departmentId) : eq(retiredKeys.departmentId, departmentId));
  return { ...found, keys: new Map([...retired.map(({ key }) => [key, true] as const), [found.key, false]]) };
}

/** The departments whose own snippet was seen of late on any page. */
export async function listSeenDepartmentIds(db: Db): Promise<Set<string>> {
  const seen = await db
    .selectDistinct({ id: departments.id })
    .from(departments)
    .innerJoin(snippetSightings, eq(snippetSightings.key, departments.key))
    .where(sql`${snippetSightings.lastSeenAt} > now() - make_interval(days => ${STALE_AFTER_DAYS})`);
  return new Set(seen.map(({ id }) => id));
}
