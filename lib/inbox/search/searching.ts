import type { CallResult } from "@/lib/http/client";
import { parseQuery, type QueryProblem } from "@/lib/search/rules";
import type { FoundChatDto, SearchResultDto } from "@/lib/search/schemas";

/** Who types on within this time is not interrupted by an answer that they did not wait for. */
export const TYPING_WAIT_MS = 200;

export type ReadSearch = (
  typed: string,
  cursor: string | null,
  signal: AbortSignal,
) => Promise<CallResult<SearchResultDto>>;

export type SearchState = {
  /** As it stands in the field. */
  typed: string;
  /** Why it cannot be looked for as it stands; what was found before stays. */
  problem: QueryProblem | null;
  isReading: boolean;
  hasFailed: boolean;
  /** What was found by the last search that was answered; null before there was one. */
  found: { chats: readonly FoundChatDto[]; next: string | null; isSimilar: boolean } | null;
};

const NOTHING: SearchState = { typed: "", problem: null, isReading: false, hasFailed: false, found: null };

/** What one tab looks for: reads a little after the last key, and lets nothing overtake what was typed later. */
export class Searching {
  readonly #read: ReadSearch;
  readonly #listeners = new Set<() => void>();
  #state: SearchState = NOTHING;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: AbortController | null = null;

  constructor(read: ReadSearch) {
    this.#read = read;
  }

  readonly get = (): SearchState => this.#state;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The field has another text. */
  type(typed: string): void {
    this.#stop();
    const parsed = parseQuery(typed);
    // What is still shown of another search cannot be read on.
    const { found } = this.#state;
    if (found) this.#set({ found: { ...found, next: null } });
    if ("problem" in parsed) {
      const { problem } = parsed;
      this.#set(problem === "blank" ? { ...NOTHING, typed } : { typed, problem, isReading: false, hasFailed: false });
      return;
    }
    this.#set({ typed, problem: null, isReading: true, hasFailed: false });
    this.#timer = setTimeout(() => void this.#search(null), TYPING_WAIT_MS);
  }

  /** Reads on where the last page ended, or again what could not be read. */
  more(): void {
    const { found, isReading, hasFailed } = this.#state;
    if (isReading || !(found?.next || hasFailed)) return;
    void this.#search(found?.next ?? null);
  }

  clear(): void {
    this.type("");
  }

  async #search(cursor: string | null): Promise<void> {
    const reading = new AbortController();
    this.#reading = reading;
    this.#set({ isReading: true, hasFailed: false });
    const result = await this.#read(this.#state.typed, cursor, reading.signal);
    if (reading.signal.aborted) return;
    if (!result.ok) return this.#set({ isReading: false, hasFailed: true });
    const before = cursor === null ? [] : (this.#state.found?.chats ?? []);
    const { chats, ...rest } = result.data;
    this.#set({ isReading: false, found: { ...rest, chats: [...before, ...chats] } });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#reading?.abort();
  }

  #set(change: Partial<SearchState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
