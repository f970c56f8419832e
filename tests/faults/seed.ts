import { encode } from "next-auth/jwt";
import { authSessions, departmentMembers, departments, operators } from "@/db/schema";
import type { Database } from "@/db/types";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { randomToken } from "@/lib/ids";

const SESSION_COOKIE = "authjs.session-token";
/** More than a round has chats: nobody is ever full, so that a fault alone makes a chat wait. */
const MAX_LOAD = 100;

export type SeededDepartment = { id: string; key: string };
export type Seeded = {
  /** Distributes its chats by itself. */
  automatic: SeededDepartment;
  /** Its chats wait until somebody accepts them. */
  manual: SeededDepartment;
  operators: { id: string; cookie: string }[];
};

/** Fills an empty database with two departments and signed-in operators, who are members of both. */
export async function seedFaultRun(db: Database, secret: string, operatorCount: number): Promise<Seeded> {
  await ensureInstallation(db);
  const department = async (name: string, strategy: "automatic" | "manual") => {
    const [row] = await db
      .insert(departments)
      .values({ name, strategy, key: randomToken(16) })
      .returning();
    if (!row) throw new Error("no department");
    return row;
  };
  const automatic = await department("Automatic", "automatic");
  const manual = await department("Manual", "manual");
  const people: Seeded["operators"] = [];
  for (let i = 0; i < operatorCount; i++) {
    const [operator] = await db
      .insert(operators)
      .values({ name: `Operator ${i}`, email: `operator-${i}@example.com`, passwordHash: "none", maxLoad: MAX_LOAD })
      .returning();
    if (!operator) throw new Error("no operator");
    await db
      .insert(departmentMembers)
      .values([automatic, manual].map(({ id }) => ({ departmentId: id, operatorId: operator.id })));
    const [session] = await db
      .insert(authSessions)
      .values({ operatorId: operator.id, expiresAt: new Date(Date.now() + 86_400_000) })
      .returning();
    const token = await encode({ token: { sid: session?.id, sub: operator.id }, secret, salt: SESSION_COOKIE });
    people.push({ id: operator.id, cookie: `${SESSION_COOKIE}=${token}` });
  }
  return { automatic, manual, operators: people };
}
