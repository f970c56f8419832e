import type { chatEvents, chats } from "@/db/schema";
import { logoUrl } from "@/lib/departments/embed-target";
import type { ChatEventDto, ChatStateDto, DepartmentBadgeDto, InboxChatDto } from "./schemas";

/** Whose eyes a DTO is for: it decides the numbering, and whether operators have ids. */
export type Side = "visitor" | "operator";

export type EventRow = typeof chatEvents.$inferSelect & { senderName: string | null };
type ChatRow = typeof chats.$inferSelect;

/** Null for an entry that this side may not see. */
export function toEventDto(row: EventRow, side: Side): ChatEventDto | null {
  const seq = side === "operator" ? row.seq : row.pubSeq;
  if (seq === null) return null;
  const isOwnName = row.senderType === "operator" && row.senderName !== null;
  const { operatorId, ...shared } = row.data;
  return {
    chatId: row.chatId,
    seq,
    prev: seq - 1,
    kind: row.kind,
    sender: {
      type: row.senderType,
      ...(side === "operator" && row.senderId && { id: row.senderId }),
      ...(isOwnName && row.senderName !== null && { name: row.senderName }),
    },
    ...(row.clientId && { clientId: row.clientId }),
    ...(row.body !== null && { body: row.body }),
    data: side === "operator" && operatorId !== undefined ? row.data : shared,
    createdAt: row.createdAt.toISOString(),
  };
}

export function toStateDto(chat: ChatRow, ownerName: string | null, side: Side): ChatStateDto {
  const owner = chat.operatorId && ownerName !== null && chat.status === "active" ? { name: ownerName } : null;
  return {
    chatId: chat.id,
    status: chat.status,
    epoch: chat.epoch,
    lastSeq: side === "operator" ? chat.lastSeq : chat.lastPubSeq,
    owner: owner && side === "operator" && chat.operatorId ? { ...owner, id: chat.operatorId } : owner,
  };
}

type BadgeRow = { id: string; name: string; color: string; logoId: string | null };

export const toBadgeDto = ({ id, name, color, logoId }: BadgeRow): DepartmentBadgeDto => ({
  id,
  name,
  color,
  logoUrl: logoUrl(logoId),
});

export function toInboxChatDto(row: { chat: ChatRow; department: BadgeRow; ownerName: string | null }): InboxChatDto {
  const { chat, department, ownerName } = row;
  const { lastMessageAt, lastMessageBy } = chat;
  return {
    id: chat.id,
    status: chat.status,
    epoch: chat.epoch,
    lastSeq: chat.lastSeq,
    readSeq: chat.operatorReadSeq,
    department: toBadgeDto(department),
    owner: chat.operatorId && ownerName !== null ? { id: chat.operatorId, name: ownerName } : null,
    visitor: { name: chat.visitorName, email: chat.visitorEmail, locale: chat.locale },
    page: { url: chat.pageUrl, title: chat.pageTitle, referrer: chat.referrer },
    lastMessage:
      lastMessageAt && lastMessageBy
        ? { preview: chat.lastMessagePreview, by: lastMessageBy, at: lastMessageAt.toISOString() }
        : null,
    priority: chat.priority,
    queuedSince: chat.queuedSince.toISOString(),
    createdAt: chat.createdAt.toISOString(),
    closedAt: chat.closedAt?.toISOString() ?? null,
  };
}
