import type { roomMessages } from "@/db/schema";
import type { ChatEventDto } from "@/lib/chats/schemas";

/** A message as an entry of a timeline: rooms are folded, caught up and sent by the same code as chats. */
export const toRoomEvent = (
  { roomId, seq, senderId, clientId, body, createdAt }: typeof roomMessages.$inferSelect,
  senderName: string,
): ChatEventDto => ({
  chatId: roomId,
  seq,
  prev: seq - 1,
  kind: "message",
  sender: { type: "operator", id: senderId, name: senderName },
  clientId,
  body,
  data: {},
  createdAt: createdAt.toISOString(),
});
