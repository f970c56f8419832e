import { and, eq, sql } from "drizzle-orm";
import { channelChats, channelContacts, channelUpdates, company, departments } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { assertNotBlocked } from "@/lib/blocks/assert-not-blocked";
import type { Outcome } from "@/lib/chats/change-owner";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { VISITOR_NAME_MAX } from "@/lib/chats/input-schemas";
import { databaseNow, lockChat } from "@/lib/chats/lock-chat";
import { reopenChat } from "@/lib/chats/reopen-chat";
import { judgeVisitorSend } from "@/lib/chats/rules";
import { startChat } from "@/lib/chats/visitor/start-chat";
import type { Door, VisitorActor } from "@/lib/context";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { DomainError } from "@/lib/errors";
import { uuidv7 } from "@/lib/ids";
import { clippedLine } from "@/lib/text";
import type { Action } from "./channel";
import { askConsent, consentOf } from "./consent";
import { type ContactRow, findNewestChat, isContact } from "./contacts";
import type { ChannelRow } from "./open-channel";
import { pressText } from "./rules";
import { languageOf, wordsOf } from "./texts";
import { continueIn, findThreadChat, type ThreadRow } from "./threads";

/** Departments of one menu; a keyboard of more is none. */
const MENU_MAX = 50;

/** Everything of one transaction in which something is done for a contact: `door` leads into it. */
export type Scene = {
  out: Outcome;
  door: Door;
  channel: ChannelRow;
  contact: ContactRow;
  /** What is done is that of a mail, in its thread. */
  thread?: ThreadRow | undefined;
};

export const actorOf = ({ contact }: Scene): VisitorActor => ({ type: "visitor", visitorId: contact.visitorId });

/** The chat into which the contact writes now, or what they are to be told, and what they send waits for their answer. */
export type Place = { chat: ChatRow } | { reply: Action[]; waits: true };

/**
 * The contact's open chat, or the one that was closed within a day, reopened, or a new one in the department that they have
 * chosen. A chat is begun by the first thing that is said in it, and not by looking around.
 */
export async function placeToWrite(scene: Scene): Promise<Place> {
  const { out, contact } = scene;
  const newest = await (scene.thread ? findThreadChat(out.tx, scene.thread) : findNewestChat(out.tx, contact));
  if (newest && !newest.erasedAt) {
    const chat = await lockChat(out.tx, actorOf(scene), newest.id);
    const reopen = !(contact.choseAt && chat.closedAt && chat.closedAt < contact.choseAt);
    const verdict = judgeVisitorSend(chat, { reopen, now: await databaseNow(out.tx) });
    if (verdict === "ok") return { chat };
    if (verdict === "reopen") {
      await assertNotBlocked(out.tx, chat.visitorId);
      return { chat: (await reopenChat(out, chat)).chat };
    }
  }
  const chosen = await findChosen(scene);
  // A mail is not answered by a machine: it waits until its channel has a department that takes chats.
  if (!chosen && scene.thread) throw new DomainError("conflict", "The channel has no department that takes chats");
  if (!chosen) return { reply: await menuOf(scene), waits: true };
  // Whoever writes a mail is asked by nobody.
  const question = scene.thread ? null : await askConsent(out.tx, contact);
  if (question) return { reply: question, waits: true };
  return { chat: await begin(scene, chosen, newest?.id) };
}

type Chosen = { key: string; departmentId: string };

async function begin(
  { out, door, channel, contact, thread }: Scene,
  chosen: Chosen,
  previousChatId?: string,
): Promise<ChatRow> {
  const name = clippedLine(VISITOR_NAME_MAX).parse(contact.name);
  const { chat } = await startChat(
    door,
    { visitorId: contact.visitorId, channelId: channel.id, consent: thread ? null : await consentOf(out.tx, contact) },
    {
      ...chosen,
      clientId: uuidv7(),
      name,
      // Where answers go, as the address that somebody types into a form: it is no identity.
      email: thread?.address ?? null,
      body: "",
      locale: languageOf(contact.locale),
      ...(previousChatId && { previousChatId }),
    },
    "",
  );
  await out.tx.insert(channelChats).values({ chatId: chat.id, channelId: channel.id, externalId: contact.externalId });
  if (thread) await continueIn(out.tx, contact, chat.id);
  return lockChat(out.tx, { type: "visitor", visitorId: contact.visitorId }, chat.id);
}

/** Where the contact's next chat goes: the channel's own department, the chosen one, or the only one that there is to choose. */
async function findChosen({ out: { tx }, channel, contact }: Scene): Promise<Chosen | null> {
  if (channel.departmentId) {
    const [own] = await tx
      .select({ key: departments.key })
      .from(departments)
      .where(and(eq(departments.id, channel.departmentId), eq(departments.disabled, false)));
    return own ? { key: own.key, departmentId: channel.departmentId } : null;
  }
  const { departmentId, departmentKey } = contact;
  if (departmentId && departmentKey) {
    const target = await findEmbedTarget(tx, departmentKey);
    if (target?.departments.some(({ id }) => id === departmentId)) return { key: departmentKey, departmentId };
  }
  const offered = await listOffered(tx);
  const [only, ...more] = offered.departments;
  return only && more.length === 0 ? { key: offered.key, departmentId: only.id } : null;
}

/** What the company key opens: never a hidden department, never a disabled one, as on websites. */
async function listOffered(tx: Transaction) {
  const [owner] = await tx.select({ key: company.key }).from(company);
  const target = owner && (await findEmbedTarget(tx, owner.key));
  return { key: owner?.key ?? "", departments: target?.departments ?? [] };
}

/** The question with whom the contact wants to talk, with a button for each department. */
export async function menuOf({ out: { tx }, channel, contact }: Scene): Promise<Action[]> {
  const words = wordsOf(contact.locale);
  const offered = channel.departmentId ? [] : (await listOffered(tx)).departments.slice(0, MENU_MAX);
  if (offered.length === 0) return [{ type: "text", text: words("nobody") }];
  const buttons = offered.map(({ id, name }) => [
    { text: name, press: pressText({ does: "department", departmentId: id }) },
  ]);
  return [{ type: "text", text: words("pick"), buttons }];
}

/**
 * The contact comes by a link, with the key of a department, of the company or with none: what it leads to is kept for
 * their next chat, and they are asked what it is about, or with whom they want to talk.
 */
export async function openByLink(scene: Scene, key: string): Promise<Action[]> {
  const { channel, contact, out } = scene;
  const words = wordsOf(contact.locale);
  const newest = await findNewestChat(out.tx, contact);
  if (newest && newest.status !== "closed") {
    return [{ type: "text", text: words("present", { department: await nameOf(out.tx, newest.departmentId) }) }];
  }
  const target = key === "" ? null : await findEmbedTarget(out.tx, key);
  // A channel of one department leads nowhere else, whatever the link says.
  const [only] = target?.kind === "department" && !channel.departmentId ? target.departments : [];
  await choose(scene, only ? { key, departmentId: only.id } : null);
  if (only) return [{ type: "text", text: words("ask", { department: only.name }) }];
  const chosen = await findChosen({ ...scene, contact: { ...contact, departmentId: null, departmentKey: null } });
  const question = chosen ? await askFor(out.tx, chosen.departmentId, contact.locale) : await menuOf(scene);
  return key !== "" && !target ? [{ type: "text", text: words("badLink") }, ...question] : question;
}

/** The contact has chosen a department of the menu. Null: it is not there to be chosen, whatever the reason. */
export async function chooseFromMenu(scene: Scene, departmentId: string): Promise<Chosen | null> {
  if (scene.channel.departmentId) return null;
  const offered = await listOffered(scene.out.tx);
  if (!offered.departments.some(({ id }) => id === departmentId)) return null;
  const chosen = { key: offered.key, departmentId };
  await choose(scene, chosen);
  return chosen;
}

const choose = ({ out: { tx }, contact }: Scene, chosen: Chosen | null) =>
  tx
    .update(channelContacts)
    .set({
      departmentId: chosen?.departmentId ?? null,
      departmentKey: chosen?.key ?? null,
      choseAt: sql`clock_timestamp()`,
    })
    .where(isContact(contact));

export async function askFor(tx: Transaction, departmentId: string, locale: string): Promise<Action[]> {
  return [{ type: "text", text: wordsOf(locale)("ask", { department: await nameOf(tx, departmentId) }) }];
}

export async function nameOf(tx: Transaction, departmentId: string | null): Promise<string> {
  if (departmentId === null) return "";
  const [row] = await tx.select({ name: departments.name }).from(departments).where(eq(departments.id, departmentId));
  return row?.name ?? "";
}

/** What the contact has sent before they chose is done now. Gives how many things that are. */
export async function releaseWaiting({ out: { tx }, contact }: Scene): Promise<number> {
  const released = await tx
    .update(channelUpdates)
    .set({ waits: false, dueAt: sql`now()` })
    .where(
      and(
        eq(channelUpdates.channelId, contact.channelId),
        eq(channelUpdates.externalId, contact.externalId),
        eq(channelUpdates.waits, true),
      ),
    )
    .returning({ id: channelUpdates.id });
  return released.length;
}
