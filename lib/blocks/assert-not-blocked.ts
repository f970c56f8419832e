import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { DomainError } from "@/lib/errors";

/** A block that holds at this moment, as a condition on `visitor_blocks b`. */
const holds = sql`b.lifted_at is null and (b.until is null or b.until > now())`;

/**
 * Whether a visitor is blocked, by themselves, by the identity for which their site vouches, or by the address that
 * `addressHash` is of (`hashAddress`).
 */
export async function isBlocked(db: Db, visitorId: string, addressHash = ""): Promise<boolean> {
  const found = await rows(
    db,
    sql`select 1 from visitor_blocks b where b.visitor_id = ${visitorId} and ${holds}
        union all
        select 1 from visitors v join visitor_blocks b on b.identity_hash = ${identityHash(sql`v.identity_sub`)}
          where v.id = ${visitorId} and ${holds}
        union all
        select 1 from visitor_blocks b
          where b.address_hash = ${addressHash} and b.address_until > now() and b.lifted_at is null
        limit 1`,
  );
  return found.length > 0;
}

/** Of a visitor's `identity_sub`, as a block keeps it. */
export const identityHash = (sub: ReturnType<typeof sql>) => sql`encode(sha256(convert_to(${sub}, 'UTF8')), 'hex')`;

/**
 * Asked where the visitor's row or their chat is locked, so that whatever crosses with a block comes before it, and is
 * closed by it, or after it, and is refused.
 * @throws DomainError `forbidden`, in words that say no more
 */
export async function assertNotBlocked(db: Db, visitorId: string, addressHash?: string): Promise<void> {
  if (await isBlocked(db, visitorId, addressHash)) throw new DomainError("forbidden", "This cannot be taken now");
}
