import { count, eq, sql } from "drizzle-orm";
import { cannedReplies, departments } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertMayChangeReply } from "./access";
import { noteReply } from "./note-reply";
import { listReplyFileNames, replaceReplyFiles } from "./reply-files";
import { REPLIES_MAX, type SaveReplyInput } from "./schemas";

/**
 * Makes a reply, or changes the one of this id; a repeated request changes nothing more. Moved elsewhere, both places must
 * be the actor's to change.
 * @throws DomainError `forbidden`; `invalid` with the field when the department is gone or has enough replies, or a file is
 * not there any more
 */
export async function saveReply(ctx: Context<OperatorActor>, id: string, input: SaveReplyInput): Promise<void> {
  const { actor } = ctx;
  const { scope, title, body, fileIds } = input;
  const place = {
    scope,
    operatorId: scope === "personal" ? actor.operatorId : null,
    departmentId: scope === "department" ? (input.departmentId ?? null) : null,
  };
  await commit(ctx, async (tx) => {
    const [known] = await tx.select().from(cannedReplies).where(eq(cannedReplies.id, id)).for("update");
    if (known) await assertMayChangeReply(tx, actor, known);
    await assertMayChangeReply(tx, actor, place);
    await lockDepartment(tx, place.departmentId);
    const isThere =
      known?.scope === scope && known.operatorId === place.operatorId && known.departmentId === place.departmentId;
    if (!isThere) await assertHasRoom(tx, place);
    const values = { ...place, title, body, updatedAt: sql`now()` };
    await tx
      .insert(cannedReplies)
      .values({ id, ...values })
      .onConflictDoUpdate({
        target: cannedReplies.id,
        set: values,
        // Two requests with one id at the same moment: whoever came second changes only what is theirs to change.
        setWhere: known
          ? undefined
          : sql`${cannedReplies.scope} = ${scope} and ${cannedReplies.operatorId} is not distinct from ${place.operatorId}::uuid
              and ${cannedReplies.departmentId} is not distinct from ${place.departmentId}::uuid`,
      });
    const had = known ? await listReplyFileNames(tx, id) : [];
    const has = fileIds ? await replaceReplyFiles(tx, actor, id, fileIds) : had;
    const before = known ? { ...known, files: had } : null;
    await noteReply(tx, actor, id, before, { ...place, title, body, files: has });
  });
}

async function lockDepartment(tx: Transaction, id: string | null): Promise<void> {
  if (id === null) return;
  const [row] = await tx
    .select({ id: departments.id })
    .from(departments)
    .where(eq(departments.id, id))
    .for("key share");
  if (!row) throw new DomainError("invalid", "No such department", { fields: { departmentId: "departmentGone" } });
}

type Place = { operatorId: string | null; departmentId: string | null };

/** Two that come at once may both find the last room: it is a guard against floods, not a count to rely on. */
async function assertHasRoom(tx: Transaction, { operatorId, departmentId }: Place): Promise<void> {
  const [row] = await tx
    .select({ replies: count() })
    .from(cannedReplies)
    .where(
      sql`${cannedReplies.operatorId} is not distinct from ${operatorId}::uuid
        and ${cannedReplies.departmentId} is not distinct from ${departmentId}::uuid`,
    );
  if ((row?.replies ?? 0) < REPLIES_MAX) return;
  throw new DomainError("invalid", "There are enough replies", { fields: { scope: `tooMany:${REPLIES_MAX}` } });
}
