import { createHash } from "node:crypto";
import { randomToken } from "@/lib/ids";

const TOKEN_BYTES = 32;
const TOKEN_SHAPE = /^[\w-]{43}$/;

/** A new token for an invitation's link, and the hash that is stored. */
export function createInvitationToken(): { token: string; tokenHash: string } {
  const token = randomToken(TOKEN_BYTES);
  return { token, tokenHash: hashInvitationToken(token) };
}

/** SHA-256, hex: enough for 256 random bits, which nobody can guess or list. */
export const hashInvitationToken = (token: string) => createHash("sha256").update(token).digest("hex");

export const isInvitationToken = (token: string) => TOKEN_SHAPE.test(token);
