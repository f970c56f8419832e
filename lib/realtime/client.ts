import type Pusher from "pusher-js";
import type { Channel, PresenceChannel } from "pusher-js";
import { z } from "zod";
import { callJson, isRetryable } from "@/lib/http/client";
import {
  type ChannelKind,
  channelName,
  type EventName,
  eventCatalogue,
  type Payload,
  type RealtimeClientConfig,
} from "@/lib/realtime/events";
import { Together } from "@/lib/realtime/together";
import { watchConnection } from "@/lib/realtime/watchdog";

/** Silence after which the client asks whether the other side is there, and how long it waits for the answer. */
const ACTIVITY_TIMEOUT_MS = 25_000;
const PONG_TIMEOUT_MS = 8000;
/** A channel that nobody listens to any more is left after a moment: switching back and forth costs nothing. */
const LEAVE_AFTER_MS = 1000;
const AUTH_RETRY_MS = 2000;

/** `downSince` is when the connection was lost or first tried (this browser's clock), null while it stands. */
export type ConnectionStatus = { readonly downSince: number | null };

export type ChannelHandlers<K extends ChannelKind> = {
  [N in EventName<K>]?: (data: Payload<K, N>) => void;
} & {
  /** The subscription stands (again): what was published before it is to be read by HTTP. */
  onSubscribed?: () => void;
  /** The server does not let this browser listen; it is not asked again until the next connection. */
  onRefused?: () => void;
  /** Who is in a presence channel, at first and at each change; this browser's operator is one of them. */
  onMembers?: (members: readonly ChannelMember[]) => void;
};

export type ChannelMember = { readonly id: string; readonly name: string };

type Listener = {
  onEvent: (name: string, data: unknown) => void;
  onSubscribed: () => void;
  onRefused: () => void;
  onMembers: (members: readonly ChannelMember[]) => void;
};
type Joined = { listeners: Set<Listener>; channel: Channel | null; leaving?: ReturnType<typeof setTimeout> };

const authAnswer = z.object({ auth: z.string(), channel_data: z.string().optional() });

/** One connection to the realtime server, shared by everything on a page. It never gives up. */
export class RealtimeClient {
  readonly #config: RealtimeClientConfig;
  readonly #joined = new Map<string, Joined>();
  readonly #listeners = new Set<() => void>();
  /** Of all channels: what came in one order is heard in it. */
  readonly #heard = new Together();
  #pusher: Pusher | null = null;
  #isStarted = false;
  #status: ConnectionStatus = { downSince: null };

  constructor(config: RealtimeClientConfig) {
    this.#config = config;
  }

  readonly status = () => this.#status;

  readonly onStatus = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Connects; pusher-js is loaded here, so that it is not part of a page's first load. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#setDown(true);
    void this.#connect();
  }

  /** Something says that the server is back: try at once instead of at the next turn. */
  retry(): void {
    if (!this.#pusher || this.#pusher.connection.state === "connected") return;
    this.#pusher.disconnect();
    this.#pusher.connect();
  }

  /**
   * Joins a channel and calls the handlers of the moment with parsed data; what is not in the catalogue's shape is
   * dropped. Returns a function that leaves.
   */
  listen<K extends ChannelKind>(kind: K, id: string, handlers: () => ChannelHandlers<K>): () => void {
    const name = channelName(kind, id);
    const joined = this.#joined.get(name) ?? { listeners: new Set(), channel: null };
    const listener = listenerFor(kind, handlers);
    joined.listeners.add(listener);
    clearTimeout(joined.leaving);
    this.#joined.set(name, joined);
    const { channel } = joined;
    if (channel?.subscribed) queueMicrotask(() => joined.listeners.has(listener) && begin(channel, listener));
    else this.#join(name, joined);
    return () => {
      joined.listeners.delete(listener);
      if (joined.listeners.size > 0) return;
      clearTimeout(joined.leaving);
      joined.leaving = setTimeout(() => this.#leave(name, joined), LEAVE_AFTER_MS);
    };
  }

  async #connect(): Promise<void> {
    const module = await import("pusher-js").catch(() => null);
    if (!module) {
      // A new release may have taken the file away, or the network is gone: polling goes on meanwhile.
      setTimeout(() => void this.#connect(), AUTH_RETRY_MS * 5);
      return;
    }
    const pusher = new module.default(this.#config.key, {
      ...address(this.#config),
      activityTimeout: ACTIVITY_TIMEOUT_MS,
      pongTimeout: PONG_TIMEOUT_MS,
      enableStats: false,
      channelAuthorization: {
        customHandler: ({ socketId, channelName: name }, done) => void this.#authorize(socketId, name, done),
      },
    } as ConstructorParameters<typeof Pusher>[1]);
    this.#pusher = pusher;
    pusher.connection.bind("state_change", () => this.#setDown(pusher.connection.state !== "connected"));
    watchConnection(pusher.connection);
    for (const [name, joined] of this.#joined) this.#join(name, joined);
  }

  async #authorize(
    socketId: string,
    name: string,
    done: (error: Error | null, data: { auth: string; channel_data?: string } | null) => void,
  ): Promise<void> {
    for (;;) {
      const result = await callJson("POST", "/api/realtime/auth", {
        body: { socketId, channelName: name },
        schema: authAnswer,
      });
      // The socket was replaced meanwhile: its successor asks for itself, and this answer fits no socket.
      if (this.#pusher?.connection.socket_id !== socketId) return;
      if (result.ok) return done(null, result.data);
      if (!isRetryable(result)) return done(new Error(result.code), null);
      await new Promise((resolve) => setTimeout(resolve, result.retryAfterMs ?? AUTH_RETRY_MS));
    }
  }

  #join(name: string, joined: Joined): void {
    if (!this.#pusher) return;
    const channel = this.#pusher.subscribe(name);
    if (joined.channel === channel) return;
    joined.channel = channel;
    channel.bind_global((event: string, data: unknown) => this.#heard.add(() => hand(event, data, joined, channel)));
  }

  #leave(name: string, joined: Joined): void {
    if (joined.listeners.size > 0) return;
    this.#joined.delete(name);
    joined.channel?.unbind();
    this.#pusher?.unsubscribe(name);
  }

  #setDown(isDown: boolean): void {
    if (isDown === (this.#status.downSince !== null)) return;
    this.#status = { downSince: isDown ? Date.now() : null };
    for (const listener of this.#listeners) listener();
  }
}

function hand(event: string, data: unknown, { listeners }: Joined, channel: Channel): void {
  for (const each of [...listeners]) {
    if (event === "pusher:subscription_succeeded") begin(channel, each);
    else if (event === "pusher:subscription_error") each.onRefused();
    else if (isMemberChange(event)) each.onMembers(membersOf(channel));
    else each.onEvent(event, data);
  }
}

function begin(channel: Channel, listener: Listener): void {
  listener.onSubscribed();
  if (isPresence(channel)) listener.onMembers(membersOf(channel));
}

const isPresence = (channel: Channel): channel is PresenceChannel => channel.name.startsWith("presence-");
const isMemberChange = (event: string) => event === "pusher:member_added" || event === "pusher:member_removed";
const memberInfo = z.object({ id: z.string(), info: z.object({ name: z.string() }) });

function membersOf(channel: Channel): readonly ChannelMember[] {
  const members: ChannelMember[] = [];
  if (!isPresence(channel)) return members;
  channel.members.each((member: unknown) => {
    const parsed = memberInfo.safeParse(member);
    if (parsed.success) members.push({ id: parsed.data.id, name: parsed.data.info.name });
  });
  return members;
}

/** Hosted Pusher goes by its cluster; every other server by an address, by default the page's own. */
function address({ cluster, host, port, tls }: RealtimeClientConfig) {
  if (cluster && !host) return { cluster, forceTLS: tls ?? true };
  const isSecure = host ? (tls ?? true) : location.protocol === "https:";
  const wsPort = port ?? (host ? undefined : Number(location.port) || undefined);
  return {
    cluster: cluster ?? "self",
    wsHost: host ?? location.hostname,
    wsPort: wsPort ?? 80,
    wssPort: wsPort ?? 443,
    forceTLS: isSecure,
    // The one name stands for both schemes; with "wss" beside it, pages without TLS would try that too.
    enabledTransports: ["ws"],
  };
}

function listenerFor<K extends ChannelKind>(kind: K, handlers: () => ChannelHandlers<K>): Listener {
  const schemas: Record<string, z.ZodType> = eventCatalogue[kind];
  // Name and payload belong together by the catalogue; the compiler cannot follow that through a string from outside.
  const byName = () => handlers() as Record<string, ((data: unknown) => void) | undefined>;
  return {
    onEvent(name, data) {
      const parsed = Object.hasOwn(schemas, name) ? schemas[name]?.safeParse(data) : undefined;
      if (parsed?.success) byName()[name]?.(parsed.data);
    },
    onSubscribed: () => handlers().onSubscribed?.(),
    onRefused: () => handlers().onRefused?.(),
    onMembers: (members) => handlers().onMembers?.(members),
  };
}
