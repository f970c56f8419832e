import Pusher from "pusher-js";
import { channelName, type RealtimeClientConfig } from "./realtime-names";

export type RealtimeOptions = {
  config: RealtimeClientConfig;
  chatId: string;
  authorize: (socketId: string, channel: string) => Promise<{ auth: string } | null>;
  /** What to do with each event of the chat's channel, unchecked as it came. */
  onEvent: Record<string, (data: unknown) => void>;
  /** True from the moment the channel is subscribed, false whenever it is not. */
  onUp: (up: boolean) => void;
};

const WATCHDOG_FIRST_MS = 1500;
const WATCHDOG_FACTOR = 1.6;
const WATCHDOG_MAX_MS = 10_000;
const RESUBSCRIBE_MS = 8000;

/** Follows one chat. Answers how to stop. */
export function follow({ config, chatId, authorize, onEvent, onUp }: RealtimeOptions): () => void {
  const { key, cluster, host = location.hostname, tls = location.protocol === "https:" } = config;
  const port = config.port ?? (config.host ? (tls ? 443 : 80) : Number(location.port) || (tls ? 443 : 80));
  const pusher = new Pusher(key, {
    cluster: cluster ?? "self",
    ...(!cluster && { wsHost: host, wsPort: port, wssPort: port }),
    forceTLS: cluster ? true : tls,
    // Never the library's HTTP fallbacks: they load scripts of a third party. The pulse bridges a blocked socket.
    enabledTransports: ["ws", "wss"],
    disableStats: true,
    activityTimeout: 25_000,
    pongTimeout: 8000,
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId, channelName }, done) => {
        authorize(socketId, channelName).then((answer) =>
          answer ? done(null, answer) : done(new Error("not authorised"), null),
        );
      },
    },
  });
  const name = channelName(chatId);
  const channel = pusher.subscribe(name);
  for (const [event, handle] of Object.entries(onEvent)) channel.bind(event, handle);
  channel.bind("pusher:subscription_succeeded", () => onUp(true));

  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  channel.bind("pusher:subscription_error", () => {
    onUp(false);
    clearTimeout(timer);
    // The library itself would ask again only after a new connection.
    timer = setTimeout(() => pusher.connection.state === "connected" && pusher.subscribe(name), jitter(RESUBSCRIBE_MS));
  });
  // After one failed attempt the library sleeps a fixed 15 s: whoever waits longer than this is woken.
  pusher.connection.bind("state_change", ({ current }: { current: string }) => {
    if (current === "connected") tries = 0;
    else onUp(false);
    clearTimeout(timer);
    if (current !== "connecting" && current !== "unavailable") return;
    const wait = Math.min(WATCHDOG_MAX_MS, WATCHDOG_FIRST_MS * WATCHDOG_FACTOR ** tries++);
    timer = setTimeout(() => {
      pusher.disconnect();
      pusher.connect();
    }, jitter(wait));
  });
  return () => {
    clearTimeout(timer);
    pusher.connection.unbind();
    pusher.disconnect();
  };
}

const jitter = (ms: number) => ms * (0.8 + Math.random() * 0.4);
