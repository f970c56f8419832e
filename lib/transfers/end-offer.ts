import { type Outcome, returnToQueue } from "@/lib/chats/change-owner";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import { dropOutsider } from "@/lib/chats/entries/drop-outsider";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { nameOf } from "@/lib/routing/assign";
import { lockOperator } from "@/lib/routing/roster";
import { isAvailable } from "@/lib/routing/rules";
import type { ChatRules } from "@/lib/timeouts/arm-timers";

/**
 * An offer ends without being accepted. The sender has been responsible all along and stays so; who cannot be reached
 * any more loses the chat to the queue, with the waiting time that it has. The caller holds the chat's lock.
 */
export async function endOffer(
  out: Outcome,
  chat: ChatRow,
  reason: "declined" | "expired" | "withdrawn",
  rules?: ChatRules,
) {
  const { tx, emit } = out;
  const receiverId = chat.offeredOperatorId;
  if (!receiverId || !chat.operatorId) return;
  const { chat: changed, event } = await appendEvent(
    tx,
    chat,
    {
      kind: "declined",
      senderType: "system",
      data: { operatorName: await nameOf(tx, receiverId), operatorId: receiverId, reason },
      isInternal: true,
    },
    { offeredOperatorId: null, offeredDepartmentId: null, offeredAt: null },
    rules,
  );
  await announce(tx, emit, changed, event, { operatorIds: [receiverId] });
  await dropOutsider(tx, emit, chat, changed);
  if (reason === "withdrawn") return;
  const sender = await lockOperator(tx, chat.operatorId);
  if (sender && isAvailable({ ...sender, finishing: false })) return;
  await returnToQueue(out, changed, {
    kind: "requeued",
    data: { reason: "left", fromName: sender?.name ?? "", fromId: chat.operatorId },
    legEnd: "transferred",
  });
}

/** Nobody answered the offer in time. */
export const expireOffer = (out: Outcome, chat: ChatRow, rules: ChatRules) => endOffer(out, chat, "expired", rules);
