import type { CallFailure, CallResult } from "@/lib/http/client";
import { isRetryable } from "@/lib/http/client";
import {
  enqueued,
  hurried,
  nextOf,
  type OutboxItem,
  parseOutbox,
  postponed,
  refused,
  retried,
  sentAnyway,
  waitingChatIds,
  withExpiry,
  without,
} from "@/lib/inbox/outbox/outbox";
import type { TextStore } from "@/lib/inbox/storage";

const WAIT_MAX_MS = 30_000;

export type OutboxDeps<Sent> = {
  store: TextStore;
  /** Where the queue is stored: one per operator, shared by all tabs of this browser. */
  key: string;
  send: (item: OutboxItem) => Promise<CallResult<Sent>>;
  onSent: (item: OutboxItem, sent: Sent) => void;
  onFailure: (item: OutboxItem, failure: CallFailure) => void;
  /** Runs `work` while no other tab runs under the same name; the server's dedupe is the safety net. */
  exclusively: (name: string, work: () => Promise<void>) => Promise<void>;
  now?: () => number;
  random?: () => number;
};

/**
 * Sends what an operator wrote: stored before the first try, in order per chat, one at a time, until the server says
 * yes or a lasting no. A tab that is closed in between loses nothing; the next one goes on.
 */
export class Outbox<Sent> {
  readonly #deps: OutboxDeps<Sent>;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Chats being worked on, and whether somebody asked again meanwhile. */
  readonly #busy = new Map<string, { isAskedAgain: boolean }>();
  #items: OutboxItem[];
  #isStopped = false;

  constructor(deps: OutboxDeps<Sent>) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
    this.#random = deps.random ?? Math.random;
    this.#items = this.#read();
  }

  /** What is not confirmed yet, oldest first; the same array until something changes. */
  readonly items = () => this.#items;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Takes a message over; false when too many wait already, and the text must stay where it is. */
  add(item: OutboxItem): boolean {
    const next = enqueued(this.#read(), item);
    if (!next) return false;
    this.#write(next);
    void this.#drain(item.chatId);
    return true;
  }

  retry(clientId: string, epoch: number): void {
    this.#write(retried(this.#read(), clientId, epoch, this.#now()));
    this.kick();
  }

  /** Its writer has seen what somebody else has answered meanwhile, and wants it sent all the same. */
  sendAnyway(clientId: string, epoch: number): void {
    this.#write(sentAnyway(this.#read(), clientId, epoch, this.#now()));
    this.kick();
  }

  remove(clientId: string): void {
    this.#write(without(this.#read(), clientId));
  }

  /** Tries whatever may go; with `hurry` the waiting times end: the network is back, or somebody looks. */
  kick(hurry = false): void {
    const items = withExpiry(this.#read(), this.#now());
    this.#write(hurry ? hurried(items) : items);
    for (const chatId of waitingChatIds(this.#items)) void this.#drain(chatId);
  }

  /** Another tab changed the queue. */
  reload(): void {
    this.#items = this.#read();
    this.#tell();
    this.kick();
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  start(): void {
    this.#isStopped = false;
    this.kick();
  }

  async #drain(chatId: string): Promise<void> {
    const busy = this.#busy.get(chatId);
    if (busy) {
      busy.isAskedAgain = true;
      return;
    }
    this.#busy.set(chatId, { isAskedAgain: false });
    try {
      await this.#deps.exclusively(`${this.#deps.key}.${chatId}`, () => this.#sendAll(chatId));
    } finally {
      const isAskedAgain = this.#busy.get(chatId)?.isAskedAgain;
      this.#busy.delete(chatId);
      if (isAskedAgain && !this.#isStopped) void this.#drain(chatId);
    }
  }

  async #sendAll(chatId: string): Promise<void> {
    for (;;) {
      // Read anew each time: another tab may have sent, added or deleted while this one waited.
      const item = nextOf(this.#read(), chatId);
      if (!item || this.#isStopped) return;
      const waitMs = Math.min(WAIT_MAX_MS, item.notBefore - this.#now());
      if (waitMs > 0) {
        this.#wake(chatId, waitMs);
        return;
      }
      const result = await this.#deps.send(item);
      this.#settle(item, result);
    }
  }

  #settle(item: OutboxItem, result: CallResult<Sent>): void {
    if (result.ok) {
      this.#deps.onSent(item, result.data);
      this.#write(without(this.#read(), item.clientId));
      return;
    }
    // Signed out is no verdict on the message: it goes out once its writer is back.
    if (isRetryable(result) || result.status === 401) {
      const delay = { now: this.#now(), random: this.#random(), retryAfterMs: result.retryAfterMs };
      this.#write(postponed(this.#read(), item.clientId, delay));
    } else {
      this.#write(refused(this.#read(), item.clientId, result.code));
    }
    this.#deps.onFailure(item, result);
  }

  #wake(chatId: string, waitMs: number): void {
    clearTimeout(this.#timers.get(chatId));
    this.#timers.set(
      chatId,
      setTimeout(() => void this.#drain(chatId), waitMs),
    );
  }

  #read = (): OutboxItem[] => parseOutbox(this.#deps.store.get(this.#deps.key));

  #write(items: OutboxItem[]): void {
    if (items.length > 0) this.#deps.store.set(this.#deps.key, JSON.stringify(items));
    else this.#deps.store.remove(this.#deps.key);
    this.#items = items;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
