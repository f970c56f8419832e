import "server-only";
import { createHmac } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { rateLimits } from "@/db/schema";
import type { Db } from "@/db/types";
import { networkOf } from "@/lib/auth/client-address";
import { authSecret } from "@/lib/auth/secret";
import { DomainError, isDomainError } from "@/lib/errors";
import { takePoints } from "@/lib/limits/take-points";

const WINDOW_SECONDS = 15 * 60;
/** Wrong passwords per window for one account, whether it exists or not, from wherever they come. */
export const TRIES_PER_ACCOUNT = 10;
/** Wrong passwords per window from one address, over all accounts: a whole office may share it. */
export const TRIES_PER_ADDRESS = 50;

export type SignInLimit = ReturnType<typeof createSignInLimit>;

/** Counts tries in the database, for all processes of an installation together; `scope` keeps counts apart. */
export function createSignInLimit(db: Db, scope = "") {
  const keyOf = (what: "account" | "address", whose: string) =>
    `sign-in ${what} ${createHmac("sha256", authSecret()).update(`${scope} ${whose}`).digest("base64url")}`;
  const take = (key: string, points: number) => takePoints(db, [{ key, points, windowSeconds: WINDOW_SECONDS }]);
  return {
    /** Takes one try, before anything is compared: parallel tries cannot slip past. @throws DomainError `rate_limited` */
    async take(account: string, address: string): Promise<void> {
      try {
        // The address first: who is refused for it must not go on using up the account's tries.
        if (address) await take(keyOf("address", networkOf(address)), TRIES_PER_ADDRESS);
        await take(keyOf("account", account), TRIES_PER_ACCOUNT);
      } catch (error) {
        throw isDomainError(error) ? inMinutes(error) : error;
      }
    },
    /** The password was right: the account starts anew, and the address gets this one try back. */
    async giveBack(account: string, address: string): Promise<void> {
      await db.delete(rateLimits).where(eq(rateLimits.key, keyOf("account", account)));
      if (!address) return;
      await db
        .update(rateLimits)
        .set({ points: sql`${rateLimits.points} - 1` })
        .where(and(eq(rateLimits.key, keyOf("address", networkOf(address))), gt(rateLimits.points, 0)));
    },
  };
}

/** People read minutes. */
function inMinutes({ message, retryAfterSeconds = WINDOW_SECONDS }: DomainError): DomainError {
  const data = { retryAfterMinutes: Math.max(1, Math.ceil(retryAfterSeconds / 60)) };
  return new DomainError("rate_limited", message, { retryAfterSeconds, data });
}
