import { z } from "zod";
import { NOTE_MAX } from "@/lib/chats/input-schemas";
import { departmentBadgeDto } from "@/lib/chats/schemas";
import { DEPARTMENT_STATES } from "@/lib/routing/department-state";
import { linesOfText } from "@/lib/text";

/** To a department (distributed there), to an operator (offered), or to an operator in a department. */
export const transferChatInput = z
  .object({
    departmentId: z.uuid("invalid").optional(),
    operatorId: z.uuid("invalid").optional(),
    /** For whoever gets the chat; never for the visitor. */
    note: linesOfText(NOTE_MAX).default(""),
  })
  .refine(({ departmentId, operatorId }) => departmentId ?? operatorId, { error: "required", path: ["departmentId"] });
export type TransferChatInput = z.infer<typeof transferChatInput>;

/** `accept` and `decline` are the receiver's, `withdraw` is the owner's. */
export const answerOfferInput = z.object({ answer: z.enum(["accept", "decline", "withdraw"]) });
export type AnswerOfferInput = z.infer<typeof answerOfferInput>;

/** Whom a chat can be handed to. Departments in their order; operators: those who can take it first, then by name. */
export const transferTargetsDto = z.object({
  departments: z.array(
    departmentBadgeDto.extend({
      hidden: z.boolean(),
      state: z.enum(DEPARTMENT_STATES),
      /** Operators who are there, what they carry of what they can carry, and chats that wait. */
      online: z.int(),
      load: z.int(),
      maxLoad: z.int(),
      waiting: z.int(),
      /** Expected wait of one more chat, as `queueDto.estimate`. */
      estimate: z.object({ fromMinutes: z.int(), toMinutes: z.int().nullable() }).nullable(),
    }),
  ),
  operators: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      intent: z.enum(["online", "away", "offline"]),
      isReachable: z.boolean(),
      finishing: z.boolean(),
      load: z.int(),
      maxLoad: z.int(),
      departmentIds: z.array(z.uuid()),
    }),
  ),
});
export type TransferTargetsDto = z.infer<typeof transferTargetsDto>;
