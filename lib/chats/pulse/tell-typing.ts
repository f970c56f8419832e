import { eq } from "drizzle-orm";
import { chats } from "@/db/schema";
import { type Context, type OperatorActor, publishAfterCommit, type VisitorActor } from "@/lib/context";
import { assertKnownEnough } from "@/lib/identity/access";
import { chatChannelId, type RealtimeEvent } from "@/lib/realtime/events";
import { assertCanSeeChat } from "../access";
import type { TypingInput } from "./typing-schemas";

/** The others hear of one writer's typing in a chat at most this often. */
const EVERY_MS = 2000;
/** When who told last, oldest first; what is too old to matter is dropped. Instants of `performance.now()`. */
const told = new Map<string, number>();

/**
 * Somebody types in a chat: the others hear it, and nothing is stored. Whoever may see the chat by its present epoch
 * hears both sides, and so do all tabs of its owner. The visitor hears the owner's answer, never a note and never somebody
 * else. That somebody types in a chat which is not theirs the department hears, too: there two answer at once.
 * Sooner than two seconds after the last time nobody is told; of a closed chat only that a note is written.
 * @throws DomainError `not_found`, `forbidden` as for the chat itself; `identity_required`
 */
export async function tellTyping(
  ctx: Context<VisitorActor | OperatorActor>,
  chatId: string,
  { as }: TypingInput,
): Promise<void> {
  const { actor, db } = ctx;
  const [row] = await db.select().from(chats).where(eq(chats.id, chatId));
  const chat = await assertCanSeeChat(db, actor, row);
  if (actor.type === "visitor") await assertKnownEnough(db, chat.departmentId, actor.identity);
  const writer = actor.type === "operator" ? actor.operatorId : actor.visitorId;
  const isNote = actor.type === "operator" && as === "note";
  if (chat.erasedAt || (chat.status === "closed" && !isNote)) return;
  if (!isDue(`${chatId} ${writer}`, performance.now())) return;
  await publishAfterCommit(ctx, actor.type === "operator" ? byOperator(chat, actor, as) : byVisitor(chat));
}

type Chat = typeof chats.$inferSelect;

function byVisitor({ id, epoch, operatorId }: Chat): RealtimeEvent[] {
  const event = { name: "typing.told", data: { chatId: id } } as const;
  return [
    { channel: "chat", id: chatChannelId(id, epoch), ...event },
    ...(operatorId ? [{ channel: "operator", id: operatorId, ...event } as const] : []),
  ];
}

function byOperator({ id, epoch, operatorId, departmentId }: Chat, actor: OperatorActor, as: TypingInput["as"]) {
  const isOwner = operatorId === actor.operatorId;
  const data = { chatId: id, operatorId: actor.operatorId, name: actor.name, as };
  const told = { name: "colleague.typing", data } as const;
  const events: RealtimeEvent[] = [{ channel: "chat", id: chatChannelId(id, epoch), ...told }];
  if (isOwner && as === "reply") {
    events.push({ channel: "visitorChat", id, name: "typing.told", data: { chatId: id } });
  }
  if (!isOwner) events.push({ channel: "department", id: departmentId, ...told });
  if (!isOwner && operatorId) events.push({ channel: "operator", id: operatorId, ...told });
  return events;
}

function isDue(writer: string, now: number): boolean {
  for (const [key, at] of told) {
    if (now - at < EVERY_MS) break;
    told.delete(key);
  }
  if (told.has(writer)) return false;
  told.set(writer, now);
  return true;
}
