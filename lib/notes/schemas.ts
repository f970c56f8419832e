import { z } from "zod";
import { clientId, messageBody } from "@/lib/chats/input-schemas";
import { departmentBadgeDto } from "@/lib/chats/schemas";

/** Operators whom one note may name. */
export const NOTE_MENTIONS_MAX = 20;

export const addNoteInput = z.object({
  clientId,
  body: messageBody,
  /** Operators who are named in it and are to hear of it; each must be able to see the chat. */
  mentions: z.array(z.uuid("invalid")).max(NOTE_MENTIONS_MAX, "tooMany").default([]),
  /** Last number the sender has; the answer carries what came after it. */
  after: z.int().min(0).optional(),
});
export type AddNoteInput = z.infer<typeof addNoteInput>;

/** An operator who may see a chat, and so may be named in its notes. */
export const mentionableDto = z.object({
  id: z.uuid(),
  name: z.string(),
  intent: z.enum(["online", "away", "offline"]),
  isReachable: z.boolean(),
});
export type MentionableDto = z.infer<typeof mentionableDto>;

/** A note that names an operator, as that operator hears of it. */
export const mentionDto = z.object({
  chatId: z.uuid(),
  /** Number of the note in its chat. */
  seq: z.int(),
  byName: z.string(),
  department: departmentBadgeDto,
  visitorName: z.string(),
  /** The beginning of the note; empty where it was erased. */
  preview: z.string(),
  at: z.iso.datetime(),
  isRead: z.boolean(),
});
export type MentionDto = z.infer<typeof mentionDto>;

export const mentionsDto = z.object({ mentions: z.array(mentionDto), unread: z.int() });
export type MentionsDto = z.infer<typeof mentionsDto>;

/** Of one chat, up to the number of a note; without a chat all of them. */
export const readMentionsInput = z.object({
  chatId: z.uuid("invalid").optional(),
  upto: z.int().min(0).max(2_147_483_647).optional(),
});
export type ReadMentionsInput = z.infer<typeof readMentionsInput>;
