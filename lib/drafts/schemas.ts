import { z } from "zod";
import { MESSAGE_BODY_MAX } from "@/lib/chats/input-schemas";

/** A draft of an answer and one of a note never mix. */
export const draftKind = z.enum(["reply", "note"]);
export type DraftKind = z.infer<typeof draftKind>;

/** Characters; more than a message may have, because it is cut down before it is sent. */
export const DRAFT_MAX = 2 * MESSAGE_BODY_MAX;

/** Unlike a message it keeps its blanks: somebody is in the middle of it. Characters that no database takes are left out. */
export const draftInput = z.object({
  kind: draftKind,
  body: z
    .string("required")
    .transform((text) => text.replace(/\0/g, "").toWellFormed())
    .pipe(z.string().max(DRAFT_MAX, "tooLong"))
    .transform((text) => (text.trim() === "" ? "" : text)),
});
export type DraftInput = z.infer<typeof draftInput>;

/** `body` empty: there is no draft any more. Of two versions the higher one counts. */
export const draftDto = z.object({ chatId: z.uuid(), kind: draftKind, body: z.string(), version: z.int() });
export type DraftDto = z.infer<typeof draftDto>;
export const draftsDto = z.object({ drafts: z.array(draftDto) });
