import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Pusher from "pusher";
import PusherJs from "pusher-js";
import { onTestFinished } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import type { EmbeddedRealtimeOptions, RealtimeApp } from "./options";
import { isRecord } from "./protocol";
import { createRealtimeServer, type RealtimeServer } from "./server";

/** Help for the tests of this folder: a server on a free port, the real client and server libraries, and bare sockets. */

export const APP: RealtimeApp = { appId: "1", key: "app-key", secret: "app-secret" };
const WAIT_MS = 3_000;

export type TestServer = { port: number; realtime: RealtimeServer };

/** Starts a server that ends with the test. */
export async function startServer(options: Partial<EmbeddedRealtimeOptions> = {}): Promise<TestServer> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const realtime = createRealtimeServer({ apps: [APP], log, ...options });
  const http = createServer((request, response) => {
    if (!realtime.handleRequest(request, response)) response.writeHead(418).end();
  });
  http.on("upgrade", (request, socket, head) => {
    if (!realtime.handleUpgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await realtime.close({ staggerMs: 1 });
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  return { port: portOf(http.address()), realtime };
}

/** The `pusher` library, as an application's server uses it. */
export function serverLibrary({ port }: TestServer, app: Partial<RealtimeApp> = {}): Pusher {
  return new Pusher({ ...APP, ...app, host: "127.0.0.1", port: String(port), useTLS: false });
}

/** The `pusher-js` library as a browser uses it, for a user whom an authorisation endpoint would know. */
export function clientLibrary(server: TestServer, userId: string, key = APP.key): PusherJs {
  const library = serverLibrary(server);
  const client = new PusherJs(key, {
    cluster: "self",
    wsHost: "127.0.0.1",
    wsPort: server.port,
    forceTLS: false,
    enabledTransports: ["ws"],
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId, channelName }, callback) => {
        const member = { user_id: userId, user_info: { name: userId } };
        const isPresence = channelName.startsWith("presence-");
        callback(null, library.authorizeChannel(socketId, channelName, isPresence ? member : undefined));
      },
    },
    userAuthentication: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId }, callback) => callback(null, library.authenticateUser(socketId, { id: userId })),
    },
  });
  onTestFinished(() => client.disconnect());
  return client;
}

type Emitter = { bind(event: string, listener: (...args: never[]) => void): unknown };

/** The data and metadata of the next event of that name. */
export function nextEvent<Data = unknown>(emitter: Emitter, name: string): Promise<{ data: Data; meta?: unknown }> {
  return withTimeout(`event ${name}`, (resolve) => {
    emitter.bind(name, (data: Data, meta?: unknown) => resolve({ data, meta }));
  });
}

/** Subscribes and waits until the server has said yes. */
export async function subscribed(client: PusherJs, name: string) {
  const channel = client.subscribe(name);
  if (!channel.subscribed) await nextEvent(channel, "pusher:subscription_succeeded");
  return channel;
}

export type Message = { event: string; channel?: string; data: unknown };

/** A bare WebSocket that keeps what it receives. */
export class BareClient {
  readonly ws: WebSocket;
  readonly received: Message[] = [];
  readonly closed: Promise<number>;
  #taken = 0;
  #wake: () => void = () => {};

  constructor({ port }: TestServer, path = `/app/${APP.key}?protocol=7`, options: ClientOptions = {}) {
    this.ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
    this.closed = new Promise((resolve) => this.ws.on("close", resolve));
    this.ws.on("error", () => {});
    this.ws.on("message", (text) => {
      this.received.push(readMessage(String(text)));
      this.#wake();
    });
    onTestFinished(() => this.ws.terminate());
  }

  /** Resolves with the socket id. */
  async connected(): Promise<string> {
    const { data } = await this.next("pusher:connection_established");
    return isRecord(data) ? String(data.socket_id) : "";
  }

  send(event: string, data: unknown, channel?: string): void {
    this.ws.send(JSON.stringify({ event, channel, data }));
  }

  /** The next message that was not taken yet, or the next of that event while others are passed over. */
  next(event?: string): Promise<Message> {
    return withTimeout(`message ${event ?? ""}`, (resolve) => {
      this.#wake = () => {
        while (this.#taken < this.received.length) {
          const message = this.received[this.#taken++];
          if (!message || (event !== undefined && message.event !== event)) continue;
          this.#wake = () => {};
          return resolve(message);
        }
      };
      this.#wake();
    });
  }

  /** Sends a ping and waits for its answer: whatever was sent before has been dealt with then. */
  async settle(): Promise<void> {
    this.send("pusher:ping", {});
    await this.next("pusher:pong");
  }
}

/** Waits for the HTTP status with which a handshake is refused. */
export function refusedStatus(client: BareClient): Promise<number | undefined> {
  return withTimeout("refusal", (resolve) => {
    client.ws.on("unexpected-response", (_request, response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
}

/** Resolves once the state holds; asks again after every turn of the event loop. */
export function until(isReached: () => boolean): Promise<void> {
  return withTimeout("state", (resolve, isOver) => {
    const ask = () => {
      if (isReached()) resolve();
      else if (!isOver()) setTimeout(ask, 1);
    };
    ask();
  });
}

function withTimeout<T>(what: string, start: (resolve: (value: T) => void, isOver: () => boolean) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      reject(new Error(`no ${what} within ${WAIT_MS} ms`));
    }, WAIT_MS);
    start(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      () => isOver,
    );
  });
}

/** Messages carry their data as JSON in a string; tests read it parsed. */
function readMessage(text: string): Message {
  const message: Message = JSON.parse(text);
  return { ...message, data: typeof message.data === "string" ? JSON.parse(message.data) : message.data };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return address.port;
}
