import { asc, eq, sql } from "drizzle-orm";
import { company, departments } from "@/db/schema";
import type { Db } from "@/db/types";

/** Whether websites can vouch for visitors, and the names of the departments that take nobody else. */
export async function getIdentitySettings(db: Db): Promise<{ hasSecret: boolean; strict: string[] }> {
  const [owner] = await db.select({ box: company.identitySecretEncrypted }).from(company);
  const strict = await db
    .select({ name: departments.name })
    .from(departments)
    .where(eq(departments.verifiedOnly, true))
    .orderBy(asc(sql`lower(${departments.name})`), asc(departments.id));
  return { hasSecret: Boolean(owner?.box), strict: strict.map(({ name }) => name) };
}
