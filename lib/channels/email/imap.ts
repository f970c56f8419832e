import type { ImapFlow } from "imapflow";
import { isLoopback } from "@/lib/mail/loopback";
import { ChannelError, isChannelError } from "../channel";
import type { MailServer } from "./log-in";

/** Mails of one look into a mailbox, and bytes after which no further one is begun. */
const MAILS_AT_ONCE = 25;
const BYTES_AT_ONCE = 40 * 1024 * 1024;
/** Bytes of a mail that is fetched whole: what most servers take. Of a larger one its beginning says who wrote what. */
export const MAIL_BYTES_MAX = 30 * 1024 * 1024;
const BEGINNING_BYTES = 256 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;
/** A server may drip its answers for ever without being silent. Shorter than the lease of the job that asks. */
const LOOK_TIMEOUT_MS = 60_000;
/** Of a mailbox that was made anew, what came since yesterday is looked at: what we have of it is recognised. */
const LOOK_BACK_HOURS = 24;

export type FetchedMail = { raw: Uint8Array; isCut: boolean };
export type Fetched = { mails: FetchedMail[]; after: string; isMore: boolean };

/** Where to go on: the mailbox by its UIDVALIDITY, and the last UID that was seen in it (RFC 3501, 2.3.1.1). */
const cursorOf = (validity: bigint, lastUid: number) => `${validity}:${lastUid}`;

function readCursor(after: string | null): { validity: string; lastUid: number } | null {
  const [, validity, uid] = /^(\d{1,20}):(\d{1,10})$/.exec(after ?? "") ?? [];
  return validity && uid ? { validity, lastUid: Number(uid) } : null;
}

/** The cursor behind everything that is in a mailbox now: only what comes later is wanted. @throws ChannelError */
export const findEnd = (server: MailServer): Promise<string> =>
  withMailbox(server, async (_, { uidValidity, uidNext }) => cursorOf(uidValidity, uidNext - 1));

/**
 * What has come into a mailbox since `after`, the oldest first. The mailbox itself stays as it is: nothing is marked as read,
 * moved or deleted. Without a cursor nothing is fetched, and the present end is the answer. @throws ChannelError
 */
export const fetchMails = (server: MailServer, after: string | null): Promise<Fetched> =>
  withMailbox(server, async (client, { uidValidity, uidNext }) => {
    const from = readCursor(after);
    const end = cursorOf(uidValidity, uidNext - 1);
    if (!from) return { mails: [], after: end, isMore: false };
    const isSame = from.validity === String(uidValidity);
    if (isSame && uidNext - 1 <= from.lastUid) return { mails: [], after: after ?? end, isMore: false };
    const found = await searchUids(client, isSame ? { uid: `${from.lastUid + 1}:*` } : { since: lookBack() });
    // `5:*` also finds the last mail where there is none from 5 on (RFC 3501, 6.4.8).
    const uids = found.filter((uid) => !isSame || uid > from.lastUid).sort((a, b) => a - b);
    const mails: FetchedMail[] = [];
    let bytes = 0;
    let lastUid = isSame ? from.lastUid : 0;
    for (const uid of uids) {
      if (mails.length >= MAILS_AT_ONCE || bytes >= BYTES_AT_ONCE) {
        return { mails, after: cursorOf(uidValidity, lastUid), isMore: true };
      }
      const mail = await fetchMail(client, uid);
      if (mail) mails.push(mail);
      bytes += mail?.raw.byteLength ?? 0;
      lastUid = uid;
    }
    // What was deleted at the end is behind us as well.
    return { mails, after: cursorOf(uidValidity, Math.max(lastUid, uidNext - 1)), isMore: false };
  });

const lookBack = () => new Date(Date.now() - LOOK_BACK_HOURS * 3_600_000);

async function searchUids(client: ImapFlow, query: { uid: string } | { since: Date }): Promise<number[]> {
  const found = await client.search(query, { uid: true });
  return Array.isArray(found) ? found : [];
}

/** Null for one that is no longer there. */
async function fetchMail(client: ImapFlow, uid: number): Promise<FetchedMail | null> {
  const known = await client.fetchOne(String(uid), { uid: true, size: true }, { uid: true });
  if (!known) return null;
  const isCut = (known.size ?? 0) > MAIL_BYTES_MAX;
  const source = isCut ? { start: 0, maxLength: BEGINNING_BYTES } : true;
  const mail = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
  const raw = mail ? mail.source : undefined;
  return raw ? { raw, isCut } : null;
}

type Mailbox = { uidValidity: bigint; uidNext: number };

/**
 * Not connected yet. `socketTimeout`: how long a server may be silent. The library is loaded when a mailbox is first looked at:
 * it takes 13 MB and a quarter of a second, and many installations have none.
 * @throws ChannelError
 */
export async function createClient(
  server: MailServer,
  { socketTimeout = SILENCE_TIMEOUT_MS, maxIdleTime = 0 } = {},
): Promise<ImapFlow> {
  const { host, port, security, user, password, accessToken } = server;
  if (security === "none" && !isLoopback(host)) throw new ChannelError("token", "A password goes over TLS alone");
  const { ImapFlow } = await import("imapflow");
  const client = new ImapFlow({
    host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: accessToken === undefined ? { user, pass: password } : { user, accessToken },
    logger: false,
    disableAutoIdle: true,
    ...(maxIdleTime > 0 && { maxIdleTime }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout,
    maxLiteralSize: MAIL_BYTES_MAX + 1024,
    maxResponseSize: MAIL_BYTES_MAX + 64 * 1024,
    maxLineLength: 8 * 1024 * 1024,
  });
  // Its errors come by the calls below as well; without a listener the first one would end the process.
  client.on("error", () => undefined);
  return client;
}

/** Opens the inbox for reading alone, and leaves whatever happens. @throws ChannelError */
async function withMailbox<T>(
  server: MailServer,
  work: (client: ImapFlow, mailbox: Mailbox) => Promise<T>,
): Promise<T> {
  const client = await createClient(server);
  const timer = setTimeout(() => client.close(), LOOK_TIMEOUT_MS);
  try {
    await client.connect();
    const mailbox = await client.mailboxOpen("INBOX", { readOnly: true });
    // Without it nobody could say what is new (RFC 3501 asks for it).
    if (!Number.isInteger(mailbox.uidNext)) throw new ChannelError("unreachable", "IMAP: no UIDNEXT");
    const result = await work(client, mailbox);
    // What was wanted is here; a server that hangs up at the good-bye takes nothing of it back.
    await client.logout().catch(() => undefined);
    return result;
  } catch (error) {
    throw inWords(error);
  } finally {
    clearTimeout(timer);
    client.close();
  }
}

/** What a server says may hold the name of an account, so only codes are repeated. */
export function inWords(error: unknown): ChannelError {
  if (isChannelError(error)) return error;
  const read = (key: string): unknown => (typeof error === "object" && error !== null ? Reflect.get(error, key) : null);
  const code = [read("code"), read("serverResponseCode")].filter((part) => typeof part === "string").join(" ");
  // A server that is there but busy says so with a code of its own (RFC 5530).
  const isBusy = /UNAVAILABLE|INUSE|LIMIT|THROTTL/i.test(code);
  // It takes neither a password nor an access token in any way that we know.
  const hasNoWay = error instanceof Error && error.message === "Unsupported authentication mechanism";
  if ((read("authenticationFailed") === true || hasNoWay) && !isBusy)
    return new ChannelError("token", `IMAP: refused ${code}`.trim());
  return new ChannelError("unreachable", `IMAP: ${code || "no answer"}`);
}
