import type { Address, Attachment, Email } from "postal-mime";

/** A person as a mail names them. */
export type Mailbox = { name: string; address: string };

export type MailFile = { name: string; type: string; bytes: Uint8Array<ArrayBuffer>; isInline: boolean };

/** A mail as far as chats care. Numbers of mails are without their angle brackets. */
export type ReadMail = {
  messageId: string | null;
  /** The mails that it answers, the oldest first. */
  references: string[];
  from: Mailbox | null;
  replyTo: Mailbox | null;
  /** Everybody it went to, as far as it says so. */
  recipients: string[];
  subject: string;
  /** As it stands in the mail: only ever compared. */
  date: string;
  text: string | null;
  html: string | null;
  files: MailFile[];
  /** Each `Authentication-Results`, the topmost first. */
  authentication: string[];
  /** Lower-case names; of several of one name the first. */
  headers: ReadonlyMap<string, string>;
};

const NESTING_MAX = 50;
const HEADERS_BYTES_MAX = 256 * 1024;
const REFERENCES_MAX = 100;
const RECIPIENTS_MAX = 200;

/** Reads a mail as it came over the wire. @throws Error for what cannot be read as one */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const { default: PostalMime } = await import("postal-mime");
  const parsed = await PostalMime.parse(raw, {
    // A mail within a mail is a file: its texts are not what this one says.
    forceRfc822Attachments: true,
    attachmentEncoding: "arraybuffer",
    maxNestingDepth: NESTING_MAX,
    maxHeadersSize: HEADERS_BYTES_MAX,
  });
  const headers = new Map<string, string>();
  for (const { key, value } of parsed.headers) if (!headers.has(key)) headers.set(key, value);
  return {
    messageId: numbersOf(parsed.messageId)[0] ?? null,
    references: [...numbersOf(parsed.references), ...numbersOf(parsed.inReplyTo)].slice(-REFERENCES_MAX),
    from: boxesOf(parsed.from ? [parsed.from] : [])[0] ?? null,
    replyTo: boxesOf(parsed.replyTo)[0] ?? null,
    recipients: recipientsOf(parsed, headers),
    subject: parsed.subject ?? "",
    date: parsed.date ?? "",
    text: parsed.text ?? null,
    html: parsed.html ?? null,
    files: parsed.attachments.map(fileOf),
    authentication: parsed.headers.flatMap(({ key, value }) => (key === "authentication-results" ? [value] : [])),
    headers,
  };
}

/** Also where copies and aliases leave no trace in `To`. */
function recipientsOf({ to, cc, bcc, deliveredTo }: Email, headers: ReadonlyMap<string, string>): string[] {
  const named = [...boxesOf(to), ...boxesOf(cc), ...boxesOf(bcc)].map(({ address }) => address);
  const delivered = [deliveredTo, headers.get("x-original-to"), headers.get("envelope-to")];
  const told = delivered.flatMap((value) => value?.match(/[^\s<>,;]+@[^\s<>,;]+/g) ?? []);
  return [...told, ...named].slice(0, RECIPIENTS_MAX);
}

const boxesOf = (list: readonly Address[] | undefined): Mailbox[] =>
  (list ?? []).flatMap((entry) => entry.group ?? [{ name: entry.name, address: entry.address }]);

/** What stands between angle brackets; a value without any is one number, as some programs write it. */
function numbersOf(value: string | undefined): string[] {
  if (!value) return [];
  const bracketed = [...value.matchAll(/<([^<>\s]{1,500})>/g)].flatMap(([, number]) => number ?? []);
  return bracketed.length > 0 ? bracketed : (value.trim().match(/^[^\s<>]{1,500}$/) ?? []).slice(0, 1);
}

function fileOf({ filename, mimeType, disposition, contentId, related, content }: Attachment): MailFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  const isInline = disposition !== "attachment" && (related === true || contentId !== undefined);
  return { name: filename ?? nameOf(mimeType), type: mimeType, bytes, isInline };
}

/** Of what has no name of its own: with the ending of a few types that come without one. */
function nameOf(type: string): string {
  const [, ending] = /^image\/(png|jpeg|gif|webp)$/.exec(type) ?? [];
  if (ending) return `picture.${ending}`;
  if (type === "message/rfc822") return "mail.eml";
  return type === "text/plain" ? "text.txt" : type === "text/calendar" ? "invitation.ics" : "file";
}
