import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { AddressCounter } from "./addresses";
import { AppSpace } from "./app-space";
import { answerClientMessage } from "./client-messages";
import { Connection, type CutReason } from "./connection";
import { createHttpTransports } from "./http/transports";
import { DEFAULT_LIMITS, type EmbeddedRealtimeOptions } from "./options";
import { CLOSE, encode } from "./protocol";
import { handleRestRequest } from "./rest-api";
import type { Transport } from "./transport";
import { refuseUpgrade } from "./upgrade";
import { WebSocketTransport } from "./websocket-transport";

/** What an application does with realtime in its own process; the same as a server library would over HTTP. */
export type RealtimePublisher = Pick<
  AppSpace,
  "publish" | "authorize" | "authenticate" | "disconnectUser" | "disconnectWhere"
>;

export type RealtimeStats = {
  connections: number;
  channels: number;
  addresses: number;
  /** Sockets dropped since the start, by reason. */
  cut: Record<CutReason, number>;
};

/** The methods of `RealtimePublisher` act on the first app, `publisherOf` finds those of another. */
export type RealtimeServer = RealtimePublisher & {
  /** Takes over an `upgrade` to `/app/<key>`; false, and nothing done, for any other path. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Answers a request of the HTTP API, or of an HTTP transport if these are on; false, and nothing done, for others. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  publisherOf(appId: string): RealtimePublisher | undefined;
  stats(): RealtimeStats;
  /**
   * Refuses new sockets and closes the open ones with 1001, spread over at most `staggerMs` (default 15 s) so that
   * clients do not all come back in the same moment. Few sockets take less, see `shutdownClosesPerSecond`.
   */
  close(options?: { staggerMs?: number }): Promise<void>;
};

const SOCKET_PATH = /^\/app\/([^/]+)\/?$/;
const FIRST_VERSION = 5;
const LAST_VERSION = 7;
const SWEEP_MS = 1_000;
const CLOSING_GRACE_MS = 1_000;

/**
 * An embedded server of the Pusher Channels protocol 7: sockets at `/app/<key>`, HTTP API at `/apps/<id>/…`, on demand
 * HTTP transports below `/pusher/app/<key>/`. It owns no port; the HTTP server of the process hands it upgrades and
 * requests.
 */
export function createRealtimeServer(options: EmbeddedRealtimeOptions): RealtimeServer {
  const { apps, log, isOriginAllowed, isClientEventAllowed } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const addressOf = options.addressOf ?? ((request: IncomingMessage) => request.socket.remoteAddress);
  const first = new AppSpace(apps[0], limits);
  const spaces = [first, ...apps.slice(1).map((app) => new AppSpace(app, limits))];
  const spaceByKey = new Map(spaces.map((space) => [space.app.key, space]));
  const spaceById = new Map(spaces.map((space) => [space.app.appId, space]));
  const addresses = new AddressCounter(limits.socketsPerAddress);
  const cut: RealtimeStats["cut"] = { "slow consumer": 0, "no answer to ping": 0 };
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false, // pings count as messages, so that a flood of them ends
    maxPayload: limits.frameBytes,
    maxFragments: limits.fragmentsPerMessage,
  });
  let isClosing = false;

  const allConnections = () => spaces.flatMap((space) => [...space.connections.values()]);
  const countConnections = () => spaces.reduce((sum, space) => sum + space.connections.size, 0);

  const sweepMs = Math.min(SWEEP_MS, Math.ceil(limits.pongTimeoutMs / 4));
  let sweptAt = performance.now();
  const sweep = setInterval(() => {
    const now = performance.now();
    const wasAsleep = now - sweptAt > sweepMs + limits.pongTimeoutMs / 2;
    sweptAt = now;
    for (const space of spaces)
      for (const connection of space.connections.values()) connection.checkPulse(now, wasAsleep);
  }, sweepMs);
  sweep.unref();

  function welcome(transport: Transport, key: string, query: URLSearchParams): void {
    const connection = new Connection(transport, limits);
    const space = spaceByKey.get(key);
    if (!space) {
      connection.refuse(CLOSE.unknownApp, `App key ${key.slice(0, 40)} does not exist`);
      return;
    }
    const problem = versionProblem(query.get("protocol"));
    if (problem) {
      connection.refuse(problem.code, problem.message);
      return;
    }
    space.connections.set(connection.id, connection);
    const dialogue = { space, limits, isClientEventAllowed };
    connection.open({
      onMessage: (text) => answerClientMessage(dialogue, connection, text),
      onError: (error) => log.error({ err: error, socketId: connection.id }, "realtime message failed"),
      onLeave: () => {
        space.connections.delete(connection.id);
        space.channels.unsubscribeAll(connection);
      },
      onCut: (reason) => {
        cut[reason] += 1;
        log.info({ reason, socketId: connection.id }, "realtime socket cut");
      },
    });
    const established = { socket_id: connection.id, activity_timeout: limits.activityTimeoutSeconds };
    connection.send(encode("pusher:connection_established", established));
  }

  /** Takes a place for one more socket and answers how to give it back, or why there is none. */
  function admit(request: IncomingMessage): (() => void) | 429 | 503 {
    if (isClosing || countConnections() >= limits.sockets) return 503;
    return addresses.take(addressOf(request) ?? "") ?? 429;
  }

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    // No URL is built of it: the request line of an upgrade may name another host, which is nothing to us.
    const [path = "", search = ""] = (request.url ?? "").split("?", 2);
    const key = SOCKET_PATH.exec(path)?.[1];
    if (key === undefined) return false;
    const isForeign = isOriginAllowed !== undefined && !isOriginAllowed(request.headers.origin);
    const release = isForeign ? 403 : admit(request);
    if (typeof release === "number") refuseUpgrade(socket, release);
    else {
      socket.once("close", release);
      wss.handleUpgrade(request, socket, head, (ws) => {
        welcome(new WebSocketTransport(ws, socket), key, new URLSearchParams(search));
      });
    }
    return true;
  }

  const handleTransport = createHttpTransports({ limits, log, isOriginAllowed, admit, onSession: welcome });

  function handleRequest(request: IncomingMessage, response: ServerResponse): boolean {
    if (options.httpTransports && handleTransport(request, response)) return true;
    return handleRestRequest({ spaces: spaceById, limits, log }, request, response);
  }

  async function close({ staggerMs = 15_000 }: { staggerMs?: number } = {}): Promise<void> {
    isClosing = true;
    const open = allConnections();
    const perSecond = Math.max(limits.shutdownClosesPerSecond, open.length / (staggerMs / 1000));
    const startedAt = performance.now();
    for (const [index, connection] of open.entries()) {
      const waitMs = startedAt + (index / perSecond) * 1000 - performance.now();
      if (waitMs >= 1) await delay(waitMs);
      connection.close(CLOSE.goingAway, "Server is going away");
    }
    const isDone = Promise.all(open.map((connection) => connection.whenClosed()));
    await Promise.race([isDone, delay(CLOSING_GRACE_MS, undefined, { ref: false })]);
    for (const connection of open) connection.terminate();
    clearInterval(sweep);
  }

  return {
    ...publisher(first),
    handleUpgrade,
    handleRequest,
    publisherOf: (appId) => {
      const space = spaceById.get(appId);
      return space && publisher(space);
    },
    stats: () => ({
      connections: countConnections(),
      channels: spaces.reduce((sum, space) => sum + space.channels.size, 0),
      addresses: addresses.size,
      cut: { ...cut },
    }),
    close,
  };
}

function versionProblem(version: string | null): { code: number; message: string } | undefined {
  if (version === null) return { code: CLOSE.noVersion, message: "No protocol version supplied" };
  if (!/^\d+$/.test(version)) return { code: CLOSE.badVersion, message: "Invalid version string format" };
  const isSupported = Number(version) >= FIRST_VERSION && Number(version) <= LAST_VERSION;
  return isSupported ? undefined : { code: CLOSE.unsupportedVersion, message: "Unsupported protocol version" };
}

/** The methods as free functions, so that an application can hand them on. */
function publisher(space: AppSpace): RealtimePublisher {
  return {
    publish: (...args) => space.publish(...args),
    authorize: (...args) => space.authorize(...args),
    authenticate: (...args) => space.authenticate(...args),
    disconnectUser: (...args) => space.disconnectUser(...args),
    disconnectWhere: (...args) => space.disconnectWhere(...args),
  };
}
