import type { InboxDto } from "@/lib/chats/inbox-schemas";
import type { ChatEventDto, ChatStateDto, InboxChatDto } from "@/lib/chats/schemas";
import { applyEvents, noteSeq } from "@/lib/chats/timeline";
import { type CallResult, isGone, type KnownAnswer } from "@/lib/http/client";
import { chatOf, isInSlot, isOfferedTo } from "@/lib/inbox/chat-lists";
import { Coalesced } from "@/lib/inbox/coalesced";
import { type DeskHealth, healthReducer, initialHealth } from "@/lib/inbox/desk-health";
import * as api from "@/lib/inbox/inbox-api";
import { type InboxAction, type InboxState, inboxReducer, initialInbox } from "@/lib/inbox/inbox-state";
import { ChatCounts } from "@/lib/inbox/lists/chat-counts";
import { PagedList } from "@/lib/inbox/lists/paged-list";
import { Colleagues } from "@/lib/inbox/pulse/colleagues";
import { createStore, type Store } from "@/lib/inbox/store";
import { TimelineBook } from "@/lib/inbox/timeline-book";

/** Between two readings of the inbox that events caused. */
const REFRESH_EVERY_MS = 2000;

/**
 * What one tab of the inbox knows: the lists, the opened timelines, who else is there. Live events are fed in from outside;
 * whatever they miss is read by HTTP.
 */
export class DeskKnowledge {
  readonly inbox: Store<InboxState, InboxAction>;
  readonly health: Store<DeskHealth, Partial<DeskHealth>>;
  readonly book: TimelineBook;
  /** What the tabs All and Closed show. */
  readonly list = new PagedList(async (query, cursor) => this.noted(await api.readList(query, cursor)));
  readonly counts = new ChatCounts(async (known) => this.noted(await api.readCounts(known)));
  readonly colleagues: Colleagues;
  readonly #refreshing = new Coalesced(() => this.#readInbox(), { everyMs: REFRESH_EVERY_MS });
  #known: KnownAnswer<InboxDto> | undefined;

  constructor(inbox: InboxDto, openedId: string | null) {
    this.inbox = createStore(inboxReducer, initialInbox(inbox, openedId));
    this.health = createStore(healthReducer, initialHealth(Date.now()));
    this.colleagues = new Colleagues(inbox.operator.id);
    this.book = new TimelineBook(
      async (chatId, range) => this.noted(await api.readEvents(chatId, range)),
      (state) => {
        // Its row lags behind and lacks more than the state, such as the preview.
        if (this.learnt(state)) this.refreshSoon();
      },
    );
  }

  stop(): void {
    this.#refreshing.stop();
    this.counts.stop();
    this.book.stop();
  }

  /** Shows a chat, also one that is in no list. */
  async open(chatId: string | null): Promise<void> {
    this.inbox.dispatch({ type: "opened", chatId });
    this.health.dispatch({ missingId: null });
    if (chatId === null) return;
    this.book.open(chatId);
    if (!chatOf(this.inbox.get(), chatId)) await this.#readRow(chatId);
  }

  /** Reads a chat's timeline without showing it, if it was not read before. */
  peek(chatId: string): void {
    if (!this.book.get(chatId)) this.book.open(chatId);
  }

  /** Reads everything that may have been missed: after a reconnect, a wake, a page from the back/forward cache. */
  sync(chatId: string | null = this.inbox.get().openedId): void {
    void this.refresh();
    void this.list.reload();
    this.counts.soon();
    if (chatId) void this.book.catchUp(chatId);
  }

  /** Reads the inbox at once, for something that the operator did; asked while it reads, once more afterwards. */
  refresh(): Promise<void> {
    return this.#refreshing.now();
  }

  /** Reads the inbox because of an event; however many there are, others read it, too. */
  refreshSoon(): void {
    this.#refreshing.soon();
  }

  /** A row as the server told it just now. */
  heard(chat: InboxChatDto): void {
    const { operator, entries } = this.inbox.get();
    const hadSlot = isInSlot(entries.get(chat.id)?.chat, operator.id);
    this.inbox.dispatch({ type: "row", chat });
    this.list.heard(chat);
    this.counts.soon();
    this.#announceRow(chat);
    // What the operator carries is counted in weights, which rows do not tell.
    if (hadSlot !== isInSlot(chatOf(this.inbox.get(), chat.id), operator.id)) this.refreshSoon();
  }

  appended(chatId: string, events: readonly ChatEventDto[]): void {
    this.book.update(chatId, (timeline) => applyEvents(timeline, events));
    for (const event of events) this.inbox.dispatch({ type: "message", event });
  }

  announced(chatId: string, seq: number): void {
    this.book.update(chatId, (timeline) => noteSeq(timeline, seq));
  }

  epochOf(chatId: string): number {
    return Math.max(chatOf(this.inbox.get(), chatId)?.epoch ?? 0, this.book.get(chatId)?.timeline.epoch ?? 0);
  }

  /** Folds in a state by HTTP; true when the list did not know it yet. */
  protected learnt(state: ChatStateDto | undefined): boolean {
    if (!state) return false;
    const known = chatOf(this.inbox.get(), state.chatId);
    this.book.noteState(state);
    this.inbox.dispatch({ type: "state", state });
    return known !== undefined && known.lastSeq < state.lastSeq;
  }

  /** Takes from an answer how the server is, and hands it on. */
  protected noted<T>(result: CallResult<T>): CallResult<T> {
    const isUnreachable = !result.ok && (result.status === 0 || result.status >= 500);
    this.health.dispatch({ isUnreachable, isSignedOut: !result.ok && result.status === 401 });
    return result;
  }

  async #readInbox(): Promise<void> {
    const since = this.inbox.get().clock;
    const result = this.noted(await api.readInbox(this.#known));
    if (!result.ok) return;
    this.#known = result.etag === undefined ? undefined : { etag: result.etag, data: result.data };
    this.inbox.dispatch({ type: "snapshot", inbox: result.data, since });
    this.health.dispatch({ syncedAt: Date.now() });
    this.#announceRow(chatOf(this.inbox.get(), this.inbox.get().openedId));
    await this.#readOpenedIfUnlisted(result.data);
  }

  /** Timelines that somebody looks at follow their rows. */
  #announceRow(chat: InboxChatDto | undefined): void {
    const { openedId, operator } = this.inbox.get();
    if (chat && (chat.id === openedId || isOfferedTo(chat, operator.id))) this.announced(chat.id, chat.lastSeq);
  }

  async #readOpenedIfUnlisted({ waiting, mine, offers }: InboxDto): Promise<void> {
    const { openedId } = this.inbox.get();
    const isListed = [...waiting, ...mine, ...offers].some(({ id }) => id === openedId);
    if (openedId && !isListed) await this.#readRow(openedId);
  }

  async #readRow(chatId: string): Promise<void> {
    const result = this.noted(await api.readChat(chatId));
    if (result.ok) {
      this.inbox.dispatch({ type: "row", chat: result.data });
      if (this.health.get().missingId === chatId) this.health.dispatch({ missingId: null });
    } else if (isGone(result) && this.inbox.get().openedId === chatId) {
      this.health.dispatch({ missingId: chatId });
    }
  }
}
