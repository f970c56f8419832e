import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { operators } from "@/db/schema";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { tellBoards } from "@/lib/operators/tell-boards";

export const presenceInput = z
  .object({ intent: z.enum(["online", "away", "offline"]).optional(), finishing: z.boolean().optional() })
  .refine(({ intent, finishing }) => intent !== undefined || finishing !== undefined, "required");
export type PresenceInput = z.infer<typeof presenceInput>;

/** What an operator has chosen; with what missed chats chose for them. */
export type PresenceDto = {
  intent: "online" | "away" | "offline";
  finishing: boolean;
  awayByMissesAt: string | null;
};

/**
 * An operator's own choice, the same in all their tabs. Whoever chooses begins anew: missed chats are forgotten, and
 * going Online ends *finishing* unless it is asked for in the same breath.
 * Emits `inbox.changed` to their other tabs and `board.changed` to their departments.
 */
export async function setPresence(
  ctx: Context<OperatorActor>,
  { intent, finishing }: PresenceInput,
): Promise<PresenceDto> {
  const { operatorId } = ctx.actor;
  return commit(ctx, async (tx, emit, touch) => {
    const [row] = await tx
      .update(operators)
      .set({
        ...(intent && { intent, misses: 0, awayByMissesAt: null }),
        ...(finishing !== undefined ? { finishing } : intent === "online" && { finishing: false }),
        // A choice is made in a living tab: as good as a pulse.
        lastPulseAt: sql`now()`,
      })
      .where(eq(operators.id, operatorId))
      .returning();
    if (!row) throw notFound();
    emit({ channel: "operator", id: operatorId, name: "inbox.changed", data: { reason: "presence" } });
    await tellBoards(tx, emit, [operatorId]);
    touch({ operatorId });
    return {
      intent: row.intent,
      finishing: row.finishing,
      awayByMissesAt: row.awayByMissesAt?.toISOString() ?? null,
    };
  });
}
