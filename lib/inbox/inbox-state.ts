import {
  type ChatEventDto,
  type ChatStateDto,
  type InboxChatDto,
  type InboxDto,
  PREVIEW_MAX,
} from "@/lib/chats/schemas";

/** A row, and the tick of the state's own clock at which it was last told of. */
type Entry = { chat: InboxChatDto; touched: number };

/**
 * What one tab knows of the inbox: a snapshot, and the rows that came since. Rows of chats that went to somebody else
 * stay until the next snapshot, so that a late event about an earlier moment cannot bring them back.
 */
export type InboxState = {
  operator: InboxDto["operator"];
  departments: InboxDto["departments"];
  entries: ReadonlyMap<string, Entry>;
  /** Waiting chats beyond the snapshot's limit: counted, not listed. */
  unlistedWaiting: number;
  clock: number;
  /** `seq` up to which this tab has read, by chat; the server learns it with the next pulse. */
  read: Readonly<Record<string, number>>;
  /** The opened chat: its row stays even if it is neither waiting nor mine. */
  openedId: string | null;
};

export type InboxAction =
  /** `since` is the state's clock when the snapshot was asked for: what was heard later may be newer than it. */
  | { type: "snapshot"; inbox: InboxDto; since: number }
  | { type: "row"; chat: InboxChatDto }
  | { type: "state"; state: ChatStateDto }
  /** A message that this tab saw in the opened chat: its row need not wait for its own news. */
  | { type: "message"; event: ChatEventDto }
  | { type: "read"; chatId: string; seq: number }
  | { type: "intent"; intent: InboxDto["operator"]["intent"] }
  | { type: "opened"; chatId: string | null };

export function initialInbox(inbox: InboxDto, openedId: string | null): InboxState {
  const { operator, departments } = inbox;
  const empty: InboxState = {
    operator,
    departments,
    entries: new Map(),
    unlistedWaiting: 0,
    clock: 0,
    read: {},
    openedId,
  };
  return inboxReducer(empty, { type: "snapshot", inbox, since: 0 });
}

export function inboxReducer(state: InboxState, action: InboxAction): InboxState {
  switch (action.type) {
    case "snapshot":
      return withSnapshot(state, action.inbox, action.since);
    case "row":
      return withRow(state, action.chat);
    case "state":
      return withChatState(state, action.state);
    case "message":
      return withMessage(state, action.event);
    case "read":
      if ((state.read[action.chatId] ?? 0) >= action.seq) return state;
      return { ...state, read: { ...state.read, [action.chatId]: action.seq } };
    case "intent":
      return { ...state, operator: { ...state.operator, intent: action.intent } };
    case "opened":
      return action.chatId === state.openedId ? state : { ...state, openedId: action.chatId };
  }
}

/** Numbers only grow, and every change of state takes one: the higher `lastSeq` is the newer row. */
const isOlder = (chat: InboxChatDto, known: InboxChatDto) =>
  chat.lastSeq < known.lastSeq || (chat.lastSeq === known.lastSeq && chat.epoch < known.epoch);

const merged = (chat: InboxChatDto, known: InboxChatDto | undefined): InboxChatDto =>
  known && known.readSeq > chat.readSeq ? { ...chat, readSeq: known.readSeq } : chat;

function withRow(state: InboxState, chat: InboxChatDto): InboxState {
  const known = state.entries.get(chat.id)?.chat;
  if (known && isOlder(chat, known)) return state;
  const clock = state.clock + 1;
  const entries = new Map(state.entries).set(chat.id, { chat: merged(chat, known), touched: clock });
  return { ...state, entries, clock };
}

function withSnapshot(state: InboxState, inbox: InboxDto, since: number): InboxState {
  const entries = new Map<string, Entry>();
  for (const chat of [...inbox.waiting, ...inbox.mine]) {
    const known = state.entries.get(chat.id);
    const isKnownNewer = known && (isOlder(chat, known.chat) || (known.touched > since && !isOlder(known.chat, chat)));
    entries.set(chat.id, isKnownNewer ? known : { chat: merged(chat, known?.chat), touched: known?.touched ?? 0 });
  }
  for (const [id, known] of state.entries) {
    if (!entries.has(id) && (known.touched > since || id === state.openedId)) entries.set(id, known);
  }
  return {
    ...state,
    operator: inbox.operator,
    departments: inbox.departments,
    entries,
    unlistedWaiting: Math.max(0, inbox.waitingCount - inbox.waiting.length),
  };
}

function withChatState(state: InboxState, { chatId, status, epoch, lastSeq, owner }: ChatStateDto): InboxState {
  const known = state.entries.get(chatId)?.chat;
  if (!known || lastSeq <= known.lastSeq) return state;
  const ownerRow = owner?.id ? { id: owner.id, name: owner.name } : null;
  return withRow(state, { ...known, status, epoch, lastSeq, owner: ownerRow });
}

function withMessage(
  state: InboxState,
  { chatId, seq, prev, kind, sender, body, createdAt }: ChatEventDto,
): InboxState {
  const known = state.entries.get(chatId)?.chat;
  if (!known || prev !== known.lastSeq || kind !== "message" || sender.type === "system") return state;
  const lastMessage = { preview: (body ?? "").slice(0, PREVIEW_MAX), by: sender.type, at: createdAt };
  return withRow(state, { ...known, lastSeq: seq, lastMessage });
}

export const chatOf = (state: InboxState, chatId: string | null) =>
  chatId === null ? undefined : state.entries.get(chatId)?.chat;

/** A chat is mine while it is open and I own it. */
export const isMine = (chat: InboxChatDto, operatorId: string) =>
  chat.status === "active" && chat.owner?.id === operatorId;

const byArrival = (one: InboxChatDto, other: InboxChatDto) =>
  other.priority - one.priority ||
  Date.parse(one.queuedSince) - Date.parse(other.queuedSince) ||
  (one.id < other.id ? -1 : 1);

const lastActivity = (chat: InboxChatDto) => Date.parse(chat.lastMessage?.at ?? chat.createdAt);

function rowsOf(state: InboxState, departmentId: string | null, wanted: (chat: InboxChatDto) => boolean) {
  const isMember = new Set(state.departments.map(({ id }) => id));
  const rows: InboxChatDto[] = [];
  for (const { chat } of state.entries.values()) {
    if (departmentId !== null && chat.department.id !== departmentId) continue;
    if (wanted(chat) && (chat.status !== "queued" || isMember.has(chat.department.id))) rows.push(chat);
  }
  return rows;
}

/** The queue, next first. */
export const waitingChats = (state: InboxState, departmentId: string | null = null) =>
  rowsOf(state, departmentId, (chat) => chat.status === "queued").sort(byArrival);

/** My open chats, the one with the newest message first. */
export const myChats = (state: InboxState, departmentId: string | null = null) =>
  rowsOf(state, departmentId, (chat) => isMine(chat, state.operator.id)).sort(
    (one, other) => lastActivity(other) - lastActivity(one) || (one.id < other.id ? -1 : 1),
  );

/**
 * Messages of the visitor that nobody read yet. Rows carry numbers, not messages: between the last read entry and the
 * last one there are messages of the visitor only, because whoever answers has the chat open. In a chat of which
 * nothing was read, one entry says that it started and, once it is accepted, one that it was.
 */
export function unreadOf(state: InboxState, chat: InboxChatDto): number {
  if (chat.status === "closed" || chat.lastMessage?.by !== "visitor") return 0;
  const read = Math.max(chat.readSeq, state.read[chat.id] ?? 0);
  return Math.max(0, chat.lastSeq - (read || (chat.status === "queued" ? 1 : 2)));
}

/** What the tab's title counts: chats that wait, and unread messages of my own chats. */
export function attentionCount(state: InboxState): number {
  const unread = myChats(state).reduce((sum, chat) => sum + unreadOf(state, chat), 0);
  return waitingChats(state).length + state.unlistedWaiting + unread;
}
