/** What a key may do. One that may write in a chat of its own may read that chat as well. */
export const API_SCOPES = [
  "departments:read",
  "operators:read",
  "chats:read",
  "chats:write",
  "chats:answer",
  "webhooks:manage",
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

export const API_KEY_NAME_MAX = 80;
/** Keys in use at one time. */
export const API_KEYS_MAX = 50;
/** Days for which a key can be made; null: until it is revoked. */
export const API_KEY_DAYS = [30, 90, 365] as const;

/** Before every key, so that people and scanners for leaked secrets know one when they see it. */
export const API_KEY_PREFIX = "foyer_";
/** Characters of a key that stay readable, to tell keys apart. */
export const API_KEY_START = API_KEY_PREFIX.length + 6;

export type ApiKeyState = "active" | "expired" | "revoked";

/** A revoked key that would have expired since then goes on to be a revoked one. */
export function apiKeyState(key: { revokedAt: Date | null; expiresAt: Date | null }, now: Date): ApiKeyState {
  if (key.revokedAt) return "revoked";
  return key.expiresAt && key.expiresAt <= now ? "expired" : "active";
}
