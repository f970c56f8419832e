/**
 * Messages and close codes of the Pusher Channels "WebSocket protocol", version 7.
 * Every message is a JSON object of `event`, `data` (itself JSON in a string, save in errors) and often `channel`.
 */

/**
 * Why a socket is closed. pusher-js comes back 1 s after 1001 and 4100, and never by itself after 4000-4099. Codes of
 * 4200-4299 make it retry at once and then sit out 15 s, those above never return: neither is used here.
 */
export const CLOSE = {
  goingAway: 1001,
  notText: 1003,
  tooManyMessages: 1008,
  messageTooBig: 1009,
  unknownApp: 4001,
  badVersion: 4006,
  unsupportedVersion: 4007,
  noVersion: 4008,
  unauthorized: 4009,
  reconnect: 4100,
} as const;

/** Code of the error event for too many client events; the socket stays open. */
export const CLIENT_EVENT_RATE_ERROR = 4301;

export const PONG = encode("pusher:pong", "{}");

/** A parsed message of a client; `data` is untrusted. */
export type ClientMessage = { event: string; channel: unknown; data: unknown };

/** Why a subscription is refused, with a status to be read like HTTP's. */
export type SubscriptionRefusal = {
  type: "AuthError" | "LimitReached" | "InvalidChannel";
  error: string;
  status: number;
};

/** One message to a client. `data` that is not text is put into text, as the protocol asks. */
export function encode(event: string, data: unknown, channel?: string): string {
  return JSON.stringify({ event, channel, data: typeof data === "string" ? data : JSON.stringify(data) });
}

/** An error leaves the socket open; `code` is null where the protocol has none. */
export function encodeError(code: number | null, message: string, channel?: string): string {
  return JSON.stringify({ event: "pusher:error", channel, data: { code, message } });
}

export function encodeRefusal(channel: unknown, refusal: SubscriptionRefusal): string {
  return JSON.stringify({ event: "pusher:subscription_error", channel, data: refusal });
}

/** A client's event as the others receive it: data untouched, on presence channels with the sender's id. */
export function encodeClientEvent(event: string, channel: string, data: unknown, userId: string | undefined): string {
  return JSON.stringify({ event, channel, data, user_id: userId });
}

/** Reads a client's message, or answers undefined if it is no JSON object with an event name. */
export function parseClientMessage(text: string): ClientMessage | undefined {
  const value = parseJson(text);
  if (!isRecord(value) || typeof value.event !== "string") return undefined;
  return { event: value.event, channel: value.channel, data: value.data };
}

/** The data of a `pusher:` message, which libraries send as an object or as JSON in a string. */
export function dataFields(data: unknown): Record<string, unknown> {
  const value = typeof data === "string" ? parseJson(data) : data;
  return isRecord(value) ? value : {};
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One message on its way to clients; it is framed once, however many sockets get the same bytes. */
export class OutgoingMessage {
  readonly text: string;
  #frame: Buffer | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** See `textFrame`. */
  get frame(): Buffer {
    this.#frame ??= textFrame(this.text);
    return this.#frame;
  }
}

/**
 * The WebSocket frame of a text as a server sends it: final, unmasked, uncompressed (RFC 6455, section 5.2). Framing by
 * hand lets one buffer serve all subscribers of a channel, where `ws` would frame for each socket anew.
 */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame[0] = 0x81; // final frame, text
  if (headerBytes === 2) {
    frame[1] = length;
  } else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerBytes);
  return frame;
}
