import { isNull, sql } from "drizzle-orm";
import { company, operators } from "@/db/schema";
import type { Database } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import { DomainError, notFound } from "@/lib/errors";
import { randomToken } from "@/lib/ids";

export type FirstAdmin = { companyName: string; name: string; email: string; passwordHash: string };

/**
 * Names the company and makes its first admin, once per installation. Whoever holds the setup link may do this: there
 * is no actor yet.
 * @throws DomainError `not_found` when it has been done; `invalid` (field `email`) when seeded data has this address
 */
export async function completeSetup(
  db: Database,
  { companyName, name, email, passwordHash }: FirstAdmin,
): Promise<{ operatorId: string }> {
  return db.transaction(async (tx) => {
    // The condition decides between parallel submissions: the later one waits here, then gets no row back.
    const [row] = await tx
      .insert(company)
      .values({ id: 1, key: randomToken(16), name: companyName, setupCompletedAt: sql`now()` })
      .onConflictDoUpdate({
        target: company.id,
        set: { name: companyName, setupCompletedAt: sql`now()` },
        setWhere: isNull(company.setupCompletedAt),
      })
      .returning({ id: company.id });
    if (!row) throw notFound();
    const [admin] = await tx
      .insert(operators)
      .values({ name, email, role: "admin", passwordHash })
      .onConflictDoNothing()
      .returning({ id: operators.id });
    if (!admin) throw new DomainError("invalid", "This address has an account", { fields: { email: "emailTaken" } });
    const actor = { type: "operator", operatorId: admin.id, role: "admin", name, sessionId: "" } as const;
    const after = { name: companyName, admin: email };
    await noteChange(tx, actor, { action: "company.set_up", subjectName: companyName, before: null, after });
    return { operatorId: admin.id };
  });
}
