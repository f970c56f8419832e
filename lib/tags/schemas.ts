import { z } from "zod";
import { requiredLine } from "@/lib/text";
import { CHAT_TAGS_MAX, TAG_COLORS, TAG_NAME_MAX } from "./rules";

export const tagColor = z.enum(TAG_COLORS, "choice");
export const tagDto = z.object({ id: z.uuid(), name: z.string(), color: tagColor });
export type TagDto = z.infer<typeof tagDto>;
export const tagsDto = z.object({ tags: z.array(tagDto) });

/** As the page of the tags shows them. */
export type UsedTagDto = TagDto & { chats: number };

export const tagInput = z.object({ name: requiredLine(TAG_NAME_MAX), color: tagColor });
export type TagInput = z.infer<typeof tagInput>;
/** A tag that is made while somebody tags: its colour may be left to its name. */
export const newTagInput = z.object({ name: requiredLine(TAG_NAME_MAX), color: tagColor.optional() });
export type NewTagInput = z.infer<typeof newTagInput>;

const tagIds = z.array(z.uuid("invalid")).max(CHAT_TAGS_MAX, "tooMany").default([]);
export const tagChatInput = z
  .object({ add: tagIds, remove: tagIds })
  .refine(({ add, remove }) => !add.some((id) => remove.includes(id)), { path: ["add"], error: "invalid" });
export type TagChatInput = z.infer<typeof tagChatInput>;
