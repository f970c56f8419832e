import { encode } from "next-auth/jwt";
import { authSessions } from "@/db/schema";
import type { Database } from "@/db/types";
import { operatorId } from "./seed";

const SESSION_COOKIE = "authjs.session-token";
const VALID_MS = 86_400_000;

/** Signs operators of the seed in; answers their cookies, in the order asked. */
export async function signIn(db: Database, secret: string, numbers: readonly number[]): Promise<string[]> {
  const cookies: string[] = [];
  for (const number of numbers) {
    const id = operatorId(number);
    const [session] = await db
      .insert(authSessions)
      .values({ operatorId: id, expiresAt: new Date(Date.now() + VALID_MS) })
      .returning();
    const token = await encode({ token: { sid: session?.id, sub: id }, secret, salt: SESSION_COOKIE });
    cookies.push(`${SESSION_COOKIE}=${token}`);
  }
  return cookies;
}
