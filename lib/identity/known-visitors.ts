import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import {
  chatEvents,
  chats,
  files,
  mailOutbox,
  offlineMessages,
  visitorBlocks,
  visitorPresences,
  visitors,
} from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import { identityHash } from "@/lib/blocks/assert-not-blocked";
import { getInboxChat } from "@/lib/chats/queries";
import { commit, type Door } from "@/lib/context";
import { randomToken } from "@/lib/ids";
import { hashToken } from "@/lib/visitors/token";
import { identityKey } from "./rules";
import { identityOf, type SignedIdentity } from "./schemas";

/**
 * The visitor whom a site vouches for; null before anything of theirs is stored. A known visitor has a row of their own,
 * which no token opens: on a shared computer, whoever comes without the site's word finds nothing of theirs. What the
 * browser of `token` did before it was known moves there.
 * Emits `chat.changed` to the departments of open chats that moved.
 */
export async function findKnownVisitor(
  door: Door,
  token: string,
  identity: SignedIdentity,
): Promise<{ visitorId: string } | null> {
  const tokenHash = hashToken(token);
  const key = identityKey(identity.site, identity.sub);
  const found = await door.db
    .select({ id: visitors.id, sub: visitors.identitySub, leaves: hasLeft })
    .from(visitors)
    .where(and(or(eq(visitors.tokenHash, tokenHash), eq(visitors.identitySub, key)), isNull(visitors.erasedAt)));
  const known = found.find(({ sub }) => sub === key);
  const anonymous = found.find(({ sub }) => sub === null);
  if (!anonymous?.leaves) return known ? { visitorId: known.id } : null;
  return moveToKnown(door, anonymous.id, identity);
}

/** Whether anything hangs on the row of a visitor. */
const hasLeft = sql<boolean>`exists (select 1 from ${chats} c where c.visitor_id = ${visitors}.id)
  or exists (select 1 from ${offlineMessages} m where m.visitor_id = ${visitors}.id)`;

/** The row of a known visitor, made when it is new. */
export async function ensureKnownVisitor(
  db: Db,
  { site, sub }: SignedIdentity,
  locale: string,
): Promise<{ visitorId: string }> {
  const [row] = await db
    .insert(visitors)
    // Each row has a token's hash; this one is of a token that nobody was ever given.
    .values({ tokenHash: hashToken(randomToken(32)), identitySub: identityKey(site, sub), locale })
    .onConflictDoUpdate({ target: visitors.identitySub, set: { locale, lastSeenAt: sql`now()` } })
    .returning({ visitorId: visitors.id });
  if (!row) throw new Error("insert … on conflict do update returned no row");
  return row;
}

function moveToKnown(door: Door, anonymousId: string, identity: SignedIdentity): Promise<{ visitorId: string }> {
  return commit(door, async (tx, emit) => {
    // Held until the end: a chat that starts under this row meanwhile comes after, and moves the next time. Who holds one
    // of the chats may still name this visitor in a row of theirs (a mail, an offline message): we wait for them.
    const [anonymous] = await tx.select().from(visitors).where(eq(visitors.id, anonymousId)).for("no key update");
    const known = await ensureKnownVisitor(tx, identity, anonymous?.locale ?? "en");
    for (const moved of await moveChats(tx, anonymousId, known.visitorId, identity)) {
      const data = { chat: await getInboxChat(tx, moved.id) };
      emit({ channel: "department", id: moved.departmentId, name: "chat.changed", data });
    }
    const clientId = sql`case when exists (select 1 from offline_messages k
      where k.visitor_id = ${known.visitorId} and k.client_id = ${offlineMessages.clientId})
      then gen_random_uuid() else ${offlineMessages.clientId} end`;
    await tx
      .update(offlineMessages)
      .set({ visitorId: known.visitorId, clientId })
      .where(eq(offlineMessages.visitorId, anonymousId));
    await tx.update(mailOutbox).set({ visitorId: known.visitorId }).where(eq(mailOutbox.visitorId, anonymousId));
    const isKnownNow = {
      visitorId: known.visitorId,
      identityHash: identityHash(sql`${identityKey(identity.site, identity.sub)}`),
    };
    await tx.update(visitorBlocks).set(isKnownNow).where(eq(visitorBlocks.visitorId, anonymousId));
    await tx.delete(visitorPresences).where(eq(visitorPresences.visitorId, anonymousId));
    return known;
  });
}

/** Moves chats with what they hold; gives those that are still open. */
async function moveChats(tx: Transaction, from: string, to: string, identity: SignedIdentity) {
  const owned = await tx
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.visitorId, from), isNull(chats.erasedAt)))
    // In one order, so that two of these wait for each other instead of for ever.
    .orderBy(chats.id)
    .for("update");
  const ids = owned.map(({ id }) => id);
  if (ids.length === 0) return [];
  // Started twice, by a request on its way while their site vouched for them: both are theirs, under two numbers.
  const startClientId = sql`case when exists (select 1 from chats k
    where k.visitor_id = ${to} and k.start_client_id = ${chats.startClientId})
    then gen_random_uuid() else ${chats.startClientId} end`;
  const moved = await tx
    .update(chats)
    .set({ visitorId: to, startClientId, identity: identityOf(identity) })
    .where(inArray(chats.id, ids))
    .returning({ id: chats.id, departmentId: chats.departmentId, status: chats.status });
  // The sender is part of what makes a repeated message the same one.
  await tx
    .update(chatEvents)
    .set({ senderId: to })
    .where(and(inArray(chatEvents.chatId, ids), eq(chatEvents.senderType, "visitor"), eq(chatEvents.senderId, from)));
  await tx
    .update(files)
    .set({ uploaderId: to })
    .where(and(eq(files.uploaderType, "visitor"), eq(files.uploaderId, from)));
  return moved.filter(({ status }) => status !== "closed");
}
