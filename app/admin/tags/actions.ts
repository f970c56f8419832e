"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminContext } from "@/lib/auth/guards";
import type { Context, OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { action } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/result";
import { deleteTag, mergeTags, setTagDuty, updateTag } from "@/lib/tags/change-tags";
import { createTag } from "@/lib/tags/create-tag";
import { type TagInput, tagInput } from "@/lib/tags/schemas";

const asAdmin = <T>(work: (ctx: Context<OperatorActor>) => Promise<T>): Promise<ActionResult<T>> =>
  action(async () => {
    const done = await work(await adminContext());
    revalidatePath("/admin/tags");
    return done;
  });

function parseId(id: string): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

export async function createTagAction(input: TagInput): Promise<ActionResult<void>> {
  return asAdmin(async (ctx) => {
    const { created } = await createTag(ctx, tagInput.parse(input));
    if (!created) throw new DomainError("invalid", "There is a tag of this name", { fields: { name: "taken" } });
  });
}

export async function updateTagAction(tagId: string, input: TagInput): Promise<ActionResult<void>> {
  return asAdmin((ctx) => updateTag(ctx, parseId(tagId), tagInput.parse(input)));
}

export async function mergeTagsAction(tagId: string, intoId: string): Promise<ActionResult<void>> {
  return asAdmin((ctx) => mergeTags(ctx, parseId(tagId), parseId(intoId)));
}

export async function deleteTagAction(tagId: string): Promise<ActionResult<void>> {
  return asAdmin((ctx) => deleteTag(ctx, parseId(tagId)));
}

export async function setTagDutyAction(departmentId: string, requiresTag: boolean): Promise<ActionResult<void>> {
  return asAdmin((ctx) => setTagDuty(ctx, parseId(departmentId), z.boolean().parse(requiresTag)));
}
