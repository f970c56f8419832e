import { eq, sql } from "drizzle-orm";
import { chats, drafts } from "@/db/schema";
import { assertCanSeeChat } from "@/lib/chats/access";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import type { DraftDto, DraftInput } from "./schemas";

/**
 * Keeps what the acting operator is typing into a chat; empty, the draft is sent or given up. Each write gets a number
 * above all before, by the database's clock or one more, so that the last writer wins on every device.
 * @throws DomainError `not_found`, `forbidden`; and `not_found` for an erased chat
 * Emits `draft.changed` to the operator alone, without the text.
 */
export async function saveDraft(
  ctx: Context<OperatorActor>,
  chatId: string,
  { kind, body }: DraftInput,
): Promise<DraftDto> {
  const { operatorId } = ctx.actor;
  return commit(ctx, async (tx, emit) => {
    // A share of the chat: erasing it waits, and then finds this draft.
    const [chat] = await tx.select().from(chats).where(eq(chats.id, chatId)).for("key share");
    await assertCanSeeChat(tx, ctx.actor, chat?.erasedAt ? undefined : chat);
    const millis = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
    const [saved] = await tx
      .insert(drafts)
      .values({ operatorId, chatId, kind, body, version: millis })
      .onConflictDoUpdate({
        target: [drafts.operatorId, drafts.chatId, drafts.kind],
        set: { body, version: sql`greatest(${drafts.version} + 1, ${millis})`, updatedAt: sql`clock_timestamp()` },
      })
      .returning({ version: drafts.version });
    if (!saved) throw new Error("a draft was not written");
    const { version } = saved;
    emit({ channel: "operator", id: operatorId, name: "draft.changed", data: { chatId, kind, version } });
    return { chatId, kind, body, version };
  });
}
