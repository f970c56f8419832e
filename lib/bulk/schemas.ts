import { z } from "zod";
import { CHAT_TAGS_MAX } from "@/lib/tags/rules";
import { BULK_CHATS_MAX } from "./rules";

const instant = z.iso.datetime({ offset: true, error: "date" }).transform((text) => new Date(text));

/** What can be done with many chats at once. */
export const bulkAction = z.discriminatedUnion("do", [
  z.object({ do: z.literal("close") }),
  z.object({ do: z.literal("snooze"), until: instant }),
  z.object({ do: z.literal("wake") }),
  z.object({
    do: z.literal("tag"),
    add: z.array(z.uuid("invalid")).max(CHAT_TAGS_MAX, "tooMany").default([]),
    remove: z.array(z.uuid("invalid")).max(CHAT_TAGS_MAX, "tooMany").default([]),
  }),
  z.object({ do: z.literal("claim") }),
  z.object({ do: z.literal("transfer"), departmentId: z.uuid("invalid") }),
  z.object({ do: z.literal("unread"), unread: z.boolean() }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

const chatIds = z.array(z.uuid("invalid")).min(1, "required").max(BULK_CHATS_MAX, `tooMany:${BULK_CHATS_MAX}`);
export const bulkInput = z.object({ action: bulkAction, chatIds });
export type BulkInput = z.infer<typeof bulkInput>;

/** The entries that the action wrote, `from` to `seq`: it is taken back only while they still are the chat's last. */
export const undoItem = z
  .object({ chatId: z.uuid("invalid"), from: z.int("invalid").min(1, "invalid"), seq: z.int("invalid") })
  .refine(({ from, seq }) => from <= seq && seq - from < 2 * CHAT_TAGS_MAX, { path: ["seq"], error: "invalid" });
export type UndoItem = z.infer<typeof undoItem>;
export const undoInput = z.object({
  items: z.array(undoItem).min(1, "required").max(BULK_CHATS_MAX, `tooMany:${BULK_CHATS_MAX}`),
});

export const bulkResultsDto = z.object({
  results: z.array(
    z.object({
      chatId: z.uuid(),
      /** Null: done. Else an error code, with the owner's name where somebody else has the chat. */
      refused: z.object({ code: z.string(), owner: z.string() }).nullable(),
      /** Where it can be taken back. */
      undo: undoItem.nullable(),
    }),
  ),
});
export type BulkResultsDto = z.infer<typeof bulkResultsDto>;
