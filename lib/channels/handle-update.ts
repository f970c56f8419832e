import { MESSAGE_BODY_MAX } from "@/lib/chats/input-schemas";
import { sendLocked } from "@/lib/chats/messages/send-message";
import type { Context, VisitorActor } from "@/lib/context";
import type { DomainError } from "@/lib/errors";
import { FILE_SIZE_MAX } from "@/lib/files/rules";
import { uuidv7 } from "@/lib/ids";
import { findNoticeText } from "@/lib/settings/maintenance";
import { actorOf, openByLink, placeToWrite, type Scene } from "./begin-chat";
import type { Action, Incoming, IncomingMail } from "./channel";
import { cleanText } from "./clean-text";
import { welcomeBack } from "./contacts";
import { handlePress } from "./handle-press";
import { appendUndelivered, blockContact } from "./note-undelivered";
import { splitText } from "./rules";
import { languageOf, wordsOf } from "./texts";
import { findThread, noteDoubtfulSender, noteOtherSender } from "./threads";

/** What was done of an update: it waits for a choice of its writer, or is done; and what is said in return. */
export type Handled = { reply: Action[]; waits?: boolean };

type What = Incoming["what"];

/** Does what somebody in another service has done, except for files, whose bytes have to be fetched first. */
export async function handleUpdate(
  scene: Scene,
  what: Exclude<What, { type: "file" }>,
  mail?: IncomingMail,
): Promise<Handled> {
  const words = wordsOf(scene.contact.locale);
  if (what.type === "left") {
    await blockContact(scene.out.tx, scene.out.emit, scene.contact);
    return { reply: [] };
  }
  if (what.type === "bounced") {
    await noteBounce(scene);
    return { reply: [] };
  }
  const contact = await welcomeBack(scene.out.tx, scene.contact);
  const here = { ...scene, contact };
  if (what.type === "press") return { reply: await handlePress(here, what) };
  if (what.type === "start") return { reply: await openByLink(here, what.key) };
  if (what.type === "unsupported") return { reply: [{ type: "text", text: words("unsupported") }] };
  return what.type === "text" ? writeText(here, what.text, mail) : { reply: [] };
}

async function writeText(scene: Scene, text: string, mail?: IncomingMail): Promise<Handled> {
  const pieces = splitText(cleanText(text), MESSAGE_BODY_MAX);
  if (pieces.length === 0) return { reply: [{ type: "text", text: wordsOf(scene.contact.locale)("unsupported") }] };
  const place = await placeToWrite(scene);
  if ("reply" in place) return place;
  await noteSender(scene, place.chat.id, mail);
  for (const body of pieces) await say(scene, place.chat.id, { body });
  return { reply: [] };
}

/**
 * Says once of each mail if it does not come from where answers go, and once in a chat of each address if the receiving server
 * could not confirm it.
 */
export async function noteSender({ out, thread }: Scene, chatId: string, mail?: IncomingMail): Promise<void> {
  // The mail that begins a thread says itself where answers go.
  const isKnown = !mail?.isFirst || thread?.chatId === null || mail.sender === thread?.address;
  if (!isKnown) await noteOtherSender(out.tx, out.emit, chatId, { address: mail.sender });
  if (mail?.isFirst && mail.failed) await noteDoubtfulSender(out.tx, out.emit, chatId, mail.sender, mail.failed);
}

/** A letter of ours was not delivered, as a server has told us later. */
async function noteBounce({ out: { tx, emit }, contact }: Scene): Promise<void> {
  const chatId = (await findThread(tx, contact))?.chatId;
  if (chatId) await appendUndelivered(tx, emit, chatId, "refused");
}

/** Writes a message of the contact into a chat that is open. */
export const say = (scene: Scene, chatId: string, message: { body: string | null; fileId?: string }) => {
  const ctx: Context<VisitorActor> = { ...scene.door, actor: actorOf(scene) };
  return sendLocked(ctx, chatId, { clientId: uuidv7(), reopen: true, ...message });
};

/** What somebody is told whose message could not be taken, by the code of the refusal. */
export function refusalReply({ code, fields, data }: DomainError, locale: string, departmentName = ""): Action[] {
  const words = wordsOf(locale);
  const text = () => {
    if (code === "too_large") return words("fileTooLarge", { max: FILE_SIZE_MAX / 1024 / 1024 });
    if (fields?.file) return words("fileType");
    if (code === "conflict" && data?.state === "full") return words("fullNow", { department: departmentName });
    if (code === "rate_limited") return words("tooMany");
    return words("refused");
  };
  return [{ type: "text", text: text() }];
}

/** The set text for whoever wrote while the system was not there; none where it is switched off. */
export async function noticeReply({ out: { tx }, contact }: Scene): Promise<Action[]> {
  const text = await findNoticeText(tx, null, languageOf(contact.locale));
  return text === null ? [] : [{ type: "text", text }];
}
