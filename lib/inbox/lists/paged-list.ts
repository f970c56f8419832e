import type { ChatListDto } from "@/lib/chats/lists/list-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { CallResult } from "@/lib/http/client";
import { insertedAt, isBefore, sortKeyOf } from "./order";

/** After a break so many rows are read anew; those further down are read again when somebody scrolls there. */
const RELOAD_MAX = 300;

/** The part of a filter that the server reads a paged list by. */
export type PagedQuery = {
  list: "all" | "closed";
  department?: string;
  status?: string;
  unread?: "1";
  unanswered?: "1";
  tags?: string;
};
export type PagedRows = {
  query: PagedQuery | null;
  /** Newest first. What came live since may no longer pass the query's conditions: who shows it looks. */
  rows: readonly InboxChatDto[];
  /** There is nothing below the last row. */
  isDone: boolean;
  isReading: boolean;
  /** Why the last reading failed. */
  failure: string | null;
};

export type ReadList = (query: PagedQuery, cursor: string | null) => Promise<CallResult<ChatListDto>>;

const EMPTY: PagedRows = { query: null, rows: [], isDone: false, isReading: false, failure: null };

/**
 * A list of which the server has more than a tab should hold: read page by page from the newest on, and kept up to date
 * by rows that are heard of. Rows that belong below the last page read stay out until reading gets there.
 */
export class PagedList {
  readonly #read: ReadList;
  #state = EMPTY;
  #cursor: string | null = null;
  #turn = 0;
  /** Rows heard of while a page is on its way may be newer than the page. */
  #heard = new Map<string, InboxChatDto>();
  readonly #listeners = new Set<() => void>();

  constructor(read: ReadList) {
    this.#read = read;
  }

  readonly get = (): PagedRows => this.#state;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Shows another list, or none; the same one again changes nothing. */
  show(query: PagedQuery | null): void {
    if (JSON.stringify(query) === JSON.stringify(this.#state.query)) return;
    this.#turn += 1;
    this.#cursor = null;
    this.#heard.clear();
    this.#set({ ...EMPTY, query });
    if (query) void this.more();
  }

  /** Reads the next page. */
  async more(): Promise<void> {
    const { query, isReading, isDone } = this.#state;
    if (!query || isReading || isDone) return;
    const page = await this.#readPage(query, this.#cursor);
    if (!page) return;
    this.#cursor = page.next;
    const rows = merge(this.#state.rows, page.chats, this.#heard);
    this.#heard.clear();
    this.#set({ ...this.#state, rows, isDone: page.next === null, isReading: false, failure: null });
  }

  /** Reads from the top again what may have changed unheard; what is no longer there goes. */
  async reload(): Promise<void> {
    const { query, isReading, rows } = this.#state;
    if (!query || isReading) return;
    const fresh: InboxChatDto[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.#readPage(query, cursor);
      if (!page) return;
      fresh.push(...page.chats);
      cursor = page.next;
    } while (cursor !== null && fresh.length < Math.min(rows.length, RELOAD_MAX));
    this.#cursor = cursor;
    const merged = merge([], fresh, this.#heard);
    this.#heard.clear();
    this.#set({ ...this.#state, rows: merged, isDone: cursor === null, isReading: false, failure: null });
  }

  /** A row as the server told it just now, of whatever department. */
  heard(chat: InboxChatDto): void {
    const { query, rows, isDone, isReading } = this.#state;
    if (!query) return;
    if (isReading) this.#heard.set(chat.id, chat);
    const known = rows.find(({ id }) => id === chat.id);
    if (known && known.lastSeq > chat.lastSeq) return;
    const isListed = !chat.isSpam && (chat.status === "closed") === (query.list === "closed");
    const last = rows.at(-1);
    const isInReach = isDone || (last !== undefined && isBefore(sortKeyOf(chat), sortKeyOf(last)));
    if (!known && !(isListed && isInReach)) return;
    const others = known ? rows.filter((row) => row !== known) : [...rows];
    if (isListed) others.splice(insertedAt(others, chat), 0, withOwn(chat, known));
    this.#set({ ...this.#state, rows: others });
  }

  async #readPage(query: PagedQuery, cursor: string | null): Promise<ChatListDto | null> {
    const turn = this.#turn;
    this.#set({ ...this.#state, isReading: true });
    const result = await this.#read(query, cursor);
    if (turn !== this.#turn) return null;
    if (result.ok) return result.data;
    this.#set({ ...this.#state, isReading: false, failure: result.code });
    return null;
  }

  #set(state: PagedRows): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Pages below what is there already, newest rows winning over older ones of the same chat. */
function merge(
  known: readonly InboxChatDto[],
  page: readonly InboxChatDto[],
  heard: ReadonlyMap<string, InboxChatDto>,
): InboxChatDto[] {
  const byId = new Map(known.map((chat) => [chat.id, chat]));
  for (const chat of page) {
    const other = heard.get(chat.id) ?? byId.get(chat.id);
    byId.set(chat.id, other && other.lastSeq > chat.lastSeq ? withOwn(other, chat) : chat);
  }
  return [...byId.values()].sort((one, other) => (isBefore(sortKeyOf(one), sortKeyOf(other)) ? -1 : 1));
}

/** What is heard does not say what this operator has read: that is known from before. */
export function withOwn(chat: InboxChatDto, known: InboxChatDto | undefined): InboxChatDto {
  if (chat.own || !known?.own) return chat;
  const { readSeq, unread } = known.own;
  // Each message of the visitor is heard of by itself.
  return { ...chat, own: { readSeq, unread: unread + (chat.lastVisitorSeq > known.lastVisitorSeq ? 1 : 0) } };
}
