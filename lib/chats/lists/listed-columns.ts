import { chats } from "@/db/schema";

/**
 * What of a chat's row the inbox's lists are made of: less than half of its columns. Each one of fifty rows costs a list
 * time, in the database, on the way and here.
 */
export const listedColumns = {
  id: chats.id,
  status: chats.status,
  epoch: chats.epoch,
  lastSeq: chats.lastSeq,
  operatorReadSeq: chats.operatorReadSeq,
  operatorId: chats.operatorId,
  weight: chats.weight,
  visitorName: chats.visitorName,
  visitorEmail: chats.visitorEmail,
  visitorPhone: chats.visitorPhone,
  locale: chats.locale,
  consent: chats.consent,
  identity: chats.identity,
  erasedAt: chats.erasedAt,
  spamAt: chats.spamAt,
  pageUrl: chats.pageUrl,
  pageTitle: chats.pageTitle,
  referrer: chats.referrer,
  lastMessageAt: chats.lastMessageAt,
  lastMessageBy: chats.lastMessageBy,
  lastMessagePreview: chats.lastMessagePreview,
  priority: chats.priority,
  queuedSince: chats.queuedSince,
  unreadCount: chats.unreadCount,
  lastVisitorSeq: chats.lastVisitorSeq,
  markedUnreadAt: chats.markedUnreadAt,
  heldAt: chats.heldAt,
  snoozedUntil: chats.snoozedUntil,
  awaitingSince: chats.awaitingSince,
  onItAt: chats.onItAt,
  overdueSince: chats.overdueSince,
  offeredOperatorId: chats.offeredOperatorId,
  createdAt: chats.createdAt,
  closedAt: chats.closedAt,
} as const;

export type ListedChat = Pick<typeof chats.$inferSelect, keyof typeof listedColumns>;
