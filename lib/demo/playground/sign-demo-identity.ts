import { eq } from "drizzle-orm";
import { SignJWT } from "jose";
import { company, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { ANY_SITE } from "@/lib/identity/rules";
import { openIdentitySecret } from "@/lib/identity/secret";

const LIFE_SECONDS = 600;

/**
 * A token by which the playground vouches for a made-up person, or why it has none. Anybody can ask for one, so there is
 * none where it would open a door: where a department takes known visitors only.
 */
export async function signDemoIdentity(
  db: Db,
  person: string,
  authSecret: string,
): Promise<{ token: string } | { missing: "noSecret" | "strict" }> {
  const [owner] = await db.select({ box: company.identitySecretEncrypted }).from(company).where(eq(company.id, 1));
  if (!owner?.box) return { missing: "noSecret" };
  const [strict] = await db
    .select({ id: departments.id })
    .from(departments)
    .where(eq(departments.verifiedOnly, true))
    .limit(1);
  if (strict) return { missing: "strict" };
  const token = await new SignJWT({ name: "Demo Person", email: "demo@example.com" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(`demo-${person}`)
    .setAudience(ANY_SITE)
    .setIssuedAt()
    .setExpirationTime(`${LIFE_SECONDS}s`)
    .sign(new TextEncoder().encode(openIdentitySecret(owner.box, authSecret)));
  return { token };
}
