import { PulseClock } from "./pulse-clock";
import { PULSE_MS } from "./worker-messages";

/** With realtime down for longer than this, the tab asks every 3 to 5 s instead. */
export const DOWN_GRACE_MS = 5000;
const POLL_MIN_MS = 3000;
const POLL_SPREAD_MS = 2000;
/** From the answer of a slow server to the next request. */
const BREATH_MS = 1000;
/** Several things read in a row make one pulse. */
const SOON_MS = 800;

type Options = { clock?: PulseClock; random?: () => number };

/**
 * Calls `pulse` for as long as it runs, one call at a time. `poll` is called with every regular one, so that whatever
 * news were lost is known within 25 s, and with every one while realtime is down. While the clock's worker carries the
 * heartbeat, `poll` alone is called: it tells as much, and nobody who could write anything looks at the page.
 */
export class PulseLoop {
  readonly #pulse: () => Promise<void>;
  readonly #poll: () => void;
  readonly #clock: PulseClock;
  readonly #random: () => number;
  #polledAt = 0;
  #downSince: number | null = null;
  #isRunning = false;
  #isBusy = false;

  constructor(
    pulse: () => Promise<void>,
    poll: () => void,
    { clock = new PulseClock(), random = Math.random }: Options = {},
  ) {
    this.#pulse = pulse;
    this.#poll = poll;
    this.#clock = clock;
    this.#random = random;
  }

  start(): void {
    this.#isRunning = true;
    this.#clock.start(() => void this.#beat());
    this.#schedule(0);
  }

  stop(): void {
    this.#isRunning = false;
    this.#clock.stop();
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
    this.#schedule(this.#pollWait(), true);
  }

  #pollWait = () => POLL_MIN_MS + this.#random() * POLL_SPREAD_MS;

  #schedule(waitMs: number, isOnlySooner = false): void {
    const dueAt = this.#clock.dueAt();
    if (!this.#isRunning || (isOnlySooner && dueAt !== null && dueAt <= Date.now() + waitMs)) return;
    this.#clock.set(waitMs);
  }

  async #beat(): Promise<void> {
    if (this.#isBusy) return this.#schedule(SOON_MS);
    this.#isBusy = true;
    const beganAt = Date.now();
    const isCarried = this.#clock.isCarrying();
    const isDown = this.#downSince !== null && Date.now() - this.#downSince >= DOWN_GRACE_MS;
    if (isCarried || isDown || Date.now() - this.#polledAt >= PULSE_MS) {
      this.#polledAt = Date.now();
      this.#poll();
    }
    if (!isCarried) {
      this.#clock.pulsed();
      await this.#pulse();
    }
    this.#isBusy = false;
    // From request to request, so that a slow answer makes nobody wait for the next news longer than 6 s.
    const pollWait = Math.max(BREATH_MS, this.#pollWait() - (Date.now() - beganAt));
    this.#schedule(this.#downSince !== null ? pollWait : PULSE_MS, this.#clock.dueAt() !== null);
  }
}
