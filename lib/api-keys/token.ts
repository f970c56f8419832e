import { createHash } from "node:crypto";
import { randomToken } from "@/lib/ids";
import { API_KEY_PREFIX, API_KEY_START } from "./rules";

const KEY_BYTES = 32;
const KEY_SHAPE = /^foyer_[A-Za-z0-9_-]{43}$/;

/** A new key, and what is stored of it. */
export function newApiKey(): { key: string; stored: { keyHash: string; keyStart: string } } {
  const key = API_KEY_PREFIX + randomToken(KEY_BYTES);
  return { key, stored: { keyHash: hashApiKey(key), keyStart: key.slice(0, API_KEY_START) } };
}

/** 256 random bits need no salt and no slow hash: nobody can try them all. */
export const hashApiKey = (key: string): string => createHash("sha256").update(key).digest("hex");

/** The key in an `Authorization` header; null when there is none, or something that never was one. */
export function apiKeyOf(authorization: string | null): string | null {
  const [scheme, key = "", ...rest] = authorization?.split(" ") ?? [];
  return scheme?.toLowerCase() === "bearer" && rest.length === 0 && KEY_SHAPE.test(key) ? key : null;
}
