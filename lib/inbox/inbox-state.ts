import type { InboxDto } from "@/lib/chats/inbox-schemas";
import { PREVIEW_MAX } from "@/lib/chats/input-schemas";
import type { ChatEventDto, ChatStateDto, InboxChatDto } from "@/lib/chats/schemas";
import { filePreview } from "@/lib/files/rules";
import { isMine, unreadOf } from "@/lib/inbox/chat-lists";
import { withOwn } from "@/lib/inbox/lists/paged-list";

/** A row, and the tick of the state's own clock at which it was last told of. */
type Entry = { chat: InboxChatDto; touched: number };

/** Whether the operator wants new chats, and whether that is their own doing. */
export type Presence = Pick<InboxDto["operator"], "intent" | "finishing" | "awayByMissesAt">;
export type PresenceChange = Partial<Pick<Presence, "intent" | "finishing">>;

/**
 * What one tab knows of the inbox: a snapshot, and the rows that came since. Rows of chats that went to somebody else
 * stay until the next snapshot, so that a late event about an earlier moment cannot bring them back.
 */
export type InboxState = {
  operator: InboxDto["operator"];
  /** When the presence was last chosen here, by the state's own clock, and whether the server has yet to agree. */
  choice: { touched: number; isPending: boolean };
  departments: InboxDto["departments"];
  /** Of an admin: where they are no member, but see every chat. */
  otherDepartments: InboxDto["otherDepartments"];
  entries: ReadonlyMap<string, Entry>;
  /** Waiting chats beyond the snapshot's limit: counted, not listed. */
  unlistedWaiting: number;
  offlineCount: number;
  unreadMentions: number;
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
  /** The server has noted how far chats were read. */
  | { type: "readTold"; read: Readonly<Record<string, number>> }
  /** The operator chose here; shown at once, before the server knows. */
  | { type: "presenceChosen"; change: PresenceChange }
  /** The server's answer to a choice, or what stood before if it refused. */
  | { type: "presenceSettled"; presence: Presence }
  /** What the server told by the way, asked at `since`: a choice made here meanwhile is newer. */
  | { type: "presenceTold"; presence: Partial<Presence>; since: number }
  | { type: "opened"; chatId: string | null };

export function initialInbox(inbox: InboxDto, openedId: string | null): InboxState {
  const { operator, departments, otherDepartments } = inbox;
  const empty: InboxState = {
    operator,
    choice: { touched: 0, isPending: false },
    departments,
    otherDepartments,
    entries: new Map(),
    unlistedWaiting: 0,
    offlineCount: 0,
    unreadMentions: 0,
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
      return withRead(state, action.chatId, action.seq);
    case "readTold":
      return withReadTold(state, action.read);
    case "presenceChosen":
      return withChoice(state, chosenPresence(action.change), true);
    case "presenceSettled":
      return withChoice(state, action.presence, false);
    case "presenceTold":
      return isChoiceNewer(state, action.since) ? state : withPresence(state, action.presence);
    case "opened":
      return action.chatId === state.openedId ? state : { ...state, openedId: action.chatId };
  }
}

export const presenceOf = ({ intent, finishing, awayByMissesAt }: InboxState["operator"]): Presence => ({
  intent,
  finishing,
  awayByMissesAt,
});

/** What the server will make of a choice: an intent begins anew, and going Online ends *finishing*. */
function chosenPresence(change: PresenceChange): Partial<Presence> {
  if (!change.intent) return change;
  return { ...(change.intent === "online" && { finishing: false }), ...change, awayByMissesAt: null };
}

/** Reading on takes the mark away that a chat is to be looked at; the server does the same. */
function withRead(state: InboxState, chatId: string, seq: number): InboxState {
  if ((state.read[chatId] ?? 0) >= seq) return state;
  const next = { ...state, read: { ...state.read, [chatId]: seq } };
  const known = state.entries.get(chatId);
  if (!known?.chat.isMarkedUnread || known.chat.readSeq >= seq) return next;
  const entries = new Map(state.entries).set(chatId, { ...known, chat: { ...known.chat, isMarkedUnread: false } });
  return { ...next, entries };
}

const isChoiceNewer = ({ choice }: InboxState, since: number) => choice.isPending || choice.touched > since;

function withPresence(state: InboxState, presence: Partial<Presence>): InboxState {
  const operator = { ...state.operator, ...presence };
  const keys = ["intent", "finishing", "awayByMissesAt"] as const;
  return keys.every((key) => operator[key] === state.operator[key]) ? state : { ...state, operator };
}

function withChoice(state: InboxState, presence: Partial<Presence>, isPending: boolean): InboxState {
  const clock = state.clock + 1;
  return { ...withPresence(state, presence), clock, choice: { touched: clock, isPending } };
}

/** Numbers only grow, and every change of state takes one: the higher `lastSeq` is the newer row. */
const isOlder = (chat: InboxChatDto, known: InboxChatDto) =>
  chat.lastSeq < known.lastSeq || (chat.lastSeq === known.lastSeq && chat.epoch < known.epoch);

/** The mark of one owner only grows; a new owner begins with one of their own, which may be lower. */
const merged = (chat: InboxChatDto, known: InboxChatDto | undefined): InboxChatDto => {
  const row = withOwn(chat, known);
  return known && known.epoch === row.epoch && known.readSeq > row.readSeq ? { ...row, readSeq: known.readSeq } : row;
};

function withRow(state: InboxState, chat: InboxChatDto): InboxState {
  const known = state.entries.get(chat.id)?.chat;
  if (known && isOlder(chat, known)) return state;
  const clock = state.clock + 1;
  const entries = new Map(state.entries).set(chat.id, { chat: merged(chat, known), touched: clock });
  return { ...state, entries, clock };
}

/** Of chats of others; the mark of an own chat comes back with its row. */
function withReadTold(state: InboxState, read: Readonly<Record<string, number>>): InboxState {
  const entries = new Map(state.entries);
  for (const [id, readSeq] of Object.entries(read)) {
    const known = entries.get(id);
    if (!known || isMine(known.chat, state.operator.id)) continue;
    const unread = unreadOf(state, known.chat);
    entries.set(id, { ...known, chat: { ...known.chat, own: { readSeq, unread } } });
  }
  return { ...state, entries };
}

function withSnapshot(state: InboxState, inbox: InboxDto, since: number): InboxState {
  const entries = new Map<string, Entry>();
  for (const chat of [...inbox.waiting, ...inbox.mine, ...inbox.offers]) {
    const known = state.entries.get(chat.id);
    const isKnownNewer = known && (isOlder(chat, known.chat) || (known.touched > since && !isOlder(known.chat, chat)));
    entries.set(chat.id, isKnownNewer ? known : { chat: merged(chat, known?.chat), touched: known?.touched ?? 0 });
  }
  for (const [id, known] of state.entries) {
    if (!entries.has(id) && (known.touched > since || id === state.openedId)) entries.set(id, known);
  }
  const isOwnNewer = isChoiceNewer(state, since);
  return {
    ...state,
    operator: isOwnNewer ? { ...inbox.operator, ...presenceOf(state.operator) } : inbox.operator,
    departments: inbox.departments,
    otherDepartments: inbox.otherDepartments,
    entries,
    unlistedWaiting: Math.max(0, inbox.waitingCount - inbox.waiting.length),
    offlineCount: inbox.offlineCount,
    unreadMentions: inbox.unreadMentions,
  };
}

/** A state knows less than a row; what hangs on the former owner is dropped until the row itself comes. */
function withChatState(state: InboxState, told: ChatStateDto): InboxState {
  const { chatId, status, epoch, lastSeq, department, held, idleCloseAt } = told;
  const known = state.entries.get(chatId)?.chat;
  if (!known || lastSeq <= known.lastSeq) return state;
  const isSameOwner = status === "active" && epoch === known.epoch;
  return withRow(state, {
    ...known,
    status,
    epoch,
    lastSeq,
    department,
    owner: told.owner?.id ? { id: told.owner.id, name: told.owner.name } : null,
    heldAt: held ? known.heldAt : null,
    snoozedUntil: held ? known.snoozedUntil : null,
    offer: isSameOwner ? known.offer : null,
    deadlines: { reassignAt: isSameOwner ? known.deadlines.reassignAt : null, idleCloseAt },
  });
}

/** A visitor's message is one more to read and stops the idle clock; an operator's answers whatever was open. */
function withMessage(
  state: InboxState,
  { chatId, seq, prev, kind, sender, body, file, createdAt }: ChatEventDto,
): InboxState {
  const known = state.entries.get(chatId)?.chat;
  if (!known || prev !== known.lastSeq || kind !== "message" || sender.type === "system") return state;
  const text = file ? filePreview(file.name, body ?? null) : (body ?? "");
  const lastMessage = { preview: text.slice(0, PREVIEW_MAX), by: sender.type, at: createdAt };
  const { reassignAt, idleCloseAt } = known.deadlines;
  const turn: Partial<InboxChatDto> =
    sender.type === "visitor"
      ? {
          unread: known.unread + 1,
          lastVisitorSeq: seq,
          awaitingSince: known.awaitingSince ?? createdAt,
          deadlines: { reassignAt, idleCloseAt: null },
          // It wakes a chat that was laid aside.
          ...(known.snoozedUntil && { heldAt: null, snoozedUntil: null }),
        }
      : {
          awaitingSince: null,
          isOnIt: false,
          isMarkedUnread: false,
          overdueSince: null,
          deadlines: { reassignAt: null, idleCloseAt },
        };
  return withRow(state, { ...known, ...turn, lastSeq: seq, lastMessage });
}
