import { and, eq, isNull, sql } from "drizzle-orm";
import { chats, externalVisitors, visitors } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import type { VisitorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { randomToken } from "@/lib/ids";
import { hashToken } from "./token";

/** A visitor by the name that a program has for them, such as a number of its customers. Each program has its own. */
export type ExternalVisitor = { apiKeyId: string; externalId: string };

/**
 * The visitor of whom a program speaks, made when they are new. No browser has their token: nobody knows it.
 * @throws DomainError `conflict` when they were erased at this moment; the same request again makes them anew
 */
export async function ensureExternalVisitor(
  tx: Transaction,
  { apiKeyId, externalId }: ExternalVisitor,
  locale: string,
): Promise<{ visitorId: string }> {
  const known = await findExternal(tx, { apiKeyId, externalId });
  const visitorId = known ?? (await addExternal(tx, { apiKeyId, externalId }, locale));
  const [seen] = await tx
    .update(visitors)
    .set({ locale, lastSeenAt: sql`now()` })
    .where(and(eq(visitors.id, visitorId), isNull(visitors.erasedAt)))
    .returning({ visitorId: visitors.id });
  if (!seen) throw new DomainError("conflict", "This visitor was erased a moment ago");
  return seen;
}

async function findExternal(db: Db, { apiKeyId, externalId }: ExternalVisitor): Promise<string | undefined> {
  const isThey = and(eq(externalVisitors.apiKeyId, apiKeyId), eq(externalVisitors.externalId, externalId));
  const [row] = await db.select({ id: externalVisitors.visitorId }).from(externalVisitors).where(isThey);
  return row?.id;
}

async function addExternal(tx: Transaction, external: ExternalVisitor, locale: string): Promise<string> {
  const [made] = await tx
    .insert(visitors)
    .values({ tokenHash: hashToken(randomToken(32)), locale })
    .returning({ id: visitors.id });
  if (!made) throw new Error("no visitor was made");
  const [named] = await tx
    .insert(externalVisitors)
    .values({ ...external, visitorId: made.id })
    .onConflictDoNothing()
    .returning({ visitorId: externalVisitors.visitorId });
  if (named) return made.id;
  // The same start at the same moment: it has committed by now, or the insert would still wait for it.
  await tx.delete(visitors).where(eq(visitors.id, made.id));
  const twin = await findExternal(tx, external);
  if (!twin) throw new DomainError("conflict", "This visitor was erased a moment ago");
  return twin;
}

/**
 * As whom a program writes in a chat that it has begun.
 * @throws DomainError `not_found` for everybody else's chat, as for one that does not exist
 */
export async function externalVisitorOf(db: Db, apiKeyId: string, chatId: string): Promise<VisitorActor> {
  const [row] = await db
    .select({ visitorId: chats.visitorId })
    .from(chats)
    .innerJoin(externalVisitors, eq(externalVisitors.visitorId, chats.visitorId))
    .where(and(eq(chats.id, chatId), eq(externalVisitors.apiKeyId, apiKeyId)));
  if (!row) throw notFound();
  return { type: "visitor", visitorId: row.visitorId };
}
