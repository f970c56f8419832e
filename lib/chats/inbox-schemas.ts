import { z } from "zod";
import { DEFAULT_SETTINGS } from "@/lib/alerts/rules";
import { alertSettings } from "@/lib/alerts/schemas";
import { DEPARTMENT_STATES } from "@/lib/routing/department-state";
import { DEFAULT_TONE, TONES } from "@/lib/tones/rules";
import { departmentBadgeDto, inboxChatDto } from "./schemas";

/** The inbox at one moment; changes arrive as single rows (`chat.changed`). */
export const inboxDto = z.object({
  operator: z.object({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(["operator", "supervisor", "admin"]),
    intent: z.enum(["online", "away", "offline"]),
    /** Takes no new chats, keeps the present ones. */
    finishing: z.boolean(),
    maxLoad: z.int(),
    load: z.int(),
    /** Missed chats made them Away at this moment; null once they have chosen anew. */
    awayByMissesAt: z.iso.datetime().nullable(),
    /** What they hear of, and by which means. */
    alerts: alertSettings.catch(DEFAULT_SETTINGS),
  }),
  departments: z.array(
    departmentBadgeDto.extend({
      hidden: z.boolean(),
      disabled: z.boolean(),
      state: z.enum(DEPARTMENT_STATES),
      strategy: z.enum(["automatic", "round_robin", "manual"]),
      /** Its chats are closed with a tag only. */
      requiresTag: z.boolean(),
      tone: z.enum(TONES).catch(DEFAULT_TONE),
    }),
  ),
  /** Of an admin: the departments that they are not in, whose chats they see all the same. */
  otherDepartments: z.array(departmentBadgeDto),
  /** The queue of all the operator's departments, next first; at most 500. */
  waiting: z.array(inboxChatDto),
  /** Open chats of the operator, at most 200. */
  mine: z.array(inboxChatDto),
  /** Chats that are offered to the operator, oldest offer first. */
  offers: z.array(inboxChatDto),
  /** Offline messages of the operator's departments that nobody has handled. */
  offlineCount: z.int(),
  /** Notes that name the operator and that they have not seen. */
  unreadMentions: z.int(),
  /** Number of waiting chats, also beyond what is listed. */
  waitingCount: z.int(),
});
export type InboxDto = z.infer<typeof inboxDto>;
