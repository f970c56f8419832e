import { departments } from "@/db/schema";
import type { Database } from "@/db/types";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import type { OperatorActor, OperatorRole } from "@/lib/context";
import { randomToken, uuidv7 } from "@/lib/ids";
import type { TestContext } from "./factories";
import { operatorActor, unique } from "./factories";

// For tests that change the one company, on a database of their own (`withFreshDatabase`): the shared one must stay as
// others expect it.

/** An admin, or somebody of another role, who acts on this database. */
export function actingOn(db: Database, role: OperatorRole = "admin"): TestContext<OperatorActor> {
  const published: TestContext["published"] = [];
  return {
    actor: operatorActor({ id: uuidv7(), role, name: unique("Operator") }),
    db,
    published,
    publish: async (events) => void published.push(...events),
  };
}

/** A company, and a department of it. */
export async function prepareCompany(db: Database, values: Partial<typeof departments.$inferInsert> = {}) {
  await ensureInstallation(db);
  const [department] = await db
    .insert(departments)
    .values({ name: unique("Department"), key: randomToken(16), ...values })
    .returning();
  if (!department) throw new Error("no row");
  return department;
}
