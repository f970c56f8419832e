import { z } from "zod";
import { departmentBadgeDto } from "@/lib/chats/schemas";

/** Said in so many words: nothing brings back what was erased. */
export const eraseVisitorInput = z.object({ confirm: z.literal(true, "required") });

/** A chat of this browser that has ended, as a list shows it. */
export const earlierChatDto = z.object({
  id: z.uuid(),
  department: departmentBadgeDto,
  createdAt: z.iso.datetime(),
  /** The beginning of its last message, and whose that was; null: nobody wrote anything. */
  lastMessage: z.object({ preview: z.string(), by: z.enum(["visitor", "operator"]) }).nullable(),
});
export type EarlierChatDto = z.infer<typeof earlierChatDto>;
