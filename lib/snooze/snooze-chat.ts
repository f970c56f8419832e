import type { Transaction } from "@/db/types";
import type { Outcome } from "@/lib/chats/change-owner";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { databaseNow, lockChat, refusal } from "@/lib/chats/lock-chat";
import { getInboxChat } from "@/lib/chats/queries";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { isSnoozed, snoozeProblem } from "./rules";

/**
 * Lays a chat aside until an instant: its owner, or whoever supervises its department. It is on hold meanwhile (no
 * timeout, no slot) and comes back by itself, or at once when the visitor writes. Asked again, the end is moved.
 * @throws DomainError `not_found`, `forbidden`; `closed`, `not_owner`, `conflict` while it is offered to somebody (all
 * with the present state); `invalid` for an instant that has passed or is too far away
 * Emits `event.appended` to operators and `chat.changed`.
 */
export async function snoozeChat(ctx: Context<OperatorActor>, chatId: string, until: Date): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockForSnooze(tx, actor, chatId);
    if (chat.offeredAt) throw await refusal(tx, actor, chatId, "conflict", "The chat is offered to somebody");
    const problem = snoozeProblem(until, await databaseNow(tx));
    if (problem) throw new DomainError("invalid", "Not a time to sleep until", { fields: { until: problem } });
    if (isSnoozed(chat) && chat.snoozedUntil?.getTime() === until.getTime()) return getInboxChat(tx, chatId);
    const appended = await appendEvent(
      tx,
      chat,
      {
        kind: "snoozed",
        senderType: "system",
        data: {
          until: until.toISOString(),
          operatorName: actor.name,
          operatorId: actor.operatorId,
          ...(chat.heldAt && !isSnoozed(chat) && { wasHeld: "yes" }),
        },
        isInternal: true,
      },
      { snoozedUntil: until, overdueSince: null, markedUnreadAt: null, ...(chat.heldAt ? {} : { stamps: ["heldAt"] }) },
    );
    await announce(tx, emit, appended.chat, appended.event);
    if (chat.operatorId) touch({ operatorId: chat.operatorId });
    return getInboxChat(tx, chatId);
  });
}

/**
 * Takes a snoozed chat up again before its time. One that is not snoozed is answered as it is.
 * @throws DomainError `not_found`, `forbidden`; `closed`, `not_owner` (both with the present state)
 */
export async function wakeChat(ctx: Context<OperatorActor>, chatId: string): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockForSnooze(tx, actor, chatId);
    if (isSnoozed(chat)) await wake({ tx, emit, touch }, chat, { by: actor });
    return getInboxChat(tx, chatId);
  });
}

async function lockForSnooze(tx: Transaction, actor: OperatorActor, chatId: string): Promise<ChatRow> {
  const chat = await lockChat(tx, actor, chatId);
  if (chat.status === "closed") throw await refusal(tx, actor, chatId, "closed", "This chat is closed");
  const isOver = chat.operatorId === actor.operatorId || actor.role !== "operator";
  // Who waits in a queue is not laid aside: somebody has to take the chat first.
  if (chat.status === "active" && isOver) return chat;
  throw await refusal(tx, actor, chatId, "not_owner", "Only its owner lays a chat aside");
}

type Wake = {
  /** Somebody took it up; without it, its time has come, and it is unread. */
  by?: { operatorId: string; name: string };
  /** The snooze was taken back, and the chat was on hold before it. */
  staysHeld?: boolean;
};

/** Ends a snooze: the clocks begin anew, as when a hold ends. The caller holds the chat's lock. */
export async function wake({ tx, emit, touch }: Outcome, chat: ChatRow, { by, staysHeld = false }: Wake) {
  const appended = await appendEvent(
    tx,
    chat,
    {
      kind: "unsnoozed",
      senderType: "system",
      data: by ? { operatorName: by.name, operatorId: by.operatorId } : { reason: "due" },
      isInternal: true,
    },
    staysHeld
      ? { snoozedUntil: null }
      : {
          snoozedUntil: null,
          heldAt: null,
          stamps: ["assignedAt", "idleSince", ...(by ? [] : (["markedUnreadAt"] as const))],
        },
  );
  await announce(tx, emit, appended.chat, appended.event);
  if (chat.operatorId) touch({ operatorId: chat.operatorId });
  return appended;
}
