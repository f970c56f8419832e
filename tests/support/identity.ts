import { createHmac } from "node:crypto";
import { company } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import { newIdentitySecret, sealIdentitySecret } from "@/lib/identity/secret";
import { companyKey } from "./company";
import { testDatabase } from "./database";

const SECRET = newIdentitySecret();
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What a site signs for a visitor who is signed in there. */
export function signIdentity(sub: string, claims: Record<string, unknown> = {}, secret = SECRET): string {
  const text = `${part({ alg: "HS256" })}.${part({ sub, aud: "foyer", exp: Date.now() / 1000 + 600, ...claims })}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

/** Headers of a request for whom a site vouches. */
export const known = (sub: string, claims = {}) => ({ "x-foyer-identity": signIdentity(sub, claims) });

/** Makes what `signIdentity` signs count in this installation; sealed with another `authSecret` it does not. */
export async function vouchForVisitors(sealedWith: string = authSecret()): Promise<void> {
  await companyKey();
  const db = await testDatabase();
  await db.update(company).set({ identitySecretEncrypted: sealIdentitySecret(SECRET, sealedWith) });
}
