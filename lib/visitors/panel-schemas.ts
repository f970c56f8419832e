import { z } from "zod";
import { departmentBadgeDto } from "@/lib/chats/schemas";

/** An earlier or later chat of the same visitor, as far as the operator may see it. */
export const otherChatDto = z.object({
  id: z.uuid(),
  status: z.enum(["queued", "active", "closed"]),
  department: departmentBadgeDto,
  createdAt: z.iso.datetime(),
  /** The beginning of its last message. */
  preview: z.string(),
  rating: z.int().nullable(),
  isSpam: z.boolean(),
});
export type OtherChatDto = z.infer<typeof otherChatDto>;

/** What is known of the visitor of a chat besides the chat's own row; read when somebody looks. */
export const visitorPanelDto = z.object({
  visitorId: z.uuid(),
  device: z.object({
    browser: z.string().nullable(),
    os: z.string().nullable(),
    kind: z.enum(["desktop", "phone", "tablet", "robot"]).nullable(),
  }),
  /** Null: nobody told. */
  timeZone: z.string().nullable(),
  country: z.string().nullable(),
  /** On a page with the widget at this moment, with the chat open or not. */
  isHere: z.boolean(),
  /** Where they came from, `source` and the like; null: no campaign. */
  utm: z.record(z.string(), z.string()).nullable(),
  rating: z.object({ score: z.int(), comment: z.string() }).nullable(),
  /** Newest first; at most 20, of `otherCount`. */
  otherChats: z.array(otherChatDto),
  otherCount: z.int(),
  block: z.object({ by: z.string(), until: z.iso.datetime().nullable() }).nullable(),
  isSpam: z.boolean(),
  /** Their address can be blocked with them now. */
  isAddressKnown: z.boolean(),
});
export type VisitorPanelDto = z.infer<typeof visitorPanelDto>;
