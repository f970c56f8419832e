/** Nobody waits longer than this for the one connection; the same as Postgres's `lock_timeout` here. */
export const TURN_WAIT_MS = 3_000;

type Waiter = { start: () => void; timer: NodeJS.Timeout | undefined };

/** Gives out the one connection in order of asking; whoever has it, has it alone until their work has ended. */
export class Turns {
  readonly #waiting = new Set<Waiter>();
  readonly #waitMs: number;
  #isTaken = false;

  constructor(waitMs: number = TURN_WAIT_MS) {
    this.#waitMs = waitMs;
  }

  /**
   * Runs `work` when it is its turn. The wait is bounded, the work is not.
   * @throws Error with code 55P03 (lock_not_available) after `waitMs` of waiting; `work` then never runs.
   */
  async take<T>(work: () => Promise<T>, waitMs: number = this.#waitMs): Promise<T> {
    if (this.#isTaken) await this.#wait(waitMs);
    this.#isTaken = true;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #wait(waitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { start: resolve, timer: undefined };
      if (Number.isFinite(waitMs)) {
        waiter.timer = setTimeout(() => {
          this.#waiting.delete(waiter);
          const message = `waited ${waitMs} ms for the embedded database`;
          reject(Object.assign(new Error(message), { code: "55P03" }));
        }, waitMs);
      }
      this.#waiting.add(waiter);
    });
  }

  /** Hands over without setting `#isTaken` free in between, so that a newcomer cannot overtake the one who waits. */
  #next(): void {
    const [waiter] = this.#waiting;
    if (!waiter) {
      this.#isTaken = false;
      return;
    }
    this.#waiting.delete(waiter);
    clearTimeout(waiter.timer);
    waiter.start();
  }
}
