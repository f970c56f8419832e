import type { CallResult } from "@/lib/http/client";
import type { CannedRepliesDto, CannedReplyDto } from "@/lib/replies/schemas";

/** Replies are read again when the list opens and they are older than this. */
const FRESH_MS = 60_000;

type Shelf = CannedRepliesDto & { isLoaded: boolean };
const EMPTY: Shelf = { replies: [], companyName: "", isLoaded: false };

/** The canned replies of one operator, read when they are first wanted and kept for the tab. */
export class ReplyShelf {
  readonly #read: () => Promise<CallResult<CannedRepliesDto>>;
  readonly #listeners = new Set<() => void>();
  #shelf = EMPTY;
  #readAt = Number.NEGATIVE_INFINITY;
  #isReading = false;
  #taker: ((reply: CannedReplyDto | string) => void) | null = null;

  constructor(read: () => Promise<CallResult<CannedRepliesDto>>) {
    this.#read = read;
  }

  readonly get = (): Shelf => this.#shelf;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Where a reply, or a text as it is, goes that is chosen elsewhere: into the answer that is open, if one is. */
  readonly taker = () => this.#taker;

  /** An answer that takes replies is open until the returned function is called. */
  take(into: (reply: CannedReplyDto | string) => void): () => void {
    this.#taker = into;
    this.#tell();
    return () => {
      if (this.#taker === into) this.#taker = null;
      this.#tell();
    };
  }

  /** Somebody is about to look: reads what may be old. What was there stays until the answer comes, or if none does. */
  async wanted(now = Date.now()): Promise<void> {
    if (this.#isReading || now - this.#readAt < FRESH_MS) return;
    this.#isReading = true;
    const result = await this.#read();
    this.#isReading = false;
    if (!result.ok) return;
    this.#readAt = now;
    this.#shelf = { ...result.data, isLoaded: true };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
