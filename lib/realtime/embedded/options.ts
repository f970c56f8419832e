import type { IncomingMessage } from "node:http";

/** Credentials of one application, the same three values that a Pusher Channels app has. */
export type RealtimeApp = {
  appId: string;
  key: string;
  secret: string;
};

/** Bounds of the server. Every one is settable; the defaults suit one process behind one reverse proxy. */
export type RealtimeLimits = {
  /** Largest message that a client may send; a larger one closes its socket with 1009. */
  frameBytes: number;
  /** Most frames that one message may be split into; more closes the socket with 1008. */
  fragmentsPerMessage: number;
  /** Messages and pings of one socket per second, with ten seconds' worth as a burst; more closes it with 1008. */
  messagesPerSecond: number;
  /** Client events of one socket per second, 0.5 for one in two seconds; more are answered with error 4301 and not delivered. */
  clientEventsPerSecond: number;
  channelsPerSocket: number;
  /** Sockets from one IPv4 address or one IPv6 /64 network; more are refused with HTTP 429. */
  socketsPerAddress: number;
  /** Sockets in all; more are refused with HTTP 503. */
  sockets: number;
  /** Unsent bytes after which a socket counts as a slow consumer and is cut. */
  bufferedBytes: number;
  /** Silence of a client in seconds after which it should ping; clients may choose less for themselves. */
  activityTimeoutSeconds: number;
  /** Silence of a socket after which the server pings it. */
  pingAfterSilenceMs: number;
  /** Time for an answer to that ping; a half-open socket is cut after both periods, 33 s by default. */
  pongTimeoutMs: number;
  /** How long a client of an HTTP transport may be without an open request before it counts as gone. */
  requestGapMs: number;
  /** Accepted difference between the clock of a caller of the HTTP API and ours. */
  timestampWindowSeconds: number;
  /** Largest body of the HTTP API. */
  requestBytes: number;
  /** Largest data of one event, hosted Pusher's own limit. */
  eventBytes: number;
  /** Pace of a shutdown: a restart of 5,000 sockets then takes 15 s, one of ten sockets no time. */
  shutdownClosesPerSecond: number;
};

export const DEFAULT_LIMITS: RealtimeLimits = {
  frameBytes: 16_384,
  fragmentsPerMessage: 64,
  messagesPerSecond: 100,
  clientEventsPerSecond: 10,
  channelsPerSocket: 100,
  socketsPerAddress: 50,
  sockets: 20_000,
  bufferedBytes: 262_144,
  activityTimeoutSeconds: 120,
  pingAfterSilenceMs: 25_000,
  pongTimeoutMs: 8_000,
  requestGapMs: 5_000,
  timestampWindowSeconds: 600,
  requestBytes: 262_144,
  eventBytes: 10_240,
  shutdownClosesPerSecond: 350,
};

/** The part of a structured logger that the server uses; pino fits. */
export type RealtimeLog = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

export type EmbeddedRealtimeOptions = {
  /** The in-process methods of the server act on the first one. */
  apps: [RealtimeApp, ...RealtimeApp[]];
  log: RealtimeLog;
  /** Answers whether a page of that origin may open a socket; without it every origin may. */
  isOriginAllowed?: (origin: string | undefined) => boolean;
  /** Answers whether clients may send that event to that channel; without it every `client-` event passes. */
  isClientEventAllowed?: (event: string, channel: string) => boolean;
  /** Address to count sockets by; without it the peer of the TCP connection. Read a proxy's header only if you trust it. */
  addressOf?: (request: IncomingMessage) => string | undefined;
  /**
   * Also serves the transports that pusher-js falls back to where WebSockets are blocked, `xhr_streaming` and
   * `xhr_polling`. Off by default: an application that polls by itself has no use for them.
   */
  httpTransports?: boolean;
  limits?: Partial<RealtimeLimits>;
};
