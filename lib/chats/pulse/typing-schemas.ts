import { z } from "zod";

/** What an operator writes: to the visitor, or to colleagues. */
export const typingAs = z.enum(["reply", "note"]);

/** Sent by an operator's browser; a visitor's sends nothing. */
export const typingInput = z.object({ as: typingAs.default("reply") });
export type TypingInput = z.infer<typeof typingInput>;

/** An operator types, for the colleagues who may see the chat. */
export const colleagueTyping = z.object({
  chatId: z.uuid(),
  operatorId: z.uuid(),
  name: z.string(),
  as: typingAs,
});
export type ColleagueTyping = z.infer<typeof colleagueTyping>;
