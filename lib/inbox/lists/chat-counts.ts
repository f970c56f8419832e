import type { CallResult, KnownAnswer } from "@/lib/http/client";
import { Coalesced } from "@/lib/inbox/coalesced";
import type { InboxCountsDto } from "@/lib/views/schemas";

/** Between two countings: numbers beside tabs need not be of this very second, and every open inbox asks for them. */
const COUNT_EVERY_MS = 5000;

export type ReadCounts = (known: KnownAnswer<InboxCountsDto> | undefined) => Promise<CallResult<InboxCountsDto>>;

/** How many chats there are under each filter, as the server counted last; counted anew while somebody looks. */
export class ChatCounts {
  readonly #reading: Coalesced;
  readonly #listeners = new Set<() => void>();
  #known: KnownAnswer<InboxCountsDto> | undefined;
  #counts: InboxCountsDto | null = null;

  constructor(read: ReadCounts) {
    this.#reading = new Coalesced(
      async () => {
        const result = await read(this.#known);
        if (!result.ok || result.status === 304) return;
        this.#known = result.etag === undefined ? undefined : { etag: result.etag, data: result.data };
        this.#counts = result.data;
        for (const listener of this.#listeners) listener();
      },
      { everyMs: COUNT_EVERY_MS },
    );
  }

  readonly get = (): InboxCountsDto | null => this.#counts;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Something changed that is counted. Nobody counts while nobody looks. */
  soon(): void {
    if (this.#listeners.size > 0) this.#reading.soon();
  }

  stop(): void {
    this.#reading.stop();
  }
}
