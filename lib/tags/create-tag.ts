import { eq } from "drizzle-orm";
import { tags } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { tellTagsChanged } from "./inbox-events";
import { colorOf, TAGS_MAX, tagKey } from "./rules";
import type { NewTagInput, TagDto } from "./schemas";

/**
 * Adds a word to the vocabulary; every operator may, while they tag. One that is there already, in whatever case, is the
 * answer, as it is: two people who make the same tag at once get one.
 * @throws DomainError `invalid` when there are too many
 * Emits `inbox.changed` to every operator.
 */
export async function createTag(
  ctx: Context<OperatorActor>,
  { name, color = colorOf(name) }: NewTagInput,
): Promise<{ tag: TagDto; created: boolean }> {
  return commit(ctx, async (tx, emit) => {
    const key = tagKey(name);
    const columns = { id: tags.id, name: tags.name, color: tags.color };
    const find = async () => (await tx.select(columns).from(tags).where(eq(tags.key, key)))[0];
    const known = await find();
    if (known) return { tag: known, created: false };
    if ((await tx.$count(tags)) >= TAGS_MAX) {
      throw new DomainError("invalid", "There are too many tags", { fields: { name: `tooMany:${TAGS_MAX}` } });
    }
    const [made] = await tx
      .insert(tags)
      .values({ name, key, color, createdById: ctx.actor.operatorId })
      .onConflictDoNothing({ target: tags.key })
      .returning(columns);
    if (made) {
      const note = { action: "tag.created", subject: made.id, subjectName: name } as const;
      await noteChange(tx, ctx.actor, { ...note, before: null, after: { name, color } });
      await tellTagsChanged(tx, emit);
      return { tag: made, created: true };
    }
    const winner = await find();
    if (!winner) throw new DomainError("conflict", "The tag was deleted at the same moment");
    return { tag: winner, created: false };
  });
}
