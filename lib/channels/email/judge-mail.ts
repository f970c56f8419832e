import type { ReadMail } from "./read-mail";
import { isOurs, loopMark, type Signer } from "./reply-token";

/** Stands in every mail that we send: one that comes back is not answered. */
export const OUR_HEADER = "x-foyer-mail";

/**
 * Why nobody has written a mail: a machine has answered or told something; a list or a campaign sends to many; a server tells
 * that a mail was not delivered; it is one of our own; it names nobody who could be answered; or it says nothing.
 */
export type Automatic = "automatic" | "bulk" | "report" | "loop" | "nobody" | "empty";

const ROBOTS = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|bounce\+[^@]*|listserv|majordomo)@/i;

/** Null for a mail that a person has written. Headers are those of RFC 3834, RFC 2919, and of widespread older practice. */
export function judgeMail(mail: Pick<ReadMail, "from" | "replyTo" | "headers">, signer: Signer): Automatic | null {
  const header = (name: string) => mail.headers.get(name)?.trim().toLowerCase() ?? null;
  const type = header("content-type") ?? "";
  if (header(OUR_HEADER) === loopMark(signer)) return "loop";
  if (mail.from === null || !mail.from.address.includes("@")) return "nobody";
  if (isOurs(mail.from.address, signer.address)) return "loop";
  if (/^multipart\/report/.test(type) || header("return-path") === "<>" || header("x-failed-recipients") !== null) {
    return "report";
  }
  const submitted = header("auto-submitted");
  if (submitted !== null && submitted.split(/[;\s]/)[0] !== "no") return "automatic";
  if (["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from", "x-mail-autoreply"].some(header)) {
    return "automatic";
  }
  const precedence = header("precedence") ?? "";
  if (precedence === "auto_reply") return "automatic";
  if (["bulk", "junk", "list"].includes(precedence) || header("list-id") !== null || header("list-unsubscribe")) {
    return "bulk";
  }
  // Forms of websites send from such an address as well, and name their writer as whom to answer.
  const isForm = mail.replyTo !== null && !ROBOTS.test(mail.replyTo.address);
  return ROBOTS.test(mail.from.address) && !isForm ? "automatic" : null;
}
