import type { MailSettings } from "./settings";

/** A row of the outbox. */
export type Mail = { id: string; to: string; replyTo: string | null; subject: string; body: string };

/** Characters of a header: RFC 5322 allows 998 bytes a line, and nobody reads that far. */
const HEADER_MAX = 200;

/**
 * A text as the value of a header: no line break (it would begin another header), no other control character, and none
 * of the marks that turn the direction of what follows.
 */
export const cleanHeader = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, HEADER_MAX)
    .toWellFormed();

/** The name that receivers tell two copies of one mail by: it is sent at least once, and counts once. */
export const messageIdOf = (id: string, from: MailSettings["from"]): string =>
  `<${id}@${from.address.split("@").at(-1)}>`;

/** A mail as nodemailer takes it: plain text, to one address, marked as written by a machine (RFC 3834). */
export function toMessage({ id, to, replyTo, subject, body }: Mail, from: MailSettings["from"]) {
  return {
    from: { name: cleanHeader(from.name), address: from.address },
    // As objects: in a text, a comma or a line break would be read as more than one address.
    to: { name: "", address: cleanHeader(to) },
    ...(replyTo && { replyTo: { name: "", address: cleanHeader(replyTo) } }),
    subject: cleanHeader(subject),
    text: body,
    messageId: messageIdOf(id, from),
    headers: { "Auto-Submitted": "auto-generated" },
    // A body of ours is text; nothing in it may make the server open a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
