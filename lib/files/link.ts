import { createHmac, timingSafeEqual } from "node:crypto";
import { LINK_MINUTES } from "./rules";

/** What is signed says what for: a signature of anything else never fits. */
const PURPOSE = "foyer/file-link/v1";

type Target = { chatId: string; fileId: string };

const signature = ({ chatId, fileId }: Target, expires: string, secret: string) =>
  createHmac("sha256", secret).update([PURPOSE, chatId, fileId, expires].join("\n")).digest("base64url");

/** The path under which a file can be had without a token until `expiresAt`: an `<img>` sends none. */
export function signFileLink(target: Target, expiresAt: Date, secret: string): string {
  const expires = String(Math.floor(expiresAt.getTime() / 1000));
  const search = new URLSearchParams({ expires, signature: signature(target, expires, secret) });
  return `/api/chats/${target.chatId}/files/${target.fileId}?${search}`;
}

/** Whether an address was signed by us, for this file of this chat, and is still good. Compares in constant time. */
export function isSignedLink(target: Target, search: URLSearchParams, now: Date, secret: string): boolean {
  const expires = search.get("expires") ?? "";
  const given = Buffer.from(search.get("signature") ?? "");
  const right = Buffer.from(signature(target, expires, secret));
  const isRight = given.length === right.length && timingSafeEqual(given, right);
  return isRight && Number(expires) * 1000 > now.getTime();
}

/**
 * When links that are asked for now end. The same for all of one stretch of time, so that a picture keeps its address,
 * and with it its place in the browser's cache, for a while.
 */
export function linkExpiry(now: Date): Date {
  const stretch = LINK_MINUTES * 60_000;
  return new Date((Math.floor(now.getTime() / stretch) + 2) * stretch);
}
