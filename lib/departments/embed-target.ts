import { and, asc, eq, sql } from "drizzle-orm";
import { company, departments } from "@/db/schema";
import type { Db } from "@/db/types";

export type EmbedDepartment = {
  id: string;
  name: string;
  description: string;
  color: string;
  logoUrl: string | null;
  greeting: string;
};

/** What a public key opens: the company's visible departments, or exactly one department. */
export type EmbedTarget = {
  kind: "company" | "department";
  key: string;
  companyName: string;
  color: string;
  greeting: string;
  /** Hosts that may carry the snippet; empty means any. */
  allowedDomains: string[];
  departments: EmbedDepartment[];
};

const KEY_SHAPE = /^[A-Za-z0-9_-]{16,64}$/;

export const logoUrl = (logoId: string | null) => (logoId ? `/logos/${logoId}.webp` : null);

const embedColumns = {
  id: departments.id,
  name: departments.name,
  description: departments.description,
  color: departments.color,
  logoId: departments.logoId,
  greeting: departments.greeting,
  allowedDomains: departments.allowedDomains,
};

/**
 * Looks up a snippet's key. Null for an unknown key, a rotated one and that of a disabled department: callers answer all
 * three alike. A hidden department is never listed for the company's key.
 */
export async function findEmbedTarget(db: Db, key: string): Promise<EmbedTarget | null> {
  if (!KEY_SHAPE.test(key)) return null;
  const [owner] = await db.select().from(company).where(eq(company.id, 1));
  const isCompany = owner?.key === key;
  const rows = await db
    .select(embedColumns)
    .from(departments)
    .where(and(eq(departments.disabled, false), isCompany ? eq(departments.hidden, false) : eq(departments.key, key)))
    .orderBy(asc(departments.position), sql`lower(${departments.name})`, asc(departments.id));
  const [only] = rows;
  const face = isCompany ? owner : only;
  if (!face) return null;
  const listed = rows.map(({ logoId, allowedDomains: _, ...rest }) => ({ ...rest, logoUrl: logoUrl(logoId) }));
  return {
    kind: isCompany ? "company" : "department",
    key,
    companyName: owner?.name ?? "",
    color: face.color,
    greeting: face.greeting,
    allowedDomains: face.allowedDomains,
    departments: listed,
  };
}

/**
 * The department that a chat started with `key` goes to, locked against being hidden, disabled or deleted until the
 * transaction ends. Null when the key does not lead there, whatever the reason.
 */
export async function lockDepartmentForStart(
  db: Db,
  key: string,
  departmentId: string | undefined,
): Promise<{ id: string; name: string } | null> {
  const target = await findEmbedTarget(db, key);
  if (!target) return null;
  const listed = target.departments;
  const chosen =
    departmentId === undefined && listed.length === 1 ? listed[0] : listed.find(({ id }) => id === departmentId);
  if (!chosen) return null;
  const [locked] = await db
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .where(
      and(
        eq(departments.id, chosen.id),
        eq(departments.disabled, false),
        // The flags may have changed between the two reads: the locked row decides.
        target.kind === "company" ? eq(departments.hidden, false) : eq(departments.key, key),
      ),
    )
    .for("share");
  return locked ?? null;
}
