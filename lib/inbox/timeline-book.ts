import type { ChatStateDto, EventsPageDto } from "@/lib/chats/schemas";
import {
  applyOlder,
  applyPage,
  applyState,
  emptyTimeline,
  startOf,
  type Timeline,
  withoutOldest,
} from "@/lib/chats/timeline";
import type { CallResult } from "@/lib/http/client";

/** A live entry often overtakes its predecessor by a moment: only what is still missing then is asked for. */
export const GAP_WAIT_MS = 250;
const RETRY_WAIT_MS = 3000;
/** Timelines that are kept, and what is kept of each once another chat is opened. */
const BOOK_MAX = 20;
const LEFT_MAX = 100;
/** An opened timeline may grow so far while its reader stays at the end; then it is cut to half of it. */
const OPENED_MAX = 600;

/** Where to read: what came after `from`, the newest entries, or what came before `from`. */
export type EventsRange = { kind: "after" | "tail" | "before"; from: number };
export type BookOptions = { isWhole?: boolean };
export type ReadPage = (chatId: string, range: EventsRange) => Promise<CallResult<EventsPageDto>>;
export type TimelinePage = {
  timeline: Timeline;
  /** What the server had at one moment has been read at least once, from its end backwards. */
  isLoaded: boolean;
  /** Entries from before the first one here are on their way. */
  isReadingOlder: boolean;
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
  readonly #isWhole: boolean;
  readonly #pages = new Map<string, TimelinePage>();
  readonly #reading = new Map<string, { isAskedAgain: boolean }>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();

  /** `onState` hears every state that comes with a page. `isWhole`: timelines are short, and are here from the first entry on. */
  constructor(read: ReadPage, onState: (state: ChatStateDto) => void, { isWhole = false }: BookOptions = {}) {
    this.#read = read;
    this.#onState = onState;
    this.#isWhole = isWhole;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The page of a chat; the same object until it changes, undefined before the chat was opened. */
  readonly get = (chatId: string): TimelinePage | undefined => this.#pages.get(chatId);

  /** Opens a chat's page, or brings it to the front, and reads what is new. */
  open(chatId: string): void {
    const page = this.#pages.get(chatId) ?? {
      timeline: emptyTimeline(chatId),
      isLoaded: false,
      isReadingOlder: false,
      failure: null,
    };
    this.#leaveOthers(chatId);
    this.#pages.delete(chatId);
    this.#pages.set(chatId, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > BOOK_MAX && oldest !== undefined) this.#pages.delete(oldest);
    this.#tell();
    void this.catchUp(chatId);
  }

  /** Reads the page before the first entry that is here; answers whether there is more to go back to. */
  async older(chatId: string): Promise<boolean> {
    const before = this.#pages.get(chatId);
    if (!before?.isLoaded || before.isReadingOlder) return false;
    const start = startOf(before.timeline);
    if (start === 0) return false;
    this.#set(chatId, { ...before, isReadingOlder: true });
    const result = await this.#read(chatId, { kind: "before", from: start + 1 });
    const page = this.#pages.get(chatId);
    if (!page) return false;
    if (!result.ok) {
      this.#set(chatId, { ...page, isReadingOlder: false, failure: result.code });
      return false;
    }
    const timeline = applyOlder(page.timeline, result.data);
    this.#set(chatId, { ...page, timeline, isReadingOlder: false, failure: null });
    this.#onState(result.data.state);
    return startOf(timeline) > 0;
  }

  /** Goes back until an entry is here, for who wants to see just that one; answers whether it came. */
  async reach(chatId: string, seq: number): Promise<boolean> {
    for (;;) {
      const page = this.#pages.get(chatId);
      if (!page?.isLoaded) return false;
      const start = startOf(page.timeline);
      if (start < seq) return seq <= page.timeline.last;
      await this.older(chatId);
      const { timeline } = this.#pages.get(chatId) ?? page;
      if (startOf(timeline) === start) return false;
    }
  }

  /** Its reader is at the end: what is far above may go. */
  trim(chatId: string): void {
    const page = this.#pages.get(chatId);
    if (!page || this.#isWhole || page.isReadingOlder || page.timeline.events.length <= OPENED_MAX) return;
    this.#set(chatId, { ...page, timeline: withoutOldest(page.timeline, OPENED_MAX / 2) });
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

  /** A timeline is read from its end the first time, and from where it ended ever after. */
  async #readAll(chatId: string): Promise<void> {
    clearTimeout(this.#timers.get(chatId));
    for (;;) {
      const before = this.#pages.get(chatId);
      if (!before) return;
      const after = before.timeline.last;
      const isFirst = !this.#isWhole && !before.isLoaded && after === 0;
      const result = await this.#read(chatId, { kind: isFirst ? "tail" : "after", from: after });
      const page = this.#pages.get(chatId);
      if (!page) return;
      if (!result.ok) {
        this.#set(chatId, { ...page, failure: result.code });
        if (result.status === 0 || result.status >= 500 || result.status === 429) this.#soon(chatId, RETRY_WAIT_MS);
        return;
      }
      const timeline = (isFirst ? applyOlder : applyPage)(page.timeline, result.data);
      const isWhole = isFirst || !result.data.hasMore;
      this.#set(chatId, { ...page, timeline, isLoaded: page.isLoaded || isWhole, failure: null });
      this.#onState(result.data.state);
      // Live entries of a chat that had just begun came before its end was here.
      if (isFirst && timeline.gap) continue;
      if (isWhole || timeline.last <= after) {
        // An answer that was read just before a write is no reason to hurry, only to ask again.
        if (timeline.gap) this.#soon(chatId, RETRY_WAIT_MS);
        return;
      }
    }
  }

  /** Of chats that nobody looks at any more only the end is kept. */
  #leaveOthers(chatId: string): void {
    if (this.#isWhole) return;
    for (const [id, page] of this.#pages) {
      const timeline = id === chatId ? page.timeline : withoutOldest(page.timeline, LEFT_MAX);
      if (timeline !== page.timeline) this.#pages.set(id, { ...page, timeline });
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
