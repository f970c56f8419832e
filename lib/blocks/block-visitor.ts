import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats, visitorBlocks, visitorPresences, visitors } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteEntry } from "@/lib/audit/note-entry";
import { assertCanSeeChat } from "@/lib/chats/access";
import { endChat } from "@/lib/chats/change-owner";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { identityHash } from "./assert-not-blocked";
import { ADDRESS_HOURS_MAX, type BlockVisitorInput } from "./schemas";

/** `address`: whether the address is blocked, too; it is known only while the visitor is there, and shortly after. */
export type Blocked = { blockId: string; chats: number; address: boolean };

/**
 * Blocks the visitor of a chat that the operator may see: whatever they send from now on is refused in every department,
 * and their open chats end. Blocking somebody who is blocked changes that block.
 * @throws DomainError `not_found`, `forbidden` (another department), `conflict` (the chat went to another visitor
 * meanwhile, because their site vouched for them)
 * Emits for every chat that ends what its end emits, and `event.appended` (`blocked`, to operators alone) to the chat.
 */
export async function blockVisitor(
  ctx: Context<OperatorActor>,
  chatId: string,
  input: BlockVisitorInput,
): Promise<Blocked> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const [seen] = await tx.select().from(chats).where(eq(chats.id, chatId));
    const { visitorId } = await assertCanSeeChat(tx, actor, seen);
    // As a start does: it comes before, and its chat is among those below, or after, and finds the block.
    const [visitor] = await tx.select().from(visitors).where(eq(visitors.id, visitorId)).for("no key update");
    const owned = await tx
      .select()
      .from(chats)
      .where(eq(chats.visitorId, visitorId))
      // All of them: one that is closed may be opened again by whoever holds it now.
      .orderBy(asc(chats.id))
      .for("update");
    const named = owned.find(({ id }) => id === chatId);
    if (!visitor || !named) throw new DomainError("conflict", "This chat went to another visitor");
    await assertCanSeeChat(tx, actor, named);
    if (named.erasedAt) throw notFound();
    const block = await writeBlock(tx, actor, { visitorId, chat: named }, input);
    let ended = 0;
    for (const chat of owned) {
      const isOpen = chat.status !== "closed";
      if (isOpen) ended++;
      if (!isOpen && chat.id !== chatId) continue;
      const present = isOpen ? (await endChat({ tx, emit, touch }, chat, "operator", actor)).chat : chat;
      const data = { operatorId: actor.operatorId, operatorName: actor.name, hours: String(input.hours ?? "") };
      const event = { kind: "blocked", senderType: "operator", senderId: actor.operatorId, data } as const;
      const internal = input.reason ? { note: input.reason } : undefined;
      const appended = await appendEvent(tx, present, { ...event, isInternal: true, ...(internal && { internal }) });
      await announce(tx, emit, appended.chat, appended.event);
    }
    const told = { chats: ended, address: block.address, hours: input.hours ?? 0 };
    await noteEntry(tx, actor, { action: "visitor.blocked", subject: visitorId, data: told });
    return { blockId: block.id, chats: ended, address: block.address };
  });
}

type Whom = { visitorId: string; chat: typeof chats.$inferSelect };

async function writeBlock(
  tx: Transaction,
  actor: OperatorActor,
  { visitorId, chat }: Whom,
  { reason, hours, address }: BlockVisitorInput,
): Promise<{ id: string; address: boolean }> {
  const addressHash = address ? await findAddress(tx, visitorId) : null;
  const inHours = (count: number) => sql`now() + make_interval(hours => ${count})`;
  const values = {
    identityHash: sql`(select ${identityHash(sql`identity_sub`)} from visitors where id = ${visitorId})`,
    addressHash,
    addressUntil: addressHash === null ? null : inHours(Math.min(hours ?? ADDRESS_HOURS_MAX, ADDRESS_HOURS_MAX)),
    visitorName: chat.identity?.name ?? chat.visitorName,
    reason,
    departmentId: chat.departmentId,
    createdById: actor.operatorId,
    createdAt: sql`now()`,
    until: hours === null ? null : inHours(hours),
  };
  const present = and(eq(visitorBlocks.visitorId, visitorId), isNull(visitorBlocks.liftedAt));
  const [changed] = await tx.update(visitorBlocks).set(values).where(present).returning({ id: visitorBlocks.id });
  const [block] = changed
    ? [changed]
    : await tx
        .insert(visitorBlocks)
        .values({ visitorId, ...values })
        .returning({ id: visitorBlocks.id });
  if (!block) throw new Error("insert returned no row");
  return { id: block.id, address: addressHash !== null };
}

async function findAddress(tx: Transaction, visitorId: string): Promise<string | null> {
  const { addressHash } = visitorPresences;
  const [found] = await tx
    .select({ addressHash })
    .from(visitorPresences)
    .where(eq(visitorPresences.visitorId, visitorId));
  return found?.addressHash || null;
}

/** Forgets addresses whose hours are over; returns of how many blocks. */
export async function forgetAddresses(db: Context["db"]): Promise<number> {
  const over = sql`update visitor_blocks set address_hash = null, address_until = null
    where address_hash is not null and (address_until <= now() or lifted_at is not null) returning id`;
  return (await rows(db, over)).length;
}
