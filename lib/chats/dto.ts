import type { chatEvents, chats } from "@/db/schema";
import type { ChannelType } from "@/lib/channels/rules";
import { logoUrl } from "@/lib/departments/embed-target";
import type { FileRow } from "@/lib/files/access";
import { toFileDto } from "@/lib/files/dto";
import type { TagDto } from "@/lib/tags/schemas";
import { REOPEN_WITHIN_HOURS } from "./input-schemas";
import type { ListedChat } from "./lists/listed-columns";
import type { ChatEventDto, ChatStateDto, DepartmentBadgeDto, InboxChatDto, QueueDto } from "./schemas";

/** Whose eyes a DTO is for: it decides the numbering, and whether operators have ids. */
export type Side = "visitor" | "operator";

/** `file` is the row of its `fileId`. */
export type EventRow = typeof chatEvents.$inferSelect & { senderName: string | null; file: FileRow | null };
type ChatRow = typeof chats.$inferSelect;
type BadgeRow = { id: string; name: string; color: string; logoId: string | null };

/** A chat with what stands in other tables: as `readListedChats` reads it. */
export type ListedChatRow = {
  chat: ListedChat;
  department: BadgeRow;
  ownerName: string | null;
  channel: { type: ChannelType; name: string };
  offeredName: string | null;
  offeredDepartmentName: string | null;
  reassignAt: Date | null;
  idleWarningAt: Date | null;
  idleCloseAt: Date | null;
  offerAt: Date | null;
  tags: TagDto[];
};
/** The same with the whole chat, as `selectChats` reads it. */
export type FullChatRow = ListedChatRow & { chat: ChatRow };

/** Null for an entry that this side may not see. */
export function toEventDto(row: EventRow, side: Side): ChatEventDto | null {
  const seq = side === "operator" ? row.seq : row.pubSeq;
  if (seq === null) return null;
  const isOwnName = row.senderType === "operator" && row.senderName !== null;
  const { operatorId: _, fromId: __, ...shared } = row.data;
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
    ...(row.file && { file: toFileDto(row.file) }),
    data: side === "operator" ? row.data : shared,
    ...(side === "operator" && row.internal && { internal: row.internal }),
    createdAt: row.createdAt.toISOString(),
  };
}

const iso = (at: Date | null) => at?.toISOString() ?? null;
const later = (at: Date, ms: number) => new Date(at.getTime() + ms);
const HOUR_MS = 3_600_000;
/** The warning comes this long before the close. */
const WARNING_MS = 60_000;

const idleCloseOf = ({ idleCloseAt, idleWarningAt }: ListedChatRow) =>
  idleCloseAt ?? (idleWarningAt && later(idleWarningAt, WARNING_MS));

export function toStateDto(row: FullChatRow, side: Side, queue: QueueDto | null): ChatStateDto {
  const { chat, ownerName } = row;
  const owner = chat.operatorId && ownerName !== null && chat.status === "active" ? { name: ownerName } : null;
  return {
    chatId: chat.id,
    status: chat.status,
    epoch: chat.epoch,
    lastSeq: side === "operator" ? chat.lastSeq : chat.lastPubSeq,
    owner: owner && side === "operator" && chat.operatorId ? { ...owner, id: chat.operatorId } : owner,
    department: toBadgeDto(row.department),
    held: chat.heldAt !== null,
    queue: chat.status === "queued" ? queue : null,
    idleCloseAt: iso(side === "operator" ? idleCloseOf(row) : row.idleCloseAt),
    reopenUntil: iso(chat.spamAt ? null : chat.closedAt && later(chat.closedAt, REOPEN_WITHIN_HOURS * HOUR_MS)),
    rating: chat.rating,
    marks:
      side === "visitor"
        ? { delivered: chat.operatorDeliveredPubSeq, read: chat.operatorReadPubSeq }
        : { delivered: chat.visitorDeliveredSeq, read: chat.visitorReadSeq },
  };
}

export const toBadgeDto = ({ id, name, color, logoId }: BadgeRow): DepartmentBadgeDto => ({
  id,
  name,
  color,
  logoUrl: logoUrl(logoId),
});

/** What operators call the visitor; without a name, in no language: enough to tell two of them apart. */
export const visitorNameOf = ({ visitorName, id }: Pick<ChatRow, "visitorName" | "id">) =>
  visitorName || `#${id.slice(-4).toUpperCase()}`;

export function toInboxChatDto(row: ListedChatRow): InboxChatDto {
  const { chat, department, ownerName, offeredName } = row;
  const { lastMessageAt, lastMessageBy, offeredOperatorId } = chat;
  return {
    id: chat.id,
    status: chat.status,
    epoch: chat.epoch,
    lastSeq: chat.lastSeq,
    readSeq: chat.operatorReadSeq,
    department: toBadgeDto(department),
    owner: chat.operatorId && ownerName !== null ? { id: chat.operatorId, name: ownerName } : null,
    channel: { type: row.channel.type, name: row.channel.name },
    visitor: {
      name: visitorNameOf(chat),
      email: chat.visitorEmail,
      phone: chat.visitorPhone,
      locale: chat.locale,
      consent: chat.consent && { version: chat.consent.version, at: chat.consent.at },
      isErased: chat.erasedAt !== null,
      identity: chat.identity,
    },
    page: { url: chat.pageUrl, title: chat.pageTitle, referrer: chat.referrer },
    lastMessage:
      lastMessageAt && lastMessageBy
        ? { preview: chat.lastMessagePreview, by: lastMessageBy, at: lastMessageAt.toISOString() }
        : null,
    priority: chat.priority,
    queuedSince: chat.queuedSince.toISOString(),
    unread: chat.unreadCount,
    lastVisitorSeq: chat.lastVisitorSeq,
    isMarkedUnread: chat.markedUnreadAt !== null,
    tags: row.tags,
    isSpam: chat.spamAt !== null,
    heldAt: iso(chat.heldAt),
    snoozedUntil: iso(chat.heldAt && chat.snoozedUntil),
    awaitingSince: iso(chat.awaitingSince),
    isOnIt: chat.onItAt !== null,
    overdueSince: iso(chat.overdueSince),
    offer:
      offeredOperatorId && offeredName !== null
        ? {
            operatorId: offeredOperatorId,
            operatorName: offeredName,
            departmentName: row.offeredDepartmentName,
            expiresAt: iso(row.offerAt),
          }
        : null,
    deadlines: { reassignAt: iso(row.reassignAt), idleCloseAt: iso(idleCloseOf(row)) },
    createdAt: chat.createdAt.toISOString(),
    closedAt: iso(chat.closedAt),
  };
}
