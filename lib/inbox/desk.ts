import type { ChatEventDto, ChatStateDto, InboxDto } from "@/lib/chats/schemas";
import { applyEvents, noteSeq } from "@/lib/chats/timeline";
import type { CallFailure, CallResult } from "@/lib/http/client";
import { uuidv7 } from "@/lib/ids";
import { type DeskHealth, healthReducer, initialHealth } from "@/lib/inbox/desk-health";
import * as api from "@/lib/inbox/inbox-api";
import {
  chatOf,
  type InboxAction,
  type InboxState,
  inboxReducer,
  initialInbox,
  myChats,
} from "@/lib/inbox/inbox-state";
import { newItem } from "@/lib/inbox/outbox";
import { Outbox } from "@/lib/inbox/outbox-sender";
import { PulseLoop } from "@/lib/inbox/pulse-loop";
import type { TextStore } from "@/lib/inbox/storage";
import { createStore, type Store } from "@/lib/inbox/store";
import { TimelineBook } from "@/lib/inbox/timeline-book";

/** Limits of one pulse, see `pulseInput`. */
const PULSE_CHATS_MAX = 20;

export type DeskOptions = {
  inbox: InboxDto;
  openedId: string | null;
  storage: TextStore;
  exclusively: (name: string, work: () => Promise<void>) => Promise<void>;
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
  readonly pulse: PulseLoop;
  /** Chats that were accepted in this tab: no alarm for those. */
  readonly claimedIds = new Set<string>();
  #refreshing: { isAskedAgain: boolean } | null = null;
  #pulseTurn = 0;

  constructor({ inbox, openedId, storage, exclusively }: DeskOptions) {
    this.inbox = createStore(inboxReducer, initialInbox(inbox, openedId));
    this.health = createStore(healthReducer, initialHealth(Date.now()));
    this.book = new TimelineBook(
      async (chatId, after) => this.#noted(await api.readEvents(chatId, after)),
      (state) => {
        // Its row lags behind and lacks more than the state, such as the preview.
        if (this.#learnt(state)) void this.refresh();
      },
    );
    this.outbox = new Outbox({
      store: storage,
      key: `foyer.outbox.${inbox.operator.id}`,
      exclusively,
      send: async (item) => this.#noted(await api.postMessage(item, this.book.get(item.chatId)?.timeline.last)),
      onSent: ({ chatId }, { event, missed }) => this.appended(chatId, [...missed, event]),
      onFailure: ({ chatId }, failure) => {
        if (failure.status === 409) this.sync(chatId);
      },
    });
    this.pulse = new PulseLoop(
      () => this.#sendPulse(),
      () => void this.refresh(),
    );
  }

  /** Begins to pulse and to send; may be stopped and begun again. */
  start(): void {
    this.outbox.start();
    this.pulse.start();
  }

  stop(): void {
    this.outbox.stop();
    this.pulse.stop();
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

  /** Reads everything that may have been missed: after a reconnect, a wake, a page from the back/forward cache. */
  sync(chatId: string | null = this.inbox.get().openedId): void {
    void this.refresh();
    if (chatId) void this.book.catchUp(chatId);
  }

  /** Reads the inbox; asked while it reads, it reads once more afterwards. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#refreshing.isAskedAgain = true;
      return;
    }
    this.#refreshing = { isAskedAgain: false };
    const since = this.inbox.get().clock;
    const result = this.#noted(await api.readInbox());
    if (result.ok) {
      this.inbox.dispatch({ type: "snapshot", inbox: result.data, since });
      this.health.dispatch({ syncedAt: Date.now() });
      await this.#readOpenedIfUnlisted(result.data);
    }
    const { isAskedAgain } = this.#refreshing;
    this.#refreshing = null;
    if (isAskedAgain) await this.refresh();
  }

  appended(chatId: string, events: readonly ChatEventDto[]): void {
    this.book.update(chatId, (timeline) => applyEvents(timeline, events));
    for (const event of events) this.inbox.dispatch({ type: "message", event });
  }

  announced(chatId: string, seq: number): void {
    this.book.update(chatId, (timeline) => noteSeq(timeline, seq));
  }

  /** Takes a waiting chat. */
  async claim(chatId: string): Promise<CallResult<unknown>> {
    this.claimedIds.add(chatId);
    const result = this.#noted(await api.claimChat(chatId));
    if (result.ok) {
      this.inbox.dispatch({ type: "row", chat: result.data.chat });
      void this.book.catchUp(chatId);
    } else {
      this.claimedIds.delete(chatId);
      this.sync(chatId);
    }
    return result;
  }

  async close(chatId: string): Promise<CallResult<unknown>> {
    const result = this.#noted(await api.closeChat(chatId));
    if (result.ok) this.#learnt(result.data.state);
    this.sync(chatId);
    return result;
  }

  /** Shows the choice at once and takes it back when the server refuses. */
  async setIntent(intent: api.Intent): Promise<CallResult<unknown>> {
    const before = this.inbox.get().operator.intent;
    this.inbox.dispatch({ type: "intent", intent });
    const result = this.#noted(await api.putIntent(intent));
    if (!result.ok) this.inbox.dispatch({ type: "intent", intent: before });
    // A snapshot that was on its way meanwhile tells the former choice.
    void this.refresh();
    return result;
  }

  /** Hands a message to the outbox; false when it is full. */
  send(chatId: string, body: string): boolean {
    return this.outbox.add(newItem({ clientId: uuidv7(), chatId, body, epoch: this.epochOf(chatId) }, Date.now()));
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
    const read: Record<string, number> = {};
    const mine = myChats(state);
    for (const { id, readSeq } of mine) {
      const seq = state.read[id] ?? 0;
      if (seq > readSeq && Object.keys(read).length < PULSE_CHATS_MAX) read[id] = seq;
    }
    const chatIds = this.#pulsedIds(mine.map(({ id }) => id));
    const result = this.#noted(await api.postPulse(chatIds, read));
    if (!result.ok) return;
    this.health.dispatch({ syncedAt: Date.now() });
    const { chats, intent } = result.data;
    if (intent && this.inbox.get().operator.intent === state.operator.intent) {
      this.inbox.dispatch({ type: "intent", intent });
    }
    // A chat that was left out is no longer ours to see.
    const hasNews = chatIds.map((id) => this.#learnt(chats[id]) || chats[id] === undefined).some(Boolean);
    if (hasNews) void this.refresh();
  }

  /** The opened chat each time, the others in turn: one pulse has room for 20. */
  #pulsedIds(mine: readonly string[]): string[] {
    const { openedId } = this.inbox.get();
    const others = mine.filter((id) => id !== openedId);
    const room = PULSE_CHATS_MAX - (openedId ? 1 : 0);
    const from = others.length > room ? (this.#pulseTurn++ * room) % others.length : 0;
    const chosen = [...others.slice(from), ...others.slice(0, from)].slice(0, room);
    return openedId && this.health.get().missingId !== openedId ? [openedId, ...chosen] : chosen;
  }

  /** Folds in a state by HTTP; true when the list did not know it yet. */
  #learnt(state: ChatStateDto | undefined): boolean {
    if (!state) return false;
    const known = chatOf(this.inbox.get(), state.chatId);
    this.book.noteState(state);
    this.inbox.dispatch({ type: "state", state });
    return known !== undefined && known.lastSeq < state.lastSeq;
  }

  async #readOpenedIfUnlisted(inbox: InboxDto): Promise<void> {
    const { openedId } = this.inbox.get();
    const isListed = [...inbox.waiting, ...inbox.mine].some(({ id }) => id === openedId);
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

const isGone = ({ status }: CallFailure) => status === 400 || status === 403 || status === 404 || status === 422;
