import { createHash } from "node:crypto";
import { MESSAGE_BODY_MAX } from "@/lib/chats/input-schemas";
import { cleanFileName } from "@/lib/files/names";
import { checkFile } from "@/lib/files/rules";
import { clippedLine, emailAddress, isBlank } from "@/lib/text";
import type { Arrived, Incoming, IncomingMail } from "../channel";
import { cleanText } from "../clean-text";
import { splitText } from "../rules";
import { languageOf, type Words, wordsOf } from "../texts";
import { confirmedDomain, failedCheck } from "./authentication";
import { cutQuotes } from "./cut-quotes";
import { htmlText } from "./html-text";
import { type Automatic, judgeMail } from "./judge-mail";
import type { MailFile, ReadMail } from "./read-mail";
import { findThread, isOurs, type Signer, threadIdOf } from "./reply-token";

/** Messages that the text of one mail becomes; the rest of a longer one is in a file. */
export const MAIL_PIECES_MAX = 5;
export const MAIL_FILES_MAX = 20;
const NAME_MAX = 120;
const SUBJECT_MAX = 200;
/** A picture of this size in the text itself is a logo, an icon or a mark that tells who has read it. */
const DECORATION_BYTES = 4096;
const NOTED_FILES_MAX = 20;

const name = clippedLine(NAME_MAX);
const line = clippedLine(SUBJECT_MAX);

export type Taken = { arrived: Arrived[] } | { left: Automatic };

/**
 * A mail in our words: its text, then its files, all of one thread. The thread is that of a signature of ours which it
 * carries; without one it is a new one, whoever it says that it is from. Nothing of a mail that nobody has written.
 * `isCut`: only its beginning was fetched, so none of its files is whole.
 */
export function toIncoming(mail: ReadMail, signer: Signer, { isCut = false } = {}): Taken {
  const automatic = judgeMail(mail, signer);
  if (automatic === "report") return reportOf(mail, signer);
  if (automatic !== null) return { left: automatic };
  const said = senderOf(mail, signer.address);
  if (!said) return { left: "nobody" };
  const known = findThread(mail, signer);
  const key = keyOf(mail);
  const locale = languageOf((mail.headers.get("content-language") ?? "").split(",")[0]?.trim() ?? "");
  const from = {
    externalId: known ?? threadIdOf(key, signer),
    name: name.parse(mail.from?.name || (said.sender.split("@")[0] ?? "")),
    locale,
  };
  const content = contentOf(mail, { isReply: known !== null, isCut }, wordsOf(locale));
  const one = (part: number, what: Incoming["what"]): Arrived => ({
    updateId: `${key}/${part}`,
    from,
    sentAt: null,
    what,
  });
  const files = content.files.map((file, index) => {
    const { name: fileName, bytes } = file;
    const what = { type: "file", ref: "", name: fileName, size: bytes.byteLength, caption: "" } as const;
    return { ...one(index + 1, what), bytes };
  });
  if (isBlank(content.text) && files.length === 0) return { left: "empty" };
  const text = isBlank(content.text) ? [] : [one(0, { type: "text", text: content.text })];
  const arrived = [...text, ...files];
  return { arrived: arrived.map((part, index) => ({ ...part, mail: { ...said, isFirst: index === 0 } })) };
}

type Said = Omit<IncomingMail, "isFirst">;

/** The same for a mail that comes twice, however it comes, and another one for another mail, whatever number that claims. */
function keyOf({ messageId, from, date, subject, text, html, files }: ReadMail): string {
  const hash = createHash("sha256");
  for (const part of [messageId, from?.address, date, subject, text, html]) hash.update(`${part ?? ""}\0`);
  for (const file of files) hash.update(file.bytes);
  return hash.digest("base64url");
}

function senderOf({ from, replyTo, subject, messageId, authentication }: ReadMail, ours: string): Said | null {
  const sender = emailAddress.safeParse(from?.address ?? "").data;
  if (!sender) return null;
  const asked = emailAddress.safeParse(replyTo?.address ?? "").data;
  const address = asked && !isOurs(asked, ours) ? asked : sender;
  const number = messageId?.replace(/[^\x21-\x7e]/g, "") || null;
  const confirmed = confirmedDomain(authentication, sender);
  const failed = failedCheck(authentication);
  return { sender, address, subject: line.parse(subject), messageId: number, failed, confirmed };
}

type Content = { text: string; files: MailFile[] };

type How = { isReply: boolean; isCut: boolean };

function contentOf(mail: ReadMail, { isReply, isCut }: How, words: Words): Content {
  const { text, original } = textOf(mail, isReply);
  // Of an answer, the subject is known.
  const whole = [isReply ? "" : line.parse(mail.subject), text].filter(Boolean).join("\n\n");
  const pieces = splitText(whole, MESSAGE_BODY_MAX);
  const isLong = pieces.length > MAIL_PIECES_MAX;
  const added = [
    ...(original === null ? [] : [textFile("original.html.txt", original)]),
    ...(isLong ? [textFile("mail.txt", whole)] : []),
  ];
  const sent = mail.files.filter(({ isInline, bytes }) => !(isInline && bytes.byteLength < DECORATION_BYTES));
  const judged = [...added, ...sent].map((file) => ({ ...file, name: cleanFileName(file.name) }));
  const isTaken = ({ name: fileName, bytes }: MailFile) =>
    !isCut && checkFile({ name: fileName, size: bytes.byteLength }) === null;
  const files = judged.filter(isTaken).slice(0, MAIL_FILES_MAX);
  const left = judged.filter((file) => !files.includes(file));
  const notes = left.slice(0, NOTED_FILES_MAX).map(({ name: fileName }) => words("mailFileLeft", { name: fileName }));
  const shown = isLong ? [...pieces.slice(0, MAIL_PIECES_MAX), words("mailCut", { name: "mail.txt" })] : [whole];
  return { text: [...shown, ...notes].filter(Boolean).join("\n\n"), files };
}

/** What is to be read, and the page it was made of, where it was. */
function textOf({ text, html }: ReadMail, isReply: boolean): { text: string; original: string | null } {
  const plain = cleanText(text ?? "");
  if (plain !== "") return { text: isReply ? cutQuotes(plain) : plain, original: null };
  if (!html) return { text: "", original: null };
  const read = cleanText(htmlText(html, { cutsQuotes: isReply }));
  return { text: isReply ? cutQuotes(read) : read, original: html };
}

const textFile = (fileName: string, text: string): MailFile => ({
  name: fileName,
  type: "text/plain",
  bytes: new TextEncoder().encode(text.replaceAll("\0", "")),
  isInline: false,
});

/** A server says that it gave up: told of a mail of ours, it is told to who wrote that. */
function reportOf(mail: ReadMail, signer: Signer): Taken {
  const parts = [
    mail.text ?? "",
    ...mail.files.map(({ bytes }) => new TextDecoder().decode(bytes.subarray(0, 65_536))),
  ];
  const told = parts.join("\n");
  const numbers = [...told.matchAll(/<([a-z2-7]{32}\.[^<>\s]{1,200})>/gi)].flatMap(([, number]) => number ?? []);
  const hasFailed = /^action:\s*failed/im.test(told) || mail.headers.get("x-failed-recipients") !== undefined;
  const threadId = hasFailed
    ? findThread({ recipients: [], references: [...mail.references, ...numbers] }, signer)
    : null;
  if (!threadId) return { left: "report" };
  const from = { externalId: threadId, name: "", locale: languageOf("") };
  return { arrived: [{ updateId: `${keyOf(mail)}/0`, from, sentAt: null, what: { type: "bounced" } }] };
}
