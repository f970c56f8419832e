import { randomToken } from "@/lib/ids";
import { readStored, writeStored } from "./host";

export type Identity = {
  token: string;
  /** `open`: this browser has a chat whose end the visitor has not seen; the loader reads this word. */
  chat: "open" | "none";
  chatId?: string;
  /** Number up to which the visitor has read. */
  read?: number;
};

/** Its entry in the storage. */
export const NAME = "id";

/** Who this browser is on this site; undefined before the first Start, and when what is stored is not ours. */
export function readIdentity(): Identity | undefined {
  try {
    const value = JSON.parse(readStored(NAME) ?? "null");
    return value && /^[\w-]{43}$/.test(value.token) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The token, made now when there is none: this is where the first thing is stored, on pressing Start. */
export function ensureToken(): string {
  const known = readIdentity();
  if (known) return known.token;
  const token = randomToken(32);
  writeStored(NAME, JSON.stringify({ token, chat: "none" }));
  return token;
}

export function patchIdentity(patch: Partial<Identity>): void {
  const identity = readIdentity();
  const next = JSON.stringify({ ...identity, ...patch });
  if (identity && next !== readStored(NAME)) writeStored(NAME, next);
}
