import { and, eq, isNotNull } from "drizzle-orm";
import { channels } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";

/**
 * Switches a channel of another service on or off. Off, it takes nothing and sends nothing; its chats stay, and what is said
 * in them is sent when it is on again. The web widget is always on.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function switchChannel(ctx: Context, channelId: string, active: boolean): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    const isSwitchable = and(eq(channels.id, channelId), isNotNull(channels.tokenEncrypted));
    const [before] = await tx.select().from(channels).where(isSwitchable).for("no key update");
    if (!before) throw notFound();
    await tx
      .update(channels)
      .set({ active, ...(active && { failure: null, failedAt: null, attempts: 0, retryAt: null }) })
      .where(isSwitchable);
    const note = { action: "channel.switched", subject: channelId, subjectName: before.name } as const;
    await noteChange(tx, ctx.actor, { ...note, before: { active: before.active }, after: { active } });
  });
}
