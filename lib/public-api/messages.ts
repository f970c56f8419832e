import { and, eq } from "drizzle-orm";
import { chatEvents, chats } from "@/db/schema";
import type { Db } from "@/db/types";
import type { EventRow } from "@/lib/chats/dto";
import { listEventsAfter } from "@/lib/chats/list-events";
import { toFileDto } from "@/lib/files/dto";
import type { PublicMessageDto } from "./schemas";

/**
 * What came after a number in a chat, in the numbering of its visitor: notes and whatever else operators have among
 * themselves is not there at all, and leaves no gap.
 */
export async function listPublicMessages(db: Db, chatId: string, { after, limit }: { after: number; limit: number }) {
  const found = await listEventsAfter(db, "visitor", chatId, after, limit + 1);
  const visitorName = await nameOfVisitor(db, chatId);
  const items = found.slice(0, limit).flatMap((row) => toMessageDto(row, visitorName) ?? []);
  return { items, upto: items.at(-1)?.seq ?? after, hasMore: found.length > limit };
}

/** The message that its sender has just sent, or had sent before. */
export async function getSentMessage(
  db: Db,
  chatId: string,
  { clientId, senderId }: { clientId: string; senderId: string },
): Promise<PublicMessageDto> {
  const isSent = and(eq(chatEvents.clientId, clientId), eq(chatEvents.senderId, senderId));
  const [sent] = await db
    .select({ seq: chatEvents.pubSeq })
    .from(chatEvents)
    .where(and(eq(chatEvents.chatId, chatId), isSent));
  const { items } = await listPublicMessages(db, chatId, { after: (sent?.seq ?? 0) - 1, limit: 1 });
  const [message] = items;
  if (!sent?.seq || !message) throw new Error("what was sent is not there");
  return message;
}

async function nameOfVisitor(db: Db, chatId: string): Promise<string> {
  const [chat] = await db.select({ name: chats.visitorName }).from(chats).where(eq(chats.id, chatId));
  return chat?.name ?? "";
}

function toMessageDto(row: EventRow, visitorName: string): PublicMessageDto | null {
  if (row.pubSeq === null) return null;
  const file = row.file && toFileDto(row.file);
  return {
    chatId: row.chatId,
    seq: row.pubSeq,
    kind: row.kind,
    author: {
      type: row.senderType,
      id: row.senderId,
      name: row.senderType === "visitor" ? visitorName : (row.senderName ?? ""),
    },
    clientId: row.clientId,
    body: row.body ?? "",
    file: file && { id: file.id, name: file.name, type: file.type, size: file.size },
    data: row.data,
    createdAt: row.createdAt.toISOString(),
  };
}
