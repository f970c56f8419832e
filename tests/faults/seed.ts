import { encode } from "next-auth/jwt";
import { openDatabase } from "@/db/open-database";
import { authSessions, departmentMembers, departments, operators } from "@/db/schema";
import { keptSecret } from "@/lib/auth/secret";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { randomToken } from "@/lib/ids";

const SESSION_COOKIE = "authjs.session-token";

/** Fills an empty data directory with a department and signed-in operators. */
export async function seedFaultRun(
  dataDir: string,
  operatorCount: number,
): Promise<{ key: string; cookies: string[] }> {
  const secret = keptSecret(dataDir);
  const handle = await openDatabase({ kind: "embedded", dataDir });
  try {
    await handle.migrate();
    await ensureInstallation(handle.db);
    const key = randomToken(16);
    const [department] = await handle.db.insert(departments).values({ name: "Faults", key }).returning();
    if (!department) throw new Error("no department");
    const cookies: string[] = [];
    for (let i = 0; i < operatorCount; i++) {
      const [operator] = await handle.db
        .insert(operators)
        .values({ name: `Operator ${i}`, email: `operator-${i}@example.com`, passwordHash: "none" })
        .returning();
      if (!operator) throw new Error("no operator");
      await handle.db.insert(departmentMembers).values({ departmentId: department.id, operatorId: operator.id });
      const [session] = await handle.db
        .insert(authSessions)
        .values({ operatorId: operator.id, expiresAt: new Date(Date.now() + 86_400_000) })
        .returning();
      const token = await encode({ token: { sid: session?.id, sub: operator.id }, secret, salt: SESSION_COOKIE });
      cookies.push(`${SESSION_COOKIE}=${token}`);
    }
    return { key, cookies };
  } finally {
    await handle.close();
  }
}
