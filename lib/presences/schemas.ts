import { z } from "zod";
import { clientId, messageBody } from "@/lib/chats/input-schemas";
import { departmentBadgeDto } from "@/lib/chats/schemas";

/** `looking`: no chat that this operator may see; `before`: they had one; `waiting` and `chatting`: they have one now. */
export const VISITOR_STATES = ["looking", "before", "waiting", "chatting"] as const;

export const visitorHereDto = z.object({
  visitorId: z.uuid(),
  /** Null: they have told none where this operator may see it. */
  name: z.string().nullable(),
  /** Their site vouches for it. */
  isVerified: z.boolean(),
  /** Whose snippet the page has; null: the company's. */
  department: departmentBadgeDto.nullable(),
  page: z.object({ url: z.string(), title: z.string().nullable(), since: z.iso.datetime() }),
  referrer: z.string().nullable(),
  arrivedAt: z.iso.datetime(),
  pages: z.int(),
  country: z.string().nullable(),
  locale: z.string(),
  /** Chats with them that this operator may see, and the newest one. */
  chats: z.int(),
  lastChatId: z.uuid().nullable(),
  state: z.enum(VISITOR_STATES),
  /** With whom, and in which chat; null where this operator may not see it. */
  operatorName: z.string().nullable(),
  openChatId: z.uuid().nullable(),
});
export type VisitorHereDto = z.infer<typeof visitorHereDto>;

export const visitorBoardDto = z.object({
  /** Newest arrival first; at most 500. */
  visitors: z.array(visitorHereDto),
  /** For which the operator may write to somebody. */
  departments: z.array(departmentBadgeDto.extend({ disabled: z.boolean() })),
});
export type VisitorBoardDto = z.infer<typeof visitorBoardDto>;

export const startWithVisitorInput = z.object({ clientId, departmentId: z.uuid("invalid"), body: messageBody });
export type StartWithVisitorInput = z.infer<typeof startWithVisitorInput>;
