import type { ChatEventDto, ChatStateDto, InboxChatDto, InboxDto } from "@/lib/chats/schemas";
import { applyEvents, noteSeq } from "@/lib/chats/timeline";
import type { FileDto } from "@/lib/files/schemas";
import { type CallResult, isGone, type KnownAnswer } from "@/lib/http/client";
import { uuidv7 } from "@/lib/ids";
import { ChatActions } from "@/lib/inbox/chat-actions";
import { chatOf, isInSlot, isMine, isOfferedTo } from "@/lib/inbox/chat-lists";
import { Coalesced } from "@/lib/inbox/coalesced";
import { type DeskHealth, healthReducer, initialHealth } from "@/lib/inbox/desk-health";
import * as api from "@/lib/inbox/inbox-api";
import {
  type InboxAction,
  type InboxState,
  inboxReducer,
  initialInbox,
  type PresenceChange,
  presenceOf,
} from "@/lib/inbox/inbox-state";
import { ChatCounts } from "@/lib/inbox/lists/chat-counts";
import { PagedList } from "@/lib/inbox/lists/paged-list";
import { markUnread } from "@/lib/inbox/organise/organise-api";
import { newItem } from "@/lib/inbox/outbox/outbox";
import { Outbox } from "@/lib/inbox/outbox/outbox-sender";
import { ChatTyping } from "@/lib/inbox/pulse/chat-typing";
import { Colleagues } from "@/lib/inbox/pulse/colleagues";
import type { PulseClock } from "@/lib/inbox/pulse/pulse-clock";
import { pulseContents } from "@/lib/inbox/pulse/pulse-contents";
import { PulseLoop } from "@/lib/inbox/pulse/pulse-loop";
import type { TextStore } from "@/lib/inbox/storage";
import { createStore, type Store } from "@/lib/inbox/store";
import { TimelineBook } from "@/lib/inbox/timeline-book";
import { ChatUploads, postFile } from "@/lib/inbox/uploads/chat-uploads";

/** Between two readings of the inbox that events caused. */
const REFRESH_EVERY_MS = 2000;

export type DeskOptions = {
  inbox: InboxDto;
  openedId: string | null;
  storage: TextStore;
  exclusively: (name: string, work: () => Promise<void>) => Promise<void>;
  /** When to pulse; by default by plain timers. */
  clock?: PulseClock;
};

/**
 * Everything that one tab of the inbox knows and does, without its looks: the list, the opened timelines, what waits to
 * be sent, and the pulse. Live events are fed in from outside; whatever they miss is read by HTTP.
 */
export class Desk {
  readonly inbox: Store<InboxState, InboxAction>;
  readonly health: Store<DeskHealth, Partial<DeskHealth>>;
  readonly book: TimelineBook;
  readonly outbox: Outbox<api.SentMessage>;
  readonly uploads = new ChatUploads(postFile, (chatId, file) => void this.send(chatId, "", file));
  readonly pulse: PulseLoop;
  readonly actions: ChatActions;
  /** What the tabs All and Closed show. */
  readonly list = new PagedList(async (query, cursor) => this.#noted(await api.readList(query, cursor)));
  readonly counts: ChatCounts;
  readonly typing = new ChatTyping(api.postTyping);
  readonly colleagues: Colleagues;
  readonly #refreshing = new Coalesced(() => this.#readInbox(), { everyMs: REFRESH_EVERY_MS });
  #known: KnownAnswer<InboxDto> | undefined;
  #pulseTurn = 0;
  #choices = 0;

  constructor({ inbox, openedId, storage, exclusively, clock }: DeskOptions) {
    this.inbox = createStore(inboxReducer, initialInbox(inbox, openedId));
    this.colleagues = new Colleagues(inbox.operator.id);
    this.health = createStore(healthReducer, initialHealth(Date.now()));
    this.book = new TimelineBook(
      async (chatId, range) => this.#noted(await api.readEvents(chatId, range)),
      (state) => {
        // Its row lags behind and lacks more than the state, such as the preview.
        if (this.#learnt(state)) this.refreshSoon();
      },
    );
    this.outbox = new Outbox({
      store: storage,
      key: `foyer.outbox.${inbox.operator.id}`,
      exclusively,
      send: async (item) => {
        const post = item.note ? api.postNote : api.postMessage;
        return this.#noted(await post(item, this.book.get(item.chatId)?.timeline.last));
      },
      onSent: ({ chatId }, { event, missed }) => this.appended(chatId, [...missed, event]),
      onFailure: ({ chatId }, failure) => {
        if (failure.status === 409) this.sync(chatId);
      },
    });
    this.pulse = new PulseLoop(
      () => this.#sendPulse(),
      () => this.refreshSoon(),
      { clock },
    );
    this.counts = new ChatCounts(async (known) => this.#noted(await api.readCounts(known)));
    this.actions = new ChatActions({
      note: (result) => this.#noted(result),
      heard: (chat) => this.heard(chat),
      learnt: (state) => this.#learnt(state),
      sync: (chatId) => this.sync(chatId),
    });
  }

  /** Begins to pulse and to send; may be stopped and begun again. */
  start(): void {
    this.outbox.start();
    this.pulse.start();
  }

  stop(): void {
    this.outbox.stop();
    this.pulse.stop();
    this.#refreshing.stop();
    this.counts.stop();
    this.book.stop();
    this.uploads.stop();
  }

  /** Shows a chat, also one that is in no list. */
  async open(chatId: string | null): Promise<void> {
    this.inbox.dispatch({ type: "opened", chatId });
    this.health.dispatch({ missingId: null });
    if (chatId === null) return;
    this.book.open(chatId);
    const known = chatOf(this.inbox.get(), chatId);
    // What was to be looked at again is looked at.
    if (known?.isMarkedUnread && isMine(known, this.inbox.get().operator.id)) {
      void this.actions.settle(chatId, markUnread(chatId, false));
    }
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

  async #readInbox(): Promise<void> {
    const since = this.inbox.get().clock;
    const result = this.#noted(await api.readInbox(this.#known));
    if (!result.ok) return;
    this.#known = result.etag === undefined ? undefined : { etag: result.etag, data: result.data };
    this.inbox.dispatch({ type: "snapshot", inbox: result.data, since });
    this.health.dispatch({ syncedAt: Date.now() });
    this.#announceRow(chatOf(this.inbox.get(), this.inbox.get().openedId));
    await this.#readOpenedIfUnlisted(result.data);
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
    // The visitor sees soon that what they wrote has arrived.
    if (chat.unread > 0 && isMine(chat, operator.id)) this.pulse.soon();
  }

  appended(chatId: string, events: readonly ChatEventDto[]): void {
    this.book.update(chatId, (timeline) => applyEvents(timeline, events));
    for (const event of events) this.inbox.dispatch({ type: "message", event });
  }

  announced(chatId: string, seq: number): void {
    this.book.update(chatId, (timeline) => noteSeq(timeline, seq));
  }

  /** Shows the choice at once and takes it back when the server refuses; the last of several choices counts. */
  async setPresence(change: PresenceChange): Promise<CallResult<unknown>> {
    const choice = ++this.#choices;
    const before = presenceOf(this.inbox.get().operator);
    this.inbox.dispatch({ type: "presenceChosen", change });
    const result = this.#noted(await api.putPresence(change));
    if (choice === this.#choices) {
      this.inbox.dispatch({ type: "presenceSettled", presence: result.ok ? result.data : before });
      void this.refresh();
    }
    return result;
  }

  /** A key was pressed in the answer to a chat: the clock of reassignment waits for it. */
  typed(chatId: string): void {
    if (this.typing.typed(chatId, Date.now())) this.pulse.soon();
  }

  /** Hands a message to the outbox, with a file that the server has; false when it is full. */
  send(chatId: string, body: string, file?: FileDto): boolean {
    const after = this.book.get(chatId)?.timeline.last;
    const seen = after === undefined ? {} : { after };
    const fields = { clientId: uuidv7(), chatId, body, epoch: this.epochOf(chatId), ...seen, ...(file && { file }) };
    const isTaken = this.outbox.add(newItem(fields, Date.now()));
    if (isTaken) this.typing.ended(chatId);
    return isTaken;
  }

  /** Hands a note to the same outbox; false when it is full. */
  addNote(chatId: string, body: string, mentions: string[]): boolean {
    const fields = { clientId: uuidv7(), chatId, body, epoch: this.epochOf(chatId), note: { mentions } };
    return this.outbox.add(newItem(fields, Date.now()));
  }

  epochOf(chatId: string): number {
    return Math.max(chatOf(this.inbox.get(), chatId)?.epoch ?? 0, this.book.get(chatId)?.timeline.epoch ?? 0);
  }

  markRead(chatId: string, seq: number): void {
    const before = this.inbox.get();
    this.inbox.dispatch({ type: "read", chatId, seq });
    if (this.inbox.get() !== before) this.pulse.soon();
  }

  async #sendPulse(): Promise<void> {
    const state = this.inbox.get();
    const contents = pulseContents(state, this.health.get().missingId, this.#pulseTurn++);
    const result = this.#noted(await api.postPulse({ ...contents, typingIn: this.typing.tell(Date.now()) }));
    if (!result.ok) return;
    this.health.dispatch({ syncedAt: Date.now() });
    this.inbox.dispatch({ type: "readTold", read: contents.read });
    const { chats, ...presence } = result.data;
    this.inbox.dispatch({ type: "presenceTold", presence, since: state.clock });
    // A chat that was left out is no longer ours to see.
    const hasNews = contents.chatIds.map((id) => this.#learnt(chats[id]) || chats[id] === undefined).some(Boolean);
    if (hasNews) this.refreshSoon();
  }

  /** Folds in a state by HTTP; true when the list did not know it yet. */
  #learnt(state: ChatStateDto | undefined): boolean {
    if (!state) return false;
    const known = chatOf(this.inbox.get(), state.chatId);
    this.book.noteState(state);
    this.inbox.dispatch({ type: "state", state });
    return known !== undefined && known.lastSeq < state.lastSeq;
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
    const result = this.#noted(await api.readChat(chatId));
    if (result.ok) {
      this.inbox.dispatch({ type: "row", chat: result.data });
      if (this.health.get().missingId === chatId) this.health.dispatch({ missingId: null });
    } else if (isGone(result) && this.inbox.get().openedId === chatId) {
      this.health.dispatch({ missingId: chatId });
    }
  }

  #noted<T>(result: CallResult<T>): CallResult<T> {
    const isUnreachable = !result.ok && (result.status === 0 || result.status >= 500);
    const isBack = this.health.get().isUnreachable && !isUnreachable;
    this.health.dispatch({ isUnreachable, isSignedOut: !result.ok && result.status === 401 });
    if (isUnreachable) this.pulse.retry();
    if (isBack) this.outbox.kick(true);
    return result;
  }
}
