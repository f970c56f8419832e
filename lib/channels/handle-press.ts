import { keepOpen } from "@/lib/chats/visitor/keep-open";
import { rateChat } from "@/lib/chats/visitor/rate-chat";
import { switchDepartment } from "@/lib/chats/visitor/switch-department";
import type { Context, VisitorActor } from "@/lib/context";
import { isDomainError } from "@/lib/errors";
import { actorOf, askFor, chooseFromMenu, releaseWaiting, type Scene } from "./begin-chat";
import type { Action, Incoming } from "./channel";
import { askConsent, giveConsent } from "./consent";
import { findNewestChat } from "./contacts";
import { type Press, readPress } from "./rules";
import { type Words, wordsOf } from "./texts";

type Pressed = Extract<Incoming["what"], { type: "press" }>;

/**
 * Does what a button says, for who pressed it: a chat that is not theirs does not exist for them. Buttons that have done
 * their work are taken away.
 */
export async function handlePress(
  scene: Scene,
  { press, pressRef, messageRef, isForeign }: Pressed,
): Promise<Action[]> {
  const words = wordsOf(scene.contact.locale);
  const answer = (text: string): Action => ({ type: "answerPress", pressRef, text });
  const known = readPress(press);
  if (isForeign || !known) return [answer(words("foreign"))];
  try {
    const { told = "", more = [], isOver = true } = await perform(scene, known, words);
    const dropped: Action[] = isOver && messageRef !== null ? [{ type: "dropButtons", messageRef }] : [];
    return [answer(told), ...dropped, ...more];
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [answer(words(error.code === "not_found" ? "foreign" : "over"))];
  }
}

type Done = { told?: string; more?: Action[]; isOver?: boolean };

async function perform(scene: Scene, press: Press, words: Words): Promise<Done> {
  const ctx: Context<VisitorActor> = { ...scene.door, actor: actorOf(scene) };
  if (press.does === "keepOpen") {
    await keepOpen(ctx, press.chatId);
    return {};
  }
  if (press.does === "rate") {
    await rateChat(ctx, press.chatId, { score: press.score, comment: "" });
    return { told: words("thanks") };
  }
  if (press.does === "agree") return agree(scene, press.version, words);
  return goTo(scene, ctx, press.departmentId, words);
}

async function agree(scene: Scene, version: number, words: Words): Promise<Done> {
  const { tx } = scene.out;
  if (!(await giveConsent(tx, scene.contact, version))) {
    return { told: words("consentChanged"), more: (await askConsent(tx, scene.contact)) ?? [] };
  }
  await releaseWaiting(scene);
  return { told: words("agreed") };
}

async function goTo(scene: Scene, ctx: Context<VisitorActor>, departmentId: string, words: Words): Promise<Done> {
  const { tx } = scene.out;
  const chosen = await chooseFromMenu(scene, departmentId);
  if (!chosen) return { told: words("over"), isOver: false };
  const open = await findNewestChat(tx, scene.contact);
  if (open?.status === "queued") {
    await switchDepartment(ctx, open.id, chosen);
    return {};
  }
  if (open?.status === "active") return { told: words("over") };
  const waiting = await releaseWaiting(scene);
  return { more: waiting > 0 ? [] : await askFor(tx, departmentId, scene.contact.locale) };
}
