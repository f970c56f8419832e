import { createHash } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { madeOnce } from "@/db/made-once";
import { visitors } from "@/db/schema";
import type { Db } from "@/db/types";
import { DomainError } from "@/lib/errors";

/** 32 random bytes as base64url, made by the widget. */
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The bearer token of a request; null when there is none or it has another shape. */
export function bearerToken(request: Pick<Request, "headers">): string | null {
  const [scheme, token = "", ...rest] = request.headers.get("authorization")?.split(" ") ?? [];
  return scheme?.toLowerCase() === "bearer" && rest.length === 0 && TOKEN_SHAPE.test(token) ? token : null;
}

/** 256 random bits need no salt and no slow hash: nobody can try them all. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

const byTokenHash = madeOnce((db) =>
  db
    .select({ visitorId: visitors.id })
    .from(visitors)
    .where(and(eq(visitors.tokenHash, sql.placeholder("tokenHash")), isNull(visitors.erasedAt)))
    .prepare(""),
);

/** Null for a token that nobody has, and for one whose visitor was erased. */
export async function findVisitor(db: Db, token: string): Promise<{ visitorId: string } | null> {
  const [row] = await byTokenHash(db).execute({ tokenHash: hashToken(token) });
  return row ?? null;
}

/**
 * The visitor of this token, made when it is new.
 * @throws DomainError `unauthenticated` when they were erased: what is still on its way must not make them anew
 */
export async function ensureVisitor(db: Db, token: string, locale: string): Promise<{ visitorId: string }> {
  const [row] = await db
    .insert(visitors)
    .values({ tokenHash: hashToken(token), locale })
    .onConflictDoUpdate({
      target: visitors.tokenHash,
      set: { locale, lastSeenAt: sql`now()` },
      setWhere: isNull(visitors.erasedAt),
    })
    .returning({ visitorId: visitors.id });
  if (!row) throw new DomainError("unauthenticated", "This visitor was erased");
  return row;
}
