import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { visitors } from "@/db/schema";
import type { Db } from "@/db/types";

/** 32 random bytes as base64url, made by the widget. */
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The bearer token of a request; null when there is none or it has another shape. */
export function bearerToken(request: Request): string | null {
  const [scheme, token = "", ...rest] = request.headers.get("authorization")?.split(" ") ?? [];
  return scheme?.toLowerCase() === "bearer" && rest.length === 0 && TOKEN_SHAPE.test(token) ? token : null;
}

/** 256 random bits need no salt and no slow hash: nobody can try them all. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

export async function findVisitor(db: Db, token: string): Promise<{ visitorId: string } | null> {
  const [row] = await db
    .select({ visitorId: visitors.id })
    .from(visitors)
    .where(eq(visitors.tokenHash, hashToken(token)));
  return row ?? null;
}

/** The visitor of this token, made when it is new. */
export async function ensureVisitor(db: Db, token: string, locale: string): Promise<{ visitorId: string }> {
  const [row] = await db
    .insert(visitors)
    .values({ tokenHash: hashToken(token), locale })
    .onConflictDoUpdate({ target: visitors.tokenHash, set: { locale, lastSeenAt: sql`now()` } })
    .returning({ visitorId: visitors.id });
  if (!row) throw new Error("insert … on conflict do update returned no row");
  return row;
}
