import type { OperatorActor, VisitorActor } from "@/lib/context";
import type { FileRow } from "@/lib/files/access";
import { filePreview } from "@/lib/files/rules";
import { isSnoozed } from "@/lib/snooze/rules";
import { preview } from "@/lib/text";
import type { ChatChange, ChatRow, Entry } from "../entries/entry";
import { PREVIEW_MAX, type SendMessageInput } from "../input-schemas";

/** A message as an entry of its chat's timeline, with the file that goes with it and what it changes of the chat. */
export function messageEntry(
  chat: ChatRow,
  actor: VisitorActor | OperatorActor,
  { clientId, body }: SendMessageInput,
  file?: FileRow,
): Entry {
  const senderId = actor.type === "visitor" ? actor.visitorId : actor.operatorId;
  return {
    chat,
    event: { kind: "message", senderType: actor.type, senderId, clientId, body, file },
    change: {
      lastMessageBy: actor.type,
      lastMessagePreview: preview(file ? filePreview(file.name, body) : (body ?? ""), PREVIEW_MAX),
      ...(actor.type === "operator" ? answered(chat) : asked(chat)),
    },
  };
}

/** What a message of the visitor changes: it begins their turn, unless one has begun, and waits to be read. */
const asked = (chat: ChatRow): ChatChange => ({
  unreadCount: chat.unreadCount + 1,
  lastVisitorSeq: chat.lastSeq + 1,
  // A snoozed chat comes back at once, with its clocks at their beginning.
  ...(isSnoozed(chat) && { heldAt: null, snoozedUntil: null }),
  stamps: [
    ...(["lastMessageAt", "idleSince", "visitorSeenAt"] as const),
    ...(chat.awaitingSince ? [] : (["awaitingSince"] as const)),
    ...(isSnoozed(chat) ? (["assignedAt"] as const) : []),
  ],
});

/** What a message of the owner changes: the turn is over, and who answers has read what they answer. */
const answered = (chat: ChatRow): ChatChange => ({
  operatorReadSeq: chat.lastSeq + 1,
  operatorReadPubSeq: chat.lastPubSeq + 1,
  operatorDeliveredSeq: chat.lastSeq + 1,
  operatorDeliveredPubSeq: chat.lastPubSeq + 1,
  unreadCount: 0,
  markedUnreadAt: null,
  awaitingSince: null,
  overdueSince: null,
  onItAt: null,
  typedAt: null,
  typingPauseMs: 0,
  hops: 0,
  triedOperatorIds: [],
  stamps: ["lastMessageAt", "idleSince"],
});
