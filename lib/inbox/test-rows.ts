import type { ChatEventDto, InboxChatDto, InboxDto } from "@/lib/chats/schemas";

/** Builders for the tests of this folder. */
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const ME = { id: uuid(900), name: "Olga", role: "operator" as const, intent: "online" as const };
export const OTHER = { id: uuid(901), name: "Boris" };
export const SALES = { id: uuid(800), name: "Sales", color: "#0b6275", logoUrl: null };
const instant = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds)).toISOString();

export function row(n: number, change: Partial<InboxChatDto> = {}): InboxChatDto {
  return {
    id: uuid(n),
    status: "queued",
    epoch: 1,
    lastSeq: 2,
    readSeq: 0,
    department: SALES,
    owner: null,
    visitor: { name: `Visitor ${n}`, email: null, locale: "en" },
    page: { url: "https://shop.example/", title: "Shop", referrer: null },
    lastMessage: { preview: "Hello", by: "visitor", at: instant(n) },
    priority: 0,
    queuedSince: instant(n),
    createdAt: instant(n),
    closedAt: null,
    ...change,
  };
}

export const mineRow = (n: number, change: Partial<InboxChatDto> = {}) =>
  row(n, { status: "active", epoch: 2, lastSeq: 3, owner: { id: ME.id, name: ME.name }, ...change });

export function inboxOf(waiting: InboxChatDto[], mine: InboxChatDto[] = [], change: Partial<InboxDto> = {}): InboxDto {
  const departments = [{ ...SALES, hidden: false, disabled: false }];
  return { operator: ME, departments, waiting, mine, waitingCount: waiting.length, ...change };
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
