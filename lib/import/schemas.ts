import { z } from "zod";
import { RATING_COMMENT_MAX, VISITOR_NAME_MAX } from "@/lib/chats/input-schemas";
import { emailAddress, lineOfText, linesOfText, phoneNumber, requiredLine } from "@/lib/text";

/** Characters of one message that comes from elsewhere; what is longer than our own messages becomes several. */
export const IMPORTED_TEXT_MAX = 100_000;
/** Messages of one chat, so that one fits into memory many times. */
const MESSAGES_MAX = 10_000;

/** With an offset, so that nobody guesses in which zone it was written. */
const moment = z.iso.datetime({ offset: true, error: "a time such as 2026-11-30T09:15:00Z, with its zone" });
const optionalEmail = z
  .union([z.literal("").transform(() => null), emailAddress])
  .nullish()
  .transform((value) => value ?? null);

const message = z.object({
  /** `note`: for operators only. */
  from: z.enum(["visitor", "operator", "note"], "visitor, operator or note"),
  /** Of an operator or a note. */
  operator: optionalEmail,
  at: moment,
  text: linesOfText(IMPORTED_TEXT_MAX).refine((text) => text !== "", "required"),
});

/** A chat of another product, whole and ended. */
export const importedChat = z
  .object({
    /** What the other product calls it: the same file brings nothing twice. */
    id: requiredLine(200),
    /** Name or snippet key. */
    department: requiredLine(200).optional(),
    visitor: z
      .object({ name: lineOfText(VISITOR_NAME_MAX).default(""), email: optionalEmail, phone: phoneNumber })
      .default({ name: "", email: null, phone: null }),
    /** Who had it last, by e-mail; else who wrote last. */
    operator: optionalEmail,
    startedAt: moment.optional(),
    closedAt: moment.optional(),
    rating: z.number().int().min(1).max(5).nullish(),
    ratingComment: linesOfText(RATING_COMMENT_MAX).default(""),
    tags: z.array(requiredLine(100)).max(20).default([]),
    messages: z.array(message).min(1, "a chat has at least one message").max(MESSAGES_MAX),
  })
  .refine(({ startedAt, closedAt }) => !startedAt || !closedAt || Date.parse(startedAt) <= Date.parse(closedAt), {
    path: ["closedAt"],
    error: "before startedAt",
  });

export type ImportedChat = z.infer<typeof importedChat>;
export type ImportedMessage = ImportedChat["messages"][number];
