import { z } from "zod";
import { clientId, MESSAGE_BODY_MAX, pageInput, visitorFields } from "@/lib/chats/input-schemas";
import { departmentBadgeDto } from "@/lib/chats/schemas";
import { DEFAULT_LOCALE, WIDGET_LOCALES } from "@/lib/i18n/locales";
import { emailAddress, requiredLines } from "@/lib/text";

/** What the offline form sends. The address is required: an answer has nowhere else to go. */
export const leaveOfflineMessageInput = z.object({
  key: z.string().max(64),
  /** Left out where the key offers no department: the message is for the company. */
  departmentId: z.uuid().optional(),
  clientId,
  ...visitorFields,
  email: emailAddress,
  body: requiredLines(MESSAGE_BODY_MAX),
  locale: z.enum(WIDGET_LOCALES).catch(DEFAULT_LOCALE),
  page: pageInput.optional(),
});
export type LeaveOfflineMessageInput = z.infer<typeof leaveOfflineMessageInput>;

export const offlineMessageDto = z.object({
  id: z.uuid(),
  /** Null: for the company; admins see it. */
  department: departmentBadgeDto.nullable(),
  /** The chat that its visitor left; null for one from the form. */
  chatId: z.uuid().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  body: z.string(),
  locale: z.string(),
  pageUrl: z.string().nullable(),
  createdAt: z.iso.datetime(),
  handledAt: z.iso.datetime().nullable(),
  handledBy: z.string().nullable(),
});
export type OfflineMessageDto = z.infer<typeof offlineMessageDto>;

/** Messages of the operator's departments: those nobody has handled first, newest first; at most 200. */
export const offlineMessagesDto = z.object({ messages: z.array(offlineMessageDto) });
