import { and, asc, eq, gt, sql } from "drizzle-orm";
import { chatEvents, chats } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { markUnread } from "@/lib/chats/operator/mark-unread";
import type { Context, OperatorActor } from "@/lib/context";
import { isDomainError } from "@/lib/errors";
import { snoozeChat, wakeChat } from "@/lib/snooze/snooze-chat";
import { tagChat } from "@/lib/tags/tag-chat";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { isUndoable } from "./rules";
import type { BulkAction, BulkInput, BulkResultsDto, UndoItem } from "./schemas";

type Ctx = Context<OperatorActor>;
/** More than any action writes; what has more was somebody else's, too. */
const ENTRIES_MAX = 60;

type Result = BulkResultsDto["results"][number];

/**
 * Does one thing with many chats, one after the other, each in the transaction of its own command: what is refused for
 * one chat is done for the others, and what was done stays done if the request is cut off. Doing it again is harmless.
 */
export async function actOnChats(ctx: Ctx, { action, chatIds }: BulkInput): Promise<BulkResultsDto> {
  const results: Result[] = [];
  for (const chatId of new Set(chatIds)) results.push(await attempt(chatId, () => actOnChat(ctx, chatId, action)));
  return { results };
}

/** Runs one of many; what the command refuses is its result, a fault of ours ends the whole. */
export async function attempt(chatId: string, work: () => Promise<UndoItem | null>): Promise<Result> {
  try {
    return { chatId, refused: null, undo: await work() };
  } catch (error) {
    // A database that cannot answer would refuse all that are left, too.
    if (!isDomainError(error) || error.code === "unavailable") throw error;
    const owner = typeof error.data?.owner === "string" ? error.data.owner : "";
    return { chatId, refused: { code: error.code, owner }, undo: null };
  }
}

async function actOnChat(ctx: Ctx, chatId: string, action: BulkAction): Promise<UndoItem | null> {
  const before = await lastSeqOf(ctx, chatId);
  await run(ctx, chatId, action);
  const written = await ctx.db
    .select({ seq: chatEvents.seq, kind: chatEvents.kind, by: sql<string | null>`${chatEvents.data} ->> 'operatorId'` })
    .from(chatEvents)
    .where(and(eq(chatEvents.chatId, chatId), gt(chatEvents.seq, before)))
    .orderBy(asc(chatEvents.seq))
    .limit(ENTRIES_MAX);
  const [first] = written;
  const last = written.at(-1);
  // Nothing changed, or somebody has gone on already.
  const isOwn = written.every(({ kind, by }) => by === ctx.actor.operatorId && isUndoable(kind));
  return first && last && isOwn ? { chatId, from: first.seq, seq: last.seq } : null;
}

async function lastSeqOf({ db }: Ctx, chatId: string): Promise<number> {
  const [row] = await db.select({ lastSeq: chats.lastSeq }).from(chats).where(eq(chats.id, chatId));
  return row?.lastSeq ?? 0;
}

function run(ctx: Ctx, chatId: string, action: BulkAction): Promise<unknown> {
  switch (action.do) {
    case "close":
      return closeChat(ctx, chatId);
    case "snooze":
      return snoozeChat(ctx, chatId, action.until);
    case "wake":
      return wakeChat(ctx, chatId);
    case "tag":
      return tagChat(ctx, chatId, action);
    case "claim":
      return claimChat(ctx, chatId);
    case "transfer":
      return transferChat(ctx, chatId, { departmentId: action.departmentId, note: "" });
    case "unread":
      return markUnread(ctx, chatId, action.unread);
  }
}
