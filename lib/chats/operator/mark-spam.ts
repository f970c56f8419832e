import { and, desc, eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chatEvents } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { isBlocked } from "@/lib/blocks/assert-not-blocked";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { endChat, type Outcome } from "../change-owner";
import { announce } from "../entries/announce";
import { appendEvent } from "../entries/append-event";
import type { ChatRow } from "../entries/entry";
import { lockChat, refusal } from "../lock-chat";
import { getInboxChat } from "../queries";
import { reopenChat } from "../reopen-chat";
import { mayClose } from "../rules";
import type { InboxChatDto } from "../schemas";
import { reopenFor } from "./reopen-closed-chat";

/** For so long, taking the mark back also takes back that the chat ended by it. */
const UNDO_MINUTES = 10;

/**
 * Says that a chat is spam, which ends it and takes it out of lists and reports, or takes that back: a chat that ended by
 * the mark of the last minutes is open again then, with who takes it back where somebody had it, else in the queue.
 * Saying what is so already changes nothing. The visitor hears of an end, and of nothing else.
 * @throws DomainError `not_found`, `forbidden` (another department), `not_owner` (somebody else has it; supervisors may)
 */
export async function markSpam(ctx: Context<OperatorActor>, chatId: string, isSpam: boolean): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    const out = { tx, emit, touch };
    if (isSpam !== (chat.spamAt !== null)) await (isSpam ? mark : unmark)(out, chat, actor);
    return getInboxChat(tx, chatId);
  });
}

const by = ({ operatorId, name }: OperatorActor) => ({ operatorId, operatorName: name });

async function mark(out: Outcome, chat: ChatRow, actor: OperatorActor): Promise<void> {
  const { tx, emit } = out;
  const isOpen = chat.status !== "closed";
  if (chat.status === "active" && !mayClose(chat, actor)) {
    throw await refusal(tx, actor, chat.id, "not_owner", "Only its owner ends a chat");
  }
  const present = isOpen ? (await endChat(out, chat, "operator", actor)).chat : chat;
  const data = { ...by(actor), ...(isOpen && { ended: chat.status }) };
  const { operatorId } = actor;
  const event = { kind: "spam_marked", senderType: "operator", senderId: operatorId, isInternal: true, data } as const;
  const marked = await appendEvent(tx, present, event, { spamById: operatorId, unreadCount: 0, stamps: ["spamAt"] });
  await announce(tx, emit, marked.chat, marked.event);
}

async function unmark(out: Outcome, chat: ChatRow, actor: OperatorActor): Promise<void> {
  const { tx, emit } = out;
  const ended = await findEnded(tx, chat.id);
  const { operatorId } = actor;
  const data = by(actor);
  const event = {
    kind: "spam_unmarked",
    senderType: "operator",
    senderId: operatorId,
    isInternal: true,
    data,
  } as const;
  const change = { spamAt: null, spamById: null };
  const { chat: clean, event: appended } = await appendEvent(tx, chat, event, change);
  await announce(tx, emit, clean, appended);
  if (!ended || clean.erasedAt || (await isBlocked(tx, clean.visitorId))) return;
  if (ended === "active") await reopenFor(out, clean, actor);
  else await reopenChat(out, clean, data);
}

/** What the chat was when the mark of the last minutes ended it; null: it was closed before, or that is long ago. */
async function findEnded(tx: Transaction, chatId: string): Promise<string | null> {
  const [last] = await tx
    .select({ data: chatEvents.data, createdAt: chatEvents.createdAt })
    .from(chatEvents)
    .where(and(eq(chatEvents.chatId, chatId), eq(chatEvents.kind, "spam_marked")))
    .orderBy(desc(chatEvents.seq))
    .limit(1);
  if (!last) return null;
  const [fresh] = await rows(
    tx,
    sql`select 1 where ${last.createdAt.toISOString()}::timestamptz > now() - make_interval(mins => ${UNDO_MINUTES})`,
  );
  return fresh ? (last.data.ended ?? null) : null;
}
