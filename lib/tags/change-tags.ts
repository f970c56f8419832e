import { eq, inArray, sql } from "drizzle-orm";
import { isUniqueViolation } from "@/db/errors";
import { chatTags, tags } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteChange, noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { changeDepartment } from "@/lib/departments/change-department";
import { DomainError, notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { forgetTag, replaceTag } from "@/lib/views/tags-in-views";
import { tellTagsChanged } from "./inbox-events";
import { tagKey } from "./rules";
import type { TagInput } from "./schemas";

/**
 * Gives a tag another name or colour, on every chat that has it.
 * @throws DomainError `forbidden`, `not_found`; `invalid` with `name: taken`: merge the two instead
 * Emits `inbox.changed` to every operator.
 */
export async function updateTag(ctx: Context, tagId: string, { name, color }: TagInput): Promise<void> {
  assertAdmin(ctx.actor);
  try {
    await commit(ctx, async (tx, emit) => {
      const [before] = await lockTags(tx, [tagId]);
      if (!before) throw notFound();
      await tx
        .update(tags)
        .set({ name, key: tagKey(name), color })
        .where(eq(tags.id, tagId));
      const note = { action: "tag.updated", subject: tagId, subjectName: name } as const;
      await noteChange(tx, ctx.actor, { ...note, before: shown(before), after: { name, color } });
      await tellTagsChanged(tx, emit);
    });
  } catch (error) {
    if (!isUniqueViolation(error, "tags_key_unique")) throw error;
    throw new DomainError("invalid", "There is a tag of this name", { fields: { name: "taken" } });
  }
}

/**
 * Makes two tags one: every chat that has `tagId` has `intoId` instead, and saved views ask for that.
 * @throws DomainError `forbidden`, `not_found`, `invalid` (into itself)
 * Emits `inbox.changed` to every operator.
 */
export async function mergeTags(ctx: Context, tagId: string, intoId: string): Promise<void> {
  assertAdmin(ctx.actor);
  if (tagId === intoId) throw new DomainError("invalid", "The same tag", { fields: { intoId: "choice" } });
  await commit(ctx, async (tx, emit) => {
    // Whoever tags at this moment holds a share of the tag: they come first, or find it gone.
    const locked = await lockTags(tx, [tagId, intoId]);
    if (locked.length < 2) throw notFound();
    await tx.execute(sql`insert into ${chatTags} (chat_id, tag_id, added_at)
      select chat_id, ${intoId}, added_at from chat_tags where tag_id = ${tagId} on conflict do nothing`);
    await replaceTag(tx, tagId, intoId);
    await tx.delete(tags).where(eq(tags.id, tagId));
    const nameOf = (id: string) => locked.find((tag) => tag.id === id)?.name ?? "";
    const data = { into: intoId, intoName: nameOf(intoId) };
    await noteEntry(tx, ctx.actor, { action: "tag.merged", subject: tagId, subjectName: nameOf(tagId), data });
    await tellTagsChanged(tx, emit);
  });
}

/**
 * Takes a tag off every chat and out of the vocabulary; timelines still say that it was there.
 * @throws DomainError `forbidden`, `not_found`
 * Emits `inbox.changed` to every operator.
 */
export async function deleteTag(ctx: Context, tagId: string): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx, emit) => {
    const locked = await lockTags(tx, [tagId]);
    const [before] = locked;
    if (!before) throw notFound();
    const chats = await tx.$count(chatTags, eq(chatTags.tagId, tagId));
    await forgetTag(tx, tagId);
    await tx.delete(tags).where(eq(tags.id, tagId));
    const note = { action: "tag.deleted", subject: tagId, subjectName: before.name, data: { chats } } as const;
    await noteChange(tx, ctx.actor, { ...note, before: shown(before), after: null });
    await tellTagsChanged(tx, emit);
  });
}

const lockTags = (tx: Transaction, ids: string[]) =>
  tx
    .select({ id: tags.id, name: tags.name, color: tags.color })
    .from(tags)
    .where(inArray(tags.id, ids))
    .orderBy(tags.id)
    .for("update");

const shown = ({ name, color }: { name: string; color: string }) => ({ name, color });

/**
 * Says whether operators end a department's chats only with a tag on them.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function setTagDuty(ctx: Context, departmentId: string, requiresTag: boolean): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx) => {
    await changeDepartment(tx, ctx.actor, departmentId, "department.tag_duty_changed", { requiresTag });
  });
}
