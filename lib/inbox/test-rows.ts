import { DEFAULT_SETTINGS } from "@/lib/alerts/rules";
import type { InboxDto } from "@/lib/chats/inbox-schemas";
import type { ChatEventDto, ChatStateDto, DepartmentBadgeDto, InboxChatDto } from "@/lib/chats/schemas";
import { DEFAULT_TONE } from "@/lib/tones/rules";

/** Builders for the tests of this folder. */
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const ME: InboxDto["operator"] = {
  id: uuid(900),
  name: "Olga",
  role: "operator",
  intent: "online",
  finishing: false,
  maxLoad: 5,
  load: 0,
  awayByMissesAt: null,
  alerts: DEFAULT_SETTINGS,
};
export const OTHER = { id: uuid(901), name: "Boris" };
export const SALES = { id: uuid(800), name: "Sales", color: "#0b6275", logoUrl: null };
export const instant = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds)).toISOString();

/** A department of the inbox; by default it gives its chats out by itself. */
export const departmentOf = (
  badge: DepartmentBadgeDto = SALES,
  change: Partial<InboxDto["departments"][number]> = {},
): InboxDto["departments"][number] => ({
  ...badge,
  hidden: false,
  disabled: false,
  state: "open",
  strategy: "automatic",
  requiresTag: false,
  tone: DEFAULT_TONE,
  ...change,
});

/** A waiting chat; its visitor has written one message, with number 2. */
export function row(n: number, change: Partial<InboxChatDto> = {}): InboxChatDto {
  return {
    id: uuid(n),
    status: "queued",
    epoch: 1,
    lastSeq: 2,
    readSeq: 0,
    department: SALES,
    owner: null,
    channel: { type: "web", name: "Website" },
    visitor: {
      name: `Visitor ${n}`,
      email: null,
      phone: null,
      locale: "en",
      consent: null,
      isErased: false,
      identity: null,
    },
    page: { url: "https://shop.example/", title: "Shop", referrer: null },
    lastMessage: { preview: "Hello", by: "visitor", at: instant(n) },
    isSpam: false,
    priority: 0,
    queuedSince: instant(n),
    unread: 1,
    lastVisitorSeq: 2,
    isMarkedUnread: false,
    tags: [],
    heldAt: null,
    snoozedUntil: null,
    awaitingSince: instant(n),
    isOnIt: false,
    overdueSince: null,
    offer: null,
    deadlines: { reassignAt: null, idleCloseAt: null },
    createdAt: instant(n),
    closedAt: null,
    ...change,
  };
}

export const mineRow = (n: number, change: Partial<InboxChatDto> = {}) =>
  row(n, { status: "active", epoch: 2, lastSeq: 3, owner: { id: ME.id, name: ME.name }, ...change });

/** A chat of a colleague that is offered to me. */
export const offeredRow = (n: number, change: Partial<InboxChatDto> = {}) =>
  mineRow(n, {
    lastSeq: 4,
    owner: OTHER,
    offer: { operatorId: ME.id, operatorName: ME.name, departmentName: null, expiresAt: instant(120 + n) },
    ...change,
  });

export function inboxOf(waiting: InboxChatDto[], mine: InboxChatDto[] = [], change: Partial<InboxDto> = {}): InboxDto {
  return {
    operator: ME,
    departments: [departmentOf()],
    otherDepartments: [],
    waiting,
    mine,
    offers: [],
    unreadMentions: 0,
    offlineCount: 0,
    waitingCount: waiting.length,
    ...change,
  };
}

export function stateOf(chat: number, change: Partial<ChatStateDto> = {}): ChatStateDto {
  return {
    chatId: uuid(chat),
    status: "queued",
    epoch: 1,
    lastSeq: 2,
    owner: null,
    department: SALES,
    held: false,
    queue: null,
    idleCloseAt: null,
    reopenUntil: null,
    rating: null,
    marks: { delivered: 0, read: 0 },
    ...change,
  };
}

export function messageEvent(chat: number, seq: number, change: Partial<ChatEventDto> = {}): ChatEventDto {
  return {
    chatId: uuid(chat),
    seq,
    prev: seq - 1,
    kind: "message",
    sender: { type: "visitor" },
    body: `text ${seq}`,
    data: {},
    createdAt: instant(seq),
    ...change,
  };
}
