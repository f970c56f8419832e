/** So much later, by chance, a run that had to wait begins: what many tabs hear at once they do not all ask at once. */
const JITTER = 0.5;

type Options = { everyMs: number; random?: () => number };

/**
 * Work that is asked for by events, however many of them come: the first one begins it at once, and those within
 * `everyMs` of that are one more run together. Never two at a time, and never one less than asked for at the end.
 */
export class Coalesced {
  readonly #work: () => Promise<void>;
  readonly #everyMs: number;
  readonly #random: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #beganAt = Number.NEGATIVE_INFINITY;
  #running: { isAskedAgain: boolean } | null = null;

  constructor(work: () => Promise<void>, { everyMs, random = Math.random }: Options) {
    this.#work = work;
    this.#everyMs = everyMs;
    this.#random = random;
  }

  /** Asks for a run that begins after this moment; it may wait for others that ask, too. */
  soon(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#beganAt + this.#everyMs - Date.now();
    if (wait <= 0 && !this.#running) return void this.now();
    this.#timer = setTimeout(() => void this.now(), Math.max(0, wait) + this.#random() * JITTER * this.#everyMs);
  }

  /** Runs at once; while it runs already, once more afterwards. */
  async now(): Promise<void> {
    if (this.#running) {
      this.#running.isAskedAgain = true;
      return;
    }
    this.stop();
    this.#running = { isAskedAgain: false };
    this.#beganAt = Date.now();
    let isAskedAgain = false;
    try {
      await this.#work();
    } finally {
      isAskedAgain = this.#running.isAskedAgain;
      this.#running = null;
    }
    if (isAskedAgain) await this.now();
  }

  /** Forgets what waits; it may be asked again. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
