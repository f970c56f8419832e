/** Ways in. A new one is a word here and a line in `lib/channels/kinds.ts`. */
export const CHANNEL_TYPES = ["web", "telegram", "email"] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

/** Ways in that an admin can add: each has a folder of its own. */
export const ADDABLE_TYPES = ["telegram", "email"] as const satisfies readonly ChannelType[];
export type AddableType = (typeof ADDABLE_TYPES)[number];

/** Of those, the ones that one token opens; mail needs more. */
export const TOKEN_TYPES = ["telegram"] as const satisfies readonly AddableType[];

/** How mail comes in: it is read from a mailbox, or told by a service that passes it on. */
export const MAIL_WAYS = ["imap", "webhook"] as const;
/** Security of a connection to a mail server: TLS from the first byte, an upgrade that has to succeed, or none. */
export const MAIL_SECURITIES = ["tls", "starttls", "none"] as const;
/** How an account of mail signs in: with passwords, or with access tokens. */
export const MAIL_LOGINS = ["password", "oauth"] as const;
/** What such a token is given for: a consent that was given once, or the client itself (RFC 6749). */
export const OAUTH_GRANTS = ["refresh_token", "client_credentials"] as const;
/** Characters before the @ of an address of a channel: 64 (RFC 5321), less what signs a thread. */
export const MAIL_LOCAL_MAX = 31;

/**
 * Why a channel does not work at the moment: its service refuses the token; the service does not answer; the token was
 * sealed by the secret of another installation.
 */
export const CHANNEL_FAILURES = ["token", "unreachable", "secret"] as const;
export type ChannelFailure = (typeof CHANNEL_FAILURES)[number];

/** How a channel hears of what happens where nobody can reach us: it asks. */
export const POLL = "poll";

/** Characters of a token; Telegram's have about 46. */
export const CHANNEL_TOKEN_MAX = 200;
export const CHANNELS_MAX = 50;

/** Something that came so long after it was written was held up: its writer is told that it has come. */
export const LATE_AFTER_SECONDS = 120;
/** What a service has sent is remembered for so long, so that the same comes in only once: twice as long as any repeats it. */
export const UPDATES_KEPT_DAYS = 3;
/** After so many attempts that failed for reasons of ours, one update is given up, so that the next ones get their turn. */
export const UPDATE_ATTEMPTS_MAX = 12;

const RETRY_SECONDS_MAX = 120;

/** Seconds until the next attempt after `attempts` of them have failed: short enough that an outage ends within two minutes. */
export const retryAfterSeconds = (attempts: number): number =>
  Math.min(RETRY_SECONDS_MAX, 2 ** Math.min(Math.max(1, attempts), 10));

/** What a button under a message does when it is pressed. */
export type Press =
  | { does: "department"; departmentId: string }
  | { does: "keepOpen"; chatId: string }
  /** To what the company asks for before a chat begins, in these words. */
  | { does: "agree"; version: number }
  | { does: "rate"; chatId: string; score: number };

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const PRESS = new RegExp(`^(?:dep:(${UUID})|keep:(${UUID})|rate:(${UUID}):([1-5])|agree:(\\d{1,9}))$`);

/** As a service keeps it for us with the button; at most 44 ASCII characters (Telegram takes 64 bytes). */
export function pressText(press: Press): string {
  if (press.does === "department") return `dep:${press.departmentId}`;
  if (press.does === "agree") return `agree:${press.version}`;
  return press.does === "keepOpen" ? `keep:${press.chatId}` : `rate:${press.chatId}:${press.score}`;
}

/** Null for whatever is none of ours: what comes back may be made by anybody. */
export function readPress(text: string): Press | null {
  const [, departmentId, keptId, ratedId, score, version] = PRESS.exec(text) ?? [];
  if (departmentId) return { does: "department", departmentId };
  if (keptId) return { does: "keepOpen", chatId: keptId };
  if (version) return { does: "agree", version: Number(version) };
  return ratedId ? { does: "rate", chatId: ratedId, score: Number(score) } : null;
}

/**
 * A text in pieces of at most `max` UTF-16 units, cut at the end of a line or a word where there is one in the second half
 * of a piece, and never within a character. Nothing but the blanks at a cut is lost. No text has no piece.
 */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const end = cutOf(rest, max);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest].filter((piece) => piece !== "");
}

function cutOf(text: string, max: number): number {
  for (const blank of ["\n", " "]) {
    const at = text.lastIndexOf(blank, max);
    if (at > max / 2) return at;
  }
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(max));
  return isHalf && max > 1 ? max - 1 : max;
}

/** Where a service can reach this installation, and asks no one to let it in: only then it can send its updates here. */
export function isReachable(publicUrl: string | null): publicUrl is string {
  if (publicUrl === null || !URL.canParse(publicUrl)) return false;
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol !== "https:" || !hostname.includes(".")) return false;
  return !/^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)|\.(?:local|internal|test|localhost)$/.test(
    hostname,
  );
}
