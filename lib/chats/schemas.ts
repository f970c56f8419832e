import { z } from "zod";
import { clippedLine, emailAddress, isBlank, requiredLine, requiredLines } from "@/lib/text";

/** Characters (UTF-16 units) of one message. */
export const MESSAGE_BODY_MAX = 4000;
export const VISITOR_NAME_MAX = 120;
export const PREVIEW_MAX = 200;
/** Events in one answer of the catch-up route. */
export const EVENTS_PAGE_MAX = 200;

/** Chosen by the sender's browser: UUID version 7, so that a retry is recognised and sorts by time. */
export const clientId = z.uuidv7("invalid");

const httpUrl = clippedLine(2000).transform((text) => (/^https?:\/\//i.test(text) && URL.canParse(text) ? text : null));

/** Where the visitor is. Anything that is no web address becomes null instead of an error: the chat matters more. */
export const pageInput = z.object({
  url: httpUrl.nullish().catch(null),
  title: clippedLine(300).nullish().catch(null),
  referrer: httpUrl.nullish().catch(null),
});

export const startChatInput = z.object({
  key: z.string().max(64),
  departmentId: z.uuid().optional(),
  clientId,
  name: requiredLine(VISITOR_NAME_MAX),
  email: z
    .string()
    .nullish()
    .transform((text) => (text && !isBlank(text) ? text : null))
    .pipe(emailAddress.nullable()),
  body: requiredLines(MESSAGE_BODY_MAX),
  locale: z.enum(["en", "ru"]).catch("en"),
  page: pageInput.optional(),
});
export type StartChatInput = z.infer<typeof startChatInput>;

export const sendMessageInput = z.object({
  clientId,
  body: requiredLines(MESSAGE_BODY_MAX),
  /** Last number the sender has; the answer carries what came after it. */
  after: z.int().min(0).optional(),
  /** Operators only: the owner's epoch as the sender knows it. */
  epoch: z.int().min(1).optional(),
});
export type SendMessageInput = z.infer<typeof sendMessageInput>;

export const pulseInput = z.object({
  /** Chats that the caller has open; at most 20. */
  chatIds: z.array(z.uuid()).max(20).default([]),
  /** Visitors only: where they are now. */
  page: pageInput.optional(),
  /** Operators only: `seq` up to which they have read, by chat. */
  read: z.record(z.uuid(), z.int().min(0)).optional(),
});
export type PulseInput = z.infer<typeof pulseInput>;

export const chatStatus = z.enum(["queued", "active", "closed"]);
export type ChatStatus = z.infer<typeof chatStatus>;

/**
 * One entry of a chat's timeline as one side may see it. For visitors `seq` counts public entries only, so that what is
 * internal neither looks like a gap nor shows its number. Numbers have no gap: `prev` is always `seq - 1`.
 */
export const chatEventDto = z.object({
  chatId: z.uuid(),
  seq: z.int(),
  prev: z.int(),
  kind: z.enum(["started", "message", "claimed", "closed"]),
  sender: z.object({
    type: z.enum(["visitor", "operator", "system"]),
    /** Operators see who of them it was; visitors get the name alone. */
    id: z.uuid().optional(),
    name: z.string().optional(),
  }),
  clientId: z.uuid().optional(),
  body: z.string().optional(),
  data: z.record(z.string(), z.string()),
  createdAt: z.iso.datetime(),
});
export type ChatEventDto = z.infer<typeof chatEventDto>;

export const departmentBadgeDto = z.object({
  id: z.uuid(),
  name: z.string(),
  color: z.string(),
  logoUrl: z.string().nullable(),
});
export type DepartmentBadgeDto = z.infer<typeof departmentBadgeDto>;

/** State of a chat that both sides may know; comes with every catch-up. `lastSeq` is in the numbering of the reader. */
export const chatStateDto = z.object({
  chatId: z.uuid(),
  status: chatStatus,
  epoch: z.int(),
  lastSeq: z.int(),
  owner: z.object({ id: z.uuid().optional(), name: z.string() }).nullable(),
});
export type ChatStateDto = z.infer<typeof chatStateDto>;

export const eventsPageDto = z.object({
  events: z.array(chatEventDto),
  upto: z.int(),
  hasMore: z.boolean(),
  state: chatStateDto,
});
export type EventsPageDto = z.infer<typeof eventsPageDto>;

/** What a visitor's widget knows of a chat of its own. */
export const visitorChatDto = z.object({
  id: z.uuid(),
  state: chatStateDto,
  department: departmentBadgeDto,
  createdAt: z.iso.datetime(),
});
export type VisitorChatDto = z.infer<typeof visitorChatDto>;

/** One row of the inbox. `lastSeq` also tells which of two snapshots is newer. */
export const inboxChatDto = z.object({
  id: z.uuid(),
  status: chatStatus,
  epoch: z.int(),
  lastSeq: z.int(),
  readSeq: z.int(),
  department: departmentBadgeDto,
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  visitor: z.object({ name: z.string(), email: z.string().nullable(), locale: z.string() }),
  page: z.object({ url: z.string().nullable(), title: z.string().nullable(), referrer: z.string().nullable() }),
  lastMessage: z.object({ preview: z.string(), by: z.enum(["visitor", "operator"]), at: z.iso.datetime() }).nullable(),
  /** With `queuedSince` and `id` the order of the queue. */
  priority: z.int(),
  queuedSince: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
});
export type InboxChatDto = z.infer<typeof inboxChatDto>;

/** The inbox at one moment; changes arrive as single rows (`chat.changed`). */
export const inboxDto = z.object({
  operator: z.object({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(["operator", "supervisor", "admin"]),
    intent: z.enum(["online", "away", "offline"]),
  }),
  departments: z.array(departmentBadgeDto.extend({ hidden: z.boolean(), disabled: z.boolean() })),
  /** The queue of all the operator's departments, next first; at most 500. */
  waiting: z.array(inboxChatDto),
  /** Open chats of the operator, at most 200. */
  mine: z.array(inboxChatDto),
  /** Number of waiting chats, also beyond what is listed. */
  waitingCount: z.int(),
});
export type InboxDto = z.infer<typeof inboxDto>;
