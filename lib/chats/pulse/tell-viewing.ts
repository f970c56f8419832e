import { eq } from "drizzle-orm";
import { chats } from "@/db/schema";
import { type Context, type OperatorActor, publishAfterCommit } from "@/lib/context";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { assertCanSeeChat } from "../access";
import type { ViewingInput } from "./viewing-schemas";

/**
 * An operator has a chat open, or leaves it: the lists of its department and of its owner show that, and nothing is stored. Who
 * has the same chat open knows it by the presence channel already. That an owner looks at their own chat is no news.
 * @throws DomainError `not_found`, `forbidden` as for the chat itself
 * Emits `colleague.viewing`.
 */
export async function tellViewing(
  ctx: Context<OperatorActor>,
  chatId: string,
  { isHere }: ViewingInput,
): Promise<void> {
  const { actor, db } = ctx;
  const [row] = await db.select().from(chats).where(eq(chats.id, chatId));
  const { departmentId, operatorId, erasedAt } = await assertCanSeeChat(db, actor, row);
  if (erasedAt || operatorId === actor.operatorId) return;
  const data = { chatId, operatorId: actor.operatorId, name: actor.name, isHere };
  const told = { name: "colleague.viewing", data } as const;
  const events: RealtimeEvent[] = [{ channel: "department", id: departmentId, ...told }];
  if (operatorId) events.push({ channel: "operator", id: operatorId, ...told });
  await publishAfterCommit(ctx, events);
}
