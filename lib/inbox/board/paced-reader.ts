/** Hints may come by the hundred; the server is asked at most this often. */
export const READ_EVERY_MS = 1000;
/** What no event tells, such as a connection that was lost, shows this late. */
export const READ_AT_LATEST_MS = 15_000;

type Options = {
  /** Reads once; it is never called while it runs. */
  read: () => Promise<void>;
  now?: () => number;
};

/**
 * Reads something again whenever a hint says that it has changed: at once after a quiet second, else when the second is
 * over, never twice at the same time, and without any hint every 15 seconds. A hint that comes while it reads is not lost.
 */
export class PacedReader {
  readonly #read: () => Promise<void>;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #isReading = false;
  #isHinted = false;
  #isStopped = true;

  constructor({ read, now = () => performance.now() }: Options) {
    this.#read = read;
    this.#now = now;
  }

  start(): void {
    this.#isStopped = false;
    this.#wait(READ_AT_LATEST_MS);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  hint(): void {
    if (this.#isStopped) return;
    if (this.#isReading) this.#isHinted = true;
    else this.#wait(Math.max(0, this.#readAt + READ_EVERY_MS - this.#now()));
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), ms);
  }

  async #run(): Promise<void> {
    this.#isReading = true;
    this.#isHinted = false;
    this.#readAt = this.#now();
    try {
      await this.#read();
    } finally {
      this.#isReading = false;
      if (!this.#isStopped) {
        this.#wait(this.#isHinted ? Math.max(0, this.#readAt + READ_EVERY_MS - this.#now()) : READ_AT_LATEST_MS);
      }
    }
  }
}
