import type { ChatStateDto, EventsPageDto } from "@/lib/chats/schemas";
import { applyPage, applyState, emptyTimeline, type Timeline } from "@/lib/chats/timeline";
import type { CallResult } from "@/lib/http/client";

/** A live entry often overtakes its predecessor by a moment: only what is still missing then is asked for. */
export const GAP_WAIT_MS = 250;
const RETRY_WAIT_MS = 3000;
const BOOK_MAX = 20;

export type ReadPage = (chatId: string, after: number) => Promise<CallResult<EventsPageDto>>;
export type TimelinePage = {
  timeline: Timeline;
  /** Everything that the server had at one moment has been read at least once. */
  isLoaded: boolean;
  /** Why the last reading failed; null while all is well. */
  failure: string | null;
};

/**
 * The timelines that this tab has opened, kept so that going back to a chat shows it at once. It reads what is
 * missing by HTTP; live entries are only ever a shortcut.
 */
export class TimelineBook {
  readonly #read: ReadPage;
  readonly #onState: (state: ChatStateDto) => void;
  readonly #pages = new Map<string, TimelinePage>();
  readonly #reading = new Map<string, { isAskedAgain: boolean }>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();

  /** `onState` hears every state that comes with a page. */
  constructor(read: ReadPage, onState: (state: ChatStateDto) => void) {
    this.#read = read;
    this.#onState = onState;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The page of a chat; the same object until it changes, undefined before the chat was opened. */
  readonly get = (chatId: string): TimelinePage | undefined => this.#pages.get(chatId);

  /** Opens a chat's page, or brings it to the front, and reads what is new. */
  open(chatId: string): void {
    const page = this.#pages.get(chatId) ?? { timeline: emptyTimeline(chatId), isLoaded: false, failure: null };
    this.#pages.delete(chatId);
    this.#pages.set(chatId, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > BOOK_MAX && oldest !== undefined) this.#pages.delete(oldest);
    this.#tell();
    void this.catchUp(chatId);
  }

  /** Folds something learnt into an opened chat; unopened ones learn it when they are opened. */
  update(chatId: string, change: (timeline: Timeline) => Timeline): void {
    const page = this.#pages.get(chatId);
    if (!page) return;
    const timeline = change(page.timeline);
    if (timeline === page.timeline) return;
    this.#set(chatId, { ...page, timeline });
    if (timeline.gap) this.#soon(chatId, GAP_WAIT_MS);
  }

  noteState(state: ChatStateDto): void {
    this.update(state.chatId, (timeline) => applyState(timeline, state));
  }

  /** Reads everything after the last entry, page by page. Asked while it reads, it reads once more afterwards. */
  async catchUp(chatId: string): Promise<void> {
    const reading = this.#reading.get(chatId);
    if (reading) {
      reading.isAskedAgain = true;
      return;
    }
    this.#reading.set(chatId, { isAskedAgain: false });
    try {
      await this.#readAll(chatId);
    } finally {
      const isAskedAgain = this.#reading.get(chatId)?.isAskedAgain;
      this.#reading.delete(chatId);
      if (isAskedAgain) void this.catchUp(chatId);
    }
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #readAll(chatId: string): Promise<void> {
    clearTimeout(this.#timers.get(chatId));
    for (;;) {
      const before = this.#pages.get(chatId);
      if (!before) return;
      const after = before.timeline.last;
      const result = await this.#read(chatId, after);
      const page = this.#pages.get(chatId);
      if (!page) return;
      if (!result.ok) {
        this.#set(chatId, { ...page, failure: result.code });
        if (result.status === 0 || result.status >= 500 || result.status === 429) this.#soon(chatId, RETRY_WAIT_MS);
        return;
      }
      const timeline = applyPage(page.timeline, result.data);
      this.#set(chatId, { timeline, isLoaded: page.isLoaded || !result.data.hasMore, failure: null });
      this.#onState(result.data.state);
      if (!result.data.hasMore || timeline.last <= after) {
        // An answer that was read just before a write is no reason to hurry, only to ask again.
        if (timeline.gap) this.#soon(chatId, RETRY_WAIT_MS);
        return;
      }
    }
  }

  #soon(chatId: string, waitMs: number): void {
    clearTimeout(this.#timers.get(chatId));
    this.#timers.set(
      chatId,
      setTimeout(() => void this.catchUp(chatId), waitMs),
    );
  }

  #set(chatId: string, page: TimelinePage): void {
    this.#pages.set(chatId, page);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
