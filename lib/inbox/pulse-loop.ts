/** How often a tab says that its operator is there; reachable means: heard of within 60 s. */
export const PULSE_MS = 25_000;
/** With realtime down for longer than this, the tab asks every 3 to 5 s instead. */
export const DOWN_GRACE_MS = 5000;
const POLL_MIN_MS = 3000;
const POLL_SPREAD_MS = 2000;
/** Several things read in a row make one pulse. */
const SOON_MS = 800;

/**
 * Calls `pulse` for as long as it runs, one call at a time. `poll` is called with every regular one, so that whatever
 * news were lost is known within 25 s, and with every one while realtime is down.
 */
export class PulseLoop {
  readonly #pulse: () => Promise<void>;
  readonly #poll: () => void;
  readonly #random: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = 0;
  #polledAt = 0;
  #downSince: number | null = null;
  #isRunning = false;
  #isBusy = false;

  constructor(pulse: () => Promise<void>, poll: () => void, random: () => number = Math.random) {
    this.#pulse = pulse;
    this.#poll = poll;
    this.#random = random;
  }

  start(): void {
    this.#isRunning = true;
    this.#schedule(0);
  }

  stop(): void {
    this.#isRunning = false;
    clearTimeout(this.#timer);
  }

  /** Since when realtime is down (this browser's clock); null while it stands. */
  setDownSince(downSince: number | null): void {
    this.#downSince = downSince;
    if (downSince !== null) this.#schedule(Math.max(0, downSince + DOWN_GRACE_MS - Date.now()), true);
  }

  /** There is something to tell: pulse in a moment. */
  soon(): void {
    this.#schedule(SOON_MS, true);
  }

  /** The server did not answer: ask again before the regular time, to know when it is back. */
  retry(): void {
    this.#schedule(POLL_MIN_MS + this.#random() * POLL_SPREAD_MS, true);
  }

  #schedule(waitMs: number, isOnlySooner = false): void {
    const dueAt = Date.now() + waitMs;
    if (!this.#isRunning || (isOnlySooner && this.#timer !== undefined && this.#dueAt <= dueAt)) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => void this.#beat(), waitMs);
  }

  async #beat(): Promise<void> {
    this.#timer = undefined;
    if (this.#isBusy) return this.#schedule(SOON_MS);
    this.#isBusy = true;
    const isDown = this.#downSince !== null && Date.now() - this.#downSince >= DOWN_GRACE_MS;
    if (isDown || Date.now() - this.#polledAt >= PULSE_MS) {
      this.#polledAt = Date.now();
      this.#poll();
    }
    await this.#pulse();
    this.#isBusy = false;
    const isStillDown = this.#downSince !== null;
    this.#schedule(isStillDown ? POLL_MIN_MS + this.#random() * POLL_SPREAD_MS : PULSE_MS, this.#timer !== undefined);
  }
}
