import { z } from "zod";
import { clientId, messageBody } from "@/lib/chats/input-schemas";
import { departmentBadgeDto, inboxChatDto } from "@/lib/chats/schemas";
import { DEPARTMENT_STATES } from "@/lib/routing/department-state";
import { ALERT_CAUSES } from "./rules";

/** `epoch` of the owner from whom the chat is taken, as the supervisor knows it. */
export const takeOverInput = z.object({ epoch: z.int("invalid").min(1, "invalid") });
export type TakeOverInput = z.infer<typeof takeOverInput>;

/** A visitor waits, and nobody hears of it. `acknowledged` by one supervisor is so for all. */
export const alertDto = z.object({
  id: z.uuid(),
  chatId: z.uuid(),
  cause: z.enum(ALERT_CAUSES),
  /** The visitor waits since then. */
  since: z.iso.datetime(),
  raisedAt: z.iso.datetime(),
  department: departmentBadgeDto,
  visitorName: z.string(),
  ownerName: z.string().nullable(),
  acknowledged: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
});
export type AlertDto = z.infer<typeof alertDto>;
export const alertsDto = z.object({ alerts: z.array(alertDto) });

/** One department on the board. "Today" begins at midnight in its own time zone. */
const boardDepartment = departmentBadgeDto.extend({
  hidden: z.boolean(),
  disabled: z.boolean(),
  state: z.enum(DEPARTMENT_STATES),
  /** Chats that wait, and since when the first of their visitors does. */
  waiting: z.int(),
  waitingSince: z.iso.datetime().nullable(),
  /** Open chats of operators, those of them on hold, and since when the first visitor among them waits for an answer. */
  active: z.int(),
  held: z.int(),
  unansweredSince: z.iso.datetime().nullable(),
  /** Operators who are there for new chats, and their free slots. */
  online: z.int(),
  freeSlots: z.int(),
  chatsToday: z.int(),
  missesToday: z.int(),
  /** Of the chats that somebody took; null: none yet. */
  medianWaitSeconds: z.int().nullable(),
});
export type BoardDepartment = z.infer<typeof boardDepartment>;

/** One operator on the board. Load counts the chats of all departments, the other numbers those of the reader's. */
const boardOperator = z.object({
  id: z.uuid(),
  name: z.string(),
  intent: z.enum(["online", "away", "offline"]),
  isReachable: z.boolean(),
  finishing: z.boolean(),
  load: z.int(),
  maxLoad: z.int(),
  chats: z.int(),
  held: z.int(),
  unansweredSince: z.iso.datetime().nullable(),
  missesToday: z.int(),
  departmentIds: z.array(z.uuid()),
});
export type BoardOperator = z.infer<typeof boardOperator>;

/** The departments that somebody supervises at one moment; events only say that it is to be read again. */
export const boardDto = z.object({
  at: z.iso.datetime(),
  departments: z.array(boardDepartment),
  operators: z.array(boardOperator),
  alerts: z.array(alertDto),
});
export type BoardDto = z.infer<typeof boardDto>;

/** Whose open chats are wanted: of a department, or of an operator in the departments that the reader supervises. */
export const boardChatsInput = z.union([
  z.object({ departmentId: z.uuid("invalid") }),
  z.object({ operatorId: z.uuid("invalid") }),
]);
export type BoardChatsInput = z.infer<typeof boardChatsInput>;

/** Waiting ones in the order of the queue, then the others, the longest unanswered first; at most 200 of `total`. */
export const boardChatsDto = z.object({ chats: z.array(inboxChatDto), total: z.int() });
export type BoardChatsDto = z.infer<typeof boardChatsDto>;

/** A word to the operator of a chat, whose `epoch` the supervisor knows. */
export const whisperInput = z.object({ clientId, body: messageBody, epoch: z.int("invalid").min(1, "invalid") });
export type WhisperInput = z.infer<typeof whisperInput>;
