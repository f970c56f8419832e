import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { RealtimeApp } from "./options";

/**
 * Signatures of the Pusher Channels protocol: HMAC-SHA256 in hex over a string that names exactly what is granted.
 * Source: Pusher Channels, "Authentication and authorization signatures" and "HTTP API reference".
 */

type Credentials = Pick<RealtimeApp, "key" | "secret">;

/** What the server tells a client's library to prove a right with: `<key>:<signature>`. */
export function signChannel(app: Credentials, socketId: string, channel: string, channelData?: string): string {
  return authOf(app, channelText(socketId, channel, channelData));
}

export function isChannelSignature(
  app: Credentials,
  auth: unknown,
  socketId: string,
  channel: string,
  channelData?: string,
): boolean {
  return isSame(auth, signChannel(app, socketId, channel, channelData));
}

/** The text that a channel's signature covers. Names hold no colon, so no two grants share a text. */
export function channelText(socketId: string, channel: string, channelData?: string): string {
  return channelData === undefined ? `${socketId}:${channel}` : `${socketId}:${channel}:${channelData}`;
}

export function signUser(app: Credentials, socketId: string, userData: string): string {
  return authOf(app, `${socketId}::user::${userData}`);
}

export function isUserSignature(app: Credentials, auth: unknown, socketId: string, userData: string): boolean {
  return isSame(auth, signUser(app, socketId, userData));
}

/**
 * The text that signs a call of the HTTP API: method, path and all parameters but the signature itself, keys in lower
 * case and in order, values not URL-encoded.
 */
export function requestText(method: string, path: string, query: URLSearchParams): string {
  const parameters = [...query]
    .filter(([key]) => key !== "auth_signature")
    .map(([key, value]): [string, string] => [key.toLowerCase(), value])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => `${key}=${value}`);
  return [method.toUpperCase(), path, parameters.join("&")].join("\n");
}

export function isRequestSignature(app: Credentials, signature: unknown, text: string): boolean {
  return isSame(signature, hmac(app, text));
}

export function bodyMd5(body: Buffer): string {
  return createHash("md5").update(body).digest("hex");
}

/** Compares in a time that does not depend on where the texts differ. */
export function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== "string") return false;
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

function authOf(app: Credentials, text: string): string {
  return `${app.key}:${hmac(app, text)}`;
}

function hmac(app: Credentials, text: string): string {
  return createHmac("sha256", app.secret).update(text).digest("hex");
}
