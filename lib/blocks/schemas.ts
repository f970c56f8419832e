import { z } from "zod";
import { departmentBadgeDto } from "@/lib/chats/schemas";
import { linesOfText } from "@/lib/text";

export const BLOCK_REASON_MAX = 500;
/** Hours that a block can be made for; no hours: for good. */
export const BLOCK_HOURS = [1, 24, 168, 720] as const;
/** An address is somebody else's sooner or later, and may be a whole office's today. */
export const ADDRESS_HOURS_MAX = 720;

export const blockVisitorInput = z.object({
  reason: linesOfText(BLOCK_REASON_MAX).default(""),
  hours: z.literal(BLOCK_HOURS, "invalid").nullable(),
  /** Also whoever comes from the address at which the visitor is, for these hours and for 30 days at most. */
  address: z.boolean("invalid").default(false),
});
export type BlockVisitorInput = z.infer<typeof blockVisitorInput>;

export const blockDto = z.object({
  id: z.uuid(),
  /** Empty where the visitor has told none, or was erased. */
  visitorName: z.string(),
  reason: z.string(),
  department: departmentBadgeDto.nullable(),
  by: z.string(),
  createdAt: z.iso.datetime(),
  /** Null: for good. */
  until: z.iso.datetime().nullable(),
  /** Until when the address is refused, too; null: only the visitor is. */
  addressUntil: z.iso.datetime().nullable(),
  lifted: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
  /** Neither lifted nor over. */
  isActive: z.boolean(),
});
export type BlockDto = z.infer<typeof blockDto>;
