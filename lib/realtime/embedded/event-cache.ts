/** How long hosted Pusher keeps the last event of a cache channel (Pusher Channels, "Cache channels"). */
const KEEP_MS = 30 * 60_000;
const CHANNELS_MAX = 1_000;

/** Last event of each cache channel, as the message that is sent to a new subscriber. */
export class EventCache {
  readonly #events = new Map<string, { message: string; keptUntil: number }>();

  get(channel: string): string | undefined {
    const event = this.#events.get(channel);
    if (!event) return undefined;
    if (event.keptUntil > performance.now()) return event.message;
    this.#events.delete(channel);
    return undefined;
  }

  set(channel: string, message: string): void {
    this.#events.delete(channel); // so that the map stays ordered by age
    this.#events.set(channel, { message, keptUntil: performance.now() + KEEP_MS });
    if (this.#events.size <= CHANNELS_MAX) return;
    const [oldest] = this.#events.keys();
    if (oldest !== undefined) this.#events.delete(oldest);
  }
}
