import { eq } from "drizzle-orm";
import { chats } from "@/db/schema";
import { type Context, type OperatorActor, publishAfterCommit, type VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertKnownEnough } from "@/lib/identity/access";
import { chatChannelId, type RealtimeEvent } from "@/lib/realtime/events";
import { assertCanSeeChat } from "../access";

/** The other side hears of one writer's typing in a chat at most this often. */
const EVERY_MS = 2000;
/** When who told last, oldest first; what is too old to matter is dropped. Instants of `performance.now()`. */
const told = new Map<string, number>();

/**
 * Somebody types in a chat: the other side hears it, and nothing is stored. A visitor's typing goes to whoever may see
 * the chat by its present epoch, and to all tabs of its owner; an operator's goes to the visitor, and only the owner's.
 * Sooner than two seconds after the last time, and in a closed chat, nobody is told.
 * @throws DomainError `not_found`, `forbidden` as for the chat itself; `not_owner` for an operator whose chat it is not;
 * `identity_required`
 */
export async function tellTyping(ctx: Context<VisitorActor | OperatorActor>, chatId: string): Promise<void> {
  const { actor, db } = ctx;
  const [row] = await db.select().from(chats).where(eq(chats.id, chatId));
  const { operatorId, epoch, status, departmentId } = await assertCanSeeChat(db, actor, row);
  if (actor.type === "visitor") await assertKnownEnough(db, departmentId, actor.identity);
  else if (operatorId !== actor.operatorId) {
    throw new DomainError("not_owner", "This chat is not yours");
  }
  const writer = actor.type === "operator" ? actor.operatorId : actor.visitorId;
  if (status === "closed" || !isDue(`${chatId} ${writer}`, performance.now())) return;
  const event = { name: "typing.told", data: { chatId } } as const;
  const events: RealtimeEvent[] =
    actor.type === "operator"
      ? [{ channel: "visitorChat", id: chatId, ...event }]
      : [
          { channel: "chat", id: chatChannelId(chatId, epoch), ...event },
          ...(operatorId ? [{ channel: "operator", id: operatorId, ...event } as const] : []),
        ];
  await publishAfterCommit(ctx, events);
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
