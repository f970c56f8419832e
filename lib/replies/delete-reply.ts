import { eq } from "drizzle-orm";
import { cannedReplies } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { assertMayChangeReply } from "./access";
import { noteReply } from "./note-reply";
import { listReplyFileNames } from "./reply-files";

/** Deletes a reply with its files; one that is gone already is no error. @throws DomainError `forbidden` */
export async function deleteReply(ctx: Context<OperatorActor>, id: string): Promise<void> {
  await commit(ctx, async (tx) => {
    const [known] = await tx.select().from(cannedReplies).where(eq(cannedReplies.id, id)).for("update");
    if (!known) return;
    await assertMayChangeReply(tx, ctx.actor, known);
    const files = await listReplyFileNames(tx, id);
    await tx.delete(cannedReplies).where(eq(cannedReplies.id, id));
    await noteReply(tx, ctx.actor, id, { ...known, files }, null);
  });
}
