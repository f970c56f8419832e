import { and, eq, inArray, lt, ne, or, sql } from "drizzle-orm";
import { chats, operators } from "@/db/schema";
import { type Context, commit, type OperatorActor, type VisitorActor } from "@/lib/context";
import { getInboxChat } from "./queries";
import type { PulseInput } from "./schemas";

type OperatorIntent = (typeof operators.$inferSelect)["intent"];

/**
 * Notes what a browser says of itself every few seconds: that an operator can be reached and up to where they have read,
 * or on which page a visitor is. Only chats that are the actor's own change.
 * An operator is answered their present choice, so that a second tab follows the first.
 * Emits `chat.changed` when a visitor moved to another page.
 */
export async function recordPulse(
  ctx: Context<VisitorActor | OperatorActor>,
  input: PulseInput,
): Promise<{ intent?: OperatorIntent }> {
  if (ctx.actor.type === "operator") return recordOperatorPulse(ctx, ctx.actor, input);
  await recordVisitorPulse(ctx, ctx.actor, input);
  return {};
}

async function recordOperatorPulse({ db }: Context, { operatorId }: OperatorActor, { read = {} }: PulseInput) {
  const [row] = await db
    .update(operators)
    .set({ lastPulseAt: sql`now()` })
    .where(eq(operators.id, operatorId))
    .returning({ intent: operators.intent });
  for (const [chatId, seq] of Object.entries(read).slice(0, 20)) {
    // A mark only ever grows, and never beyond what there is to read.
    await db
      .update(chats)
      .set({ operatorReadSeq: sql`least(${chats.lastSeq}, ${seq})` })
      .where(and(eq(chats.id, chatId), eq(chats.operatorId, operatorId), lt(chats.operatorReadSeq, seq)));
  }
  return row ?? {};
}

async function recordVisitorPulse(ctx: Context, { visitorId }: VisitorActor, { chatIds, page }: PulseInput) {
  const url = page?.url;
  if (!url || chatIds.length === 0) return;
  const title = page.title ?? null;
  await commit(ctx, async (tx, emit) => {
    const moved = await tx
      .update(chats)
      .set({ pageUrl: url, pageTitle: title })
      .where(
        and(
          inArray(chats.id, chatIds),
          eq(chats.visitorId, visitorId),
          ne(chats.status, "closed"),
          or(sql`${chats.pageUrl} is distinct from ${url}`, sql`${chats.pageTitle} is distinct from ${title}`),
        ),
      )
      .returning({ id: chats.id, departmentId: chats.departmentId });
    for (const { id, departmentId } of moved) {
      const data = { chat: await getInboxChat(tx, id) };
      emit({ channel: "department", id: departmentId, name: "chat.changed", data });
    }
  });
}
