import { and, asc, eq, gt, gte, inArray, isNull, ne } from "drizzle-orm";
import { chatEvents, chats, operators, tags } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { isBlocked } from "@/lib/blocks/assert-not-blocked";
import { giveToOperator, type Outcome, returnToQueue } from "@/lib/chats/change-owner";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { databaseNow, lockChat, refusal } from "@/lib/chats/lock-chat";
import { factsOf } from "@/lib/chats/operator/facts-of";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { decidedByPerson } from "@/lib/routing/rules";
import { isSnoozed } from "@/lib/snooze/rules";
import { wake } from "@/lib/snooze/snooze-chat";
import { changeTagsOf } from "@/lib/tags/tag-chat";
import { attempt } from "./act-on-chats";
import { isUndoable, UNDO_CLOSE_MINUTES } from "./rules";
import type { BulkResultsDto, UndoItem } from "./schemas";

type Ctx = Context<OperatorActor>;
type EventRow = typeof chatEvents.$inferSelect;

/**
 * Takes back what the acting operator did with chats, each in a transaction of its own: only while the entry that they
 * wrote is still the chat's last one. Whatever came after it (a message, a colleague, a clock) is a refusal: `conflict`.
 */
export async function undoOnChats(ctx: Ctx, items: readonly UndoItem[]): Promise<BulkResultsDto> {
  const results: BulkResultsDto["results"] = [];
  const byChat = new Map(items.map((item) => [item.chatId, item]));
  for (const item of byChat.values()) {
    results.push(
      await attempt(item.chatId, async () => {
        await undoOnChat(ctx, item);
        return null;
      }),
    );
  }
  return { results };
}

async function undoOnChat(ctx: Ctx, { chatId, from, seq }: UndoItem): Promise<void> {
  const { actor } = ctx;
  await commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    const changed = () => refusal(tx, actor, chatId, "conflict", "Something has happened since");
    if (chat.lastSeq !== seq || chat.erasedAt) throw await changed();
    const entries = await tx
      .select()
      .from(chatEvents)
      .where(and(eq(chatEvents.chatId, chatId), gte(chatEvents.seq, from)))
      .orderBy(asc(chatEvents.seq));
    const isOwn = entries.every(({ kind, data }) => data.operatorId === actor.operatorId && isUndoable(kind));
    const last = entries.at(-1);
    if (!last || !isOwn) throw await changed();
    const out = { tx, emit, touch };
    if (last.kind === "closed") {
      if (!(await mayReopen(tx, chat))) throw await changed();
      await reopen(out, chat, actor);
    } else if (last.kind === "snoozed") {
      if (!isSnoozed(chat)) throw await changed();
      await wake(out, chat, { by: actor, staysHeld: last.data.wasHeld === "yes" });
    } else {
      await retag(out, chat, entries, actor);
    }
  });
}

/** The other way round; a tag that was deleted meanwhile does not come back. */
async function retag({ tx, emit }: Outcome, chat: ChatRow, entries: readonly EventRow[], actor: OperatorActor) {
  const idsOf = (kind: "tagged" | "untagged") =>
    entries.flatMap((entry) => (entry.kind === kind && entry.data.tagId ? [entry.data.tagId] : []));
  const removed = idsOf("untagged");
  const left = removed.length > 0 ? await tx.select({ id: tags.id }).from(tags).where(inArray(tags.id, removed)) : [];
  await changeTagsOf(tx, emit, { chat, actor, add: left.map(({ id }) => id), remove: idsOf("tagged") });
}

/** Not long after, and only if the visitor has not begun another chat in its place. */
async function mayReopen(tx: Transaction, chat: ChatRow): Promise<boolean> {
  // Marked as spam meanwhile, or its visitor is blocked: that is taken back first.
  if (chat.spamAt || (await isBlocked(tx, chat.visitorId))) return false;
  const ageMs = (await databaseNow(tx)).getTime() - (chat.closedAt?.getTime() ?? 0);
  if (ageMs > UNDO_CLOSE_MINUTES * 60_000) return false;
  const newer = and(
    eq(chats.visitorId, chat.visitorId),
    ne(chats.id, chat.id),
    gt(chats.createdAt, chat.closedAt ?? chat.createdAt),
  );
  return (await tx.$count(chats, newer)) === 0;
}

/** Where it was before: with the operator who had it, if they are still there; else in the queue, at its place. */
async function reopen(out: Outcome, chat: ChatRow, by: OperatorActor): Promise<void> {
  const queued = await returnToQueue(out, chat, {
    kind: "reopened",
    legEnd: "closed",
    data: { operatorName: by.name, operatorId: by.operatorId, reason: "undone" },
    change: { preferredOperatorId: null },
  });
  const owner = await lastOwner(out.tx, chat);
  if (!owner) return;
  const chosen = await factsOf(out.tx, owner, chat.departmentId);
  await giveToOperator(out, queued.chat, {
    kind: "claimed",
    operator: owner,
    decision: decidedByPerson("accepted", chosen),
    // Nobody has missed anything: what was read stays read.
    change: { unreadCount: chat.unreadCount, operatorReadSeq: chat.operatorReadSeq },
  });
}

/** A closed chat still says who had it. */
async function lastOwner(
  tx: Transaction,
  { operatorId }: ChatRow,
): Promise<{ operatorId: string; name: string } | null> {
  if (!operatorId) return null;
  const [owner] = await tx
    .select({ operatorId: operators.id, name: operators.name })
    .from(operators)
    .where(and(eq(operators.id, operatorId), isNull(operators.deactivatedAt)));
  return owner ?? null;
}
