import Pusher, { type Channel } from "pusher-js";
import { watchConnection } from "@/lib/realtime/watchdog";
import { type Caller, call, pause } from "./http";

/** What happens to what was published on its way to one client: `deliver` may be called never, twice, or later. */
export type Filter = (deliver: () => void) => void;

export type ChannelHandlers = { onEvent: (name: string, data: unknown) => void; onSubscribed: () => void };
export type LiveOptions = {
  caller: Caller;
  /** Null: on the same port as the app. */
  realtime: { origin: string; key: string } | null;
  pace: () => number;
  filter: () => Filter | null;
  /** True from the moment that the connection stands, false whenever it does not. */
  onUp: (isUp: boolean) => void;
};

const ACTIVITY_TIMEOUT_MS = 25_000;
const PONG_TIMEOUT_MS = 8000;
const AUTH_RETRY_MS = 2000;

/** One connection of the real `pusher-js`, with the product's watchdog on it and its times divided by the pace. */
export class Live {
  readonly #options: LiveOptions;
  readonly #pusher: Pusher;
  readonly #channels = new Map<string, Channel>();

  constructor(options: LiveOptions) {
    this.#options = options;
    const { origin, key } = options.realtime ?? { origin: options.caller.origin, key: "foyer" };
    const { hostname, port } = new URL(origin);
    this.#pusher = new Pusher(key, {
      cluster: "self",
      wsHost: hostname,
      wsPort: Number(port),
      forceTLS: false,
      enabledTransports: ["ws"],
      disableStats: true,
      activityTimeout: ACTIVITY_TIMEOUT_MS / options.pace(),
      pongTimeout: PONG_TIMEOUT_MS / options.pace(),
      channelAuthorization: {
        transport: "ajax",
        endpoint: "",
        customHandler: ({ socketId, channelName }, done) => void this.#authorise(socketId, channelName, done),
      },
    });
    this.#pusher.connection.bind("state_change", ({ current }: { current: string }) =>
      options.onUp(current === "connected"),
    );
    watchConnection(this.#pusher.connection);
  }

  join(name: string, handlers: ChannelHandlers): void {
    if (this.#channels.has(name)) return;
    const channel = this.#pusher.subscribe(name);
    this.#channels.set(name, channel);
    channel.bind("pusher:subscription_succeeded", () => handlers.onSubscribed());
    channel.bind_global((event: string, data: unknown) => {
      if (event.startsWith("pusher:")) return;
      const filter = this.#options.filter();
      if (filter) filter(() => handlers.onEvent(event, data));
      else handlers.onEvent(event, data);
    });
  }

  leave(name: string): void {
    this.#channels.get(name)?.unbind();
    if (this.#channels.delete(name)) this.#pusher.unsubscribe(name);
  }

  /** The network says that it is back: a browser tries at once. */
  retry(): void {
    if (this.#pusher.connection.state === "connected") return;
    this.#pusher.disconnect();
    this.#pusher.connect();
  }

  stop(): void {
    this.#pusher.connection.unbind();
    this.#pusher.disconnect();
  }

  async #authorise(
    socketId: string,
    channelName: string,
    done: (error: Error | null, data: { auth: string } | null) => void,
  ): Promise<void> {
    for (;;) {
      const body = { socketId, channelName };
      const answer = await call<{ auth: string }>(this.#options.caller, "POST", "/api/realtime/auth", body);
      if (this.#pusher.connection.socket_id !== socketId) return;
      if (answer.ok) return done(null, answer.data);
      if (answer.status !== 0 && answer.status < 500) return done(new Error(answer.code), null);
      await pause(AUTH_RETRY_MS / this.#options.pace());
    }
  }
}
