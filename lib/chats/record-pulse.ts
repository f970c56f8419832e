import { and, eq, inArray, lt, ne, or, sql } from "drizzle-orm";
import { chats, operators } from "@/db/schema";
import { type Context, commit, type OperatorActor, type VisitorActor } from "@/lib/context";
import { getInboxChat } from "./queries";
import type { PulseInput } from "./schemas";

/**
 * Notes what a browser says of itself every few seconds: that an operator can be reached and up to where they have read,
 * or on which page a visitor is. Only chats that are the actor's own change.
 * Emits `chat.changed` when a visitor moved to another page.
 */
export async function recordPulse(ctx: Context<VisitorActor | OperatorActor>, input: PulseInput): Promise<void> {
  if (ctx.actor.type === "operator") await recordOperatorPulse(ctx, ctx.actor, input);
  else await recordVisitorPulse(ctx, ctx.actor, input);
}

async function recordOperatorPulse({ db }: Context, { operatorId }: OperatorActor, { read = {} }: PulseInput) {
  await db.update(operators).set({ lastPulseAt: sql`now()` }).where(eq(operators.id, operatorId));
  for (const [chatId, seq] of Object.entries(read).slice(0, 20)) {
    // A mark only ever grows, and never beyond what there is to read.
    await db
      .update(chats)
      .set({ operatorReadSeq: sql`least(${chats.lastSeq}, ${seq})` })
      .where(and(eq(chats.id, chatId), eq(chats.operatorId, operatorId), lt(chats.operatorReadSeq, seq)));
  }
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
