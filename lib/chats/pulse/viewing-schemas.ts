import { z } from "zod";

/** Sent by an operator's browser: whether they have the chat before their eyes. */
export const viewingInput = z.object({ isHere: z.boolean("invalid") });
export type ViewingInput = z.infer<typeof viewingInput>;

/** An operator looks at a chat, or does not any more, for the colleagues of its department. */
export const colleagueViewing = z.object({
  chatId: z.uuid(),
  operatorId: z.uuid(),
  name: z.string(),
  isHere: z.boolean(),
});
export type ColleagueViewing = z.infer<typeof colleagueViewing>;
