import { z } from "zod";
import { MESSAGE_BODY_MAX } from "@/lib/chats/input-schemas";
import { fileDto } from "@/lib/files/schemas";
import { requiredLine, requiredLines } from "@/lib/text";

/** Whose a reply is, and so who may send it. */
export const REPLY_SCOPES = ["personal", "department", "company"] as const;
export type ReplyScope = (typeof REPLY_SCOPES)[number];

export const REPLY_TITLE_MAX = 80;
export const REPLY_BODY_MAX = MESSAGE_BODY_MAX;
/** Replies of one operator, of one department, and of the company. */
export const REPLIES_MAX = 300;
/** Files of one reply: each is uploaded anew into every chat that gets it. */
export const REPLY_FILES_MAX = 5;

export const replyId = z.uuid("invalid");

export const saveReplyInput = z
  .object({
    scope: z.enum(REPLY_SCOPES, "required"),
    departmentId: z.uuid("required").nullish(),
    title: requiredLine(REPLY_TITLE_MAX),
    body: requiredLines(REPLY_BODY_MAX),
    /** All that it will have; without them those that it has stay. */
    fileIds: z.array(z.uuid("invalid")).max(REPLY_FILES_MAX, `tooMany:${REPLY_FILES_MAX}`).optional(),
  })
  .refine(({ scope, departmentId }) => scope !== "department" || departmentId, {
    path: ["departmentId"],
    error: "required",
  });
export type SaveReplyInput = z.infer<typeof saveReplyInput>;

export const cannedReplyDto = z.object({
  id: z.uuid(),
  scope: z.enum(REPLY_SCOPES),
  /** Of a department's reply. */
  department: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  title: z.string(),
  body: z.string(),
  /** They are put into the answer with the text. */
  files: z.array(fileDto),
});
export type CannedReplyDto = z.infer<typeof cannedReplyDto>;

/** `companyName` is one of the variables that a reply may have. */
export const cannedRepliesDto = z.object({ replies: z.array(cannedReplyDto), companyName: z.string() });
export type CannedRepliesDto = z.infer<typeof cannedRepliesDto>;
