/** How long hosted Pusher keeps the last event of a cache channel (Pusher Channels, "Cache channels"). */
const KEEP_MS = 30 * 60_000;
const CHANNELS_MAX = 1_000;

/** Last event of each cache channel, as the message that is sent to a new subscriber. */
export class EventCache {
  readonly #events = new Map<string, { message: string; keptUntil: number }>();

  get(channel: string): string | undefined {
    return this.#secondsLeft(channel) > 0 ? this.#events.get(channel)?.message : undefined;
  }

  /** The data of the event and for how many seconds it is kept. */
  describe(channel: string): { data: string; ttl: number } | undefined {
    const message = this.get(channel);
    if (message === undefined) return undefined;
    return { data: JSON.parse(message).data, ttl: Math.ceil(this.#secondsLeft(channel)) };
  }

  set(channel: string, message: string): void {
    this.#events.delete(channel); // so that the map stays ordered by age
    this.#events.set(channel, { message, keptUntil: performance.now() + KEEP_MS });
    if (this.#events.size <= CHANNELS_MAX) return;
    const [oldest] = this.#events.keys();
    if (oldest !== undefined) this.#events.delete(oldest);
  }

  #secondsLeft(channel: string): number {
    const seconds = ((this.#events.get(channel)?.keptUntil ?? 0) - performance.now()) / 1000;
    if (seconds <= 0) this.#events.delete(channel);
    return seconds;
  }
}
