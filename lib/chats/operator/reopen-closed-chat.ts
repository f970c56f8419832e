import { and, eq, ne } from "drizzle-orm";
import { chats } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { isBlocked } from "@/lib/blocks/assert-not-blocked";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { decidedByPerson } from "@/lib/routing/rules";
import { giveToOperator, type Outcome } from "../change-owner";
import type { Appended, ChatRow } from "../entries/entry";
import { lockChat, refusal } from "../lock-chat";
import { getInboxChat } from "../queries";
import { reopenChat } from "../reopen-chat";
import type { InboxChatDto } from "../schemas";
import { factsOf } from "./facts-of";

/**
 * Opens a closed chat again for the acting operator, whenever it was closed, and takes the mark of spam off it. One that
 * is theirs and open already stays as it is.
 * @throws DomainError `not_found`, `forbidden` (another department); `conflict` with the present state when somebody else
 * has it open, or with `data.reason`: `erased`, `blocked`, or `otherChat` (the visitor has another open chat)
 * Emits `event.appended` twice to both sides and `chat.changed`.
 */
export async function reopenClosedChat(ctx: Context<OperatorActor>, chatId: string): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    if (chat.status === "active" && chat.operatorId === actor.operatorId) return getInboxChat(tx, chatId);
    if (chat.status !== "closed") throw await refusal(tx, actor, chatId, "conflict", "This chat is open already");
    await assertReopens(tx, chat);
    await reopenFor({ tx, emit, touch }, chat, actor);
    return getInboxChat(tx, chatId);
  });
}

async function assertReopens(tx: Transaction, { id, visitorId, erasedAt }: ChatRow): Promise<void> {
  const refuse = (reason: string, message: string) => new DomainError("conflict", message, { data: { reason } });
  if (erasedAt) throw refuse("erased", "The visitor was erased");
  if (await isBlocked(tx, visitorId)) throw refuse("blocked", "The visitor is blocked");
  const isOther = and(eq(chats.visitorId, visitorId), ne(chats.id, id), ne(chats.status, "closed"));
  if ((await tx.$count(chats, isOther)) > 0) throw refuse("otherChat", "The visitor has another open chat");
}

/** From closed to theirs, by way of the queue: the timeline and the legs say both. */
export async function reopenFor(out: Outcome, chat: ChatRow, actor: OperatorActor): Promise<Appended> {
  const { operatorId, name: operatorName } = actor;
  const queued = await reopenChat(out, chat, { operatorId, operatorName });
  const chosen = await factsOf(out.tx, actor, chat.departmentId);
  const decision = decidedByPerson("accepted", chosen);
  return giveToOperator(out, queued.chat, { kind: "claimed", operator: actor, decision });
}
