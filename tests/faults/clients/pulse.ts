const PULSE_MS = 25_000;
/** Realtime may be down for this long before the pulse takes over its work. */
const DOWN_GRACE_MS = 5000;
const POLL_MIN_MS = 3000;
const POLL_SPREAD_MS = 2000;
const BREATH_MS = 1000;

/** Beats as delivery.md says: every 25 s, every 3 to 5 s while realtime has been down for over 5 s; divided by the pace. */
export class Pulse {
  readonly #beat: () => Promise<void>;
  readonly #pace: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #downSince: number | null = performance.now();
  #isStopped = false;

  constructor(beat: () => Promise<void>, pace: () => number) {
    this.#beat = beat;
    this.#pace = pace;
    this.#later();
  }

  get isDown(): boolean {
    return this.#downSince !== null;
  }

  setUp(isUp: boolean): void {
    if (isUp !== this.isDown) return;
    this.#downSince = isUp ? null : performance.now();
    this.#later();
  }

  async now(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    const beganAt = performance.now();
    await this.#beat();
    this.#later(performance.now() - beganAt);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #later(passedMs = 0): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.now(), this.#waitMs(passedMs));
  }

  /** `passedMs`: since the pulse before began. */
  #waitMs(passedMs: number): number {
    const pace = this.#pace();
    if (this.#downSince === null) return PULSE_MS / pace;
    const grace = this.#downSince + DOWN_GRACE_MS / pace - performance.now();
    const pollMs = (POLL_MIN_MS + Math.random() * POLL_SPREAD_MS) / pace;
    return grace > 0 ? grace : Math.max(BREATH_MS / pace, pollMs - passedMs);
  }
}
