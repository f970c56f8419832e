import { z } from "zod";
import { CHANNEL_TYPES } from "@/lib/channels/rules";
import { fileDto } from "@/lib/files/schemas";
import { tagDto } from "@/lib/tags/schemas";

export const chatStatus = z.enum(["queued", "active", "closed"]);
export type ChatStatus = z.infer<typeof chatStatus>;

const reason = z.string();
/** `Decision` of lib/routing/rules.ts; what it names is only worded, so any reason passes. */
export const decisionDto = z.object({
  rule: reason,
  chosen: z
    .object({
      operatorId: z.uuid(),
      name: z.string(),
      line: z.int(),
      load: z.int(),
      maxLoad: z.int(),
      openChats: z.int(),
      intent: z.enum(["online", "away", "offline"]),
    })
    .nullable(),
  fell: z.array(z.object({ operatorId: z.uuid(), name: z.string(), by: reason })),
  more: z.int(),
});
export type DecisionDto = z.infer<typeof decisionDto>;

/**
 * `transferred` (to a department), `requeued`, `reopened` and `switched` put the chat into a queue; `claimed` (accepted by
 * an operator), `assigned` (by the router), `reassigned`, `accepted` (an offered transfer) and `taken_over` (by a supervisor,
 * or by whoever answered in it) give it an owner.
 * `tagged`, `untagged`, `snoozed` and `unsnoozed` are the operators' own affair.
 * `note`: a text between operators; its visitor never hears of it.
 * `erased`: the visitor had everything taken out that was about them; operators alone see it, as they do
 * `spam_marked`, `spam_unmarked`, `blocked`, and `undelivered`: the visitor writes from another service, and something of
 * ours did not reach them there. So is `other_sender`: what they write next came by mail, from another address than answers
 * go to, or (`failed`: dmarc, dkim or spf) from one that the receiving server could not confirm.
 */
export const CHAT_EVENT_KINDS = [
  "started",
  "message",
  "note",
  "claimed",
  "assigned",
  "reassigned",
  "requeued",
  "transferred",
  "offered",
  "accepted",
  "taken_over",
  "declined",
  "held",
  "resumed",
  "on_it",
  "idle_warning",
  "kept_open",
  "closed",
  "reopened",
  "switched",
  "overflow_offered",
  "notice",
  "alerted",
  "rated",
  "erased",
  "tagged",
  "untagged",
  "snoozed",
  "unsnoozed",
  "spam_marked",
  "spam_unmarked",
  "blocked",
  "undelivered",
  "other_sender",
] as const;

/**
 * One entry of a chat's timeline as one side may see it. For visitors `seq` counts public entries only, so that what is
 * internal neither looks like a gap nor shows its number. Numbers have no gap: `prev` is always `seq - 1`.
 */
export const chatEventDto = z.object({
  chatId: z.uuid(),
  seq: z.int(),
  prev: z.int(),
  kind: z.enum(CHAT_EVENT_KINDS),
  sender: z.object({
    type: z.enum(["visitor", "operator", "system"]),
    /** Operators see who of them it was; visitors get the name alone. */
    id: z.uuid().optional(),
    name: z.string().optional(),
  }),
  clientId: z.uuid().optional(),
  body: z.string().optional(),
  /** Only with messages that carry one. */
  file: fileDto.optional(),
  data: z.record(z.string(), z.string()),
  /** Operators only: why the chat came to somebody, a note from one operator to the next, and who is named in a note. */
  internal: z
    .object({
      decision: decisionDto.optional(),
      note: z.string().optional(),
      mentions: z.array(z.object({ operatorId: z.uuid(), name: z.string() })).optional(),
    })
    .optional(),
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

/** Place 1 is next. `estimate` null: nothing can be said. `isLate`: it already takes longer than was promised. */
export const queueDto = z.object({
  place: z.int(),
  estimate: z.object({ fromMinutes: z.int(), toMinutes: z.int().nullable() }).nullable(),
  isLate: z.boolean(),
});
export type QueueDto = z.infer<typeof queueDto>;

/** Up to which number the other side has got, in the numbering of the reader; both only grow. */
export const marksDto = z.object({ delivered: z.int(), read: z.int() });
export type MarksDto = z.infer<typeof marksDto>;

/** State of a chat that both sides may know; comes with every catch-up. `lastSeq` is in the numbering of the reader. */
export const chatStateDto = z.object({
  chatId: z.uuid(),
  status: chatStatus,
  epoch: z.int(),
  lastSeq: z.int(),
  owner: z.object({ id: z.uuid().optional(), name: z.string() }).nullable(),
  department: departmentBadgeDto,
  held: z.boolean(),
  /** While it waits. */
  queue: queueDto.nullable(),
  /** When it will be closed for idleness; visitors are told only once they have been warned. */
  idleCloseAt: z.iso.datetime().nullable(),
  /** Visitors: until when writing reopens the closed chat. */
  reopenUntil: z.iso.datetime().nullable(),
  rating: z.int().nullable(),
  marks: marksDto,
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
  /** What the widget says while nothing can be sent; null: nothing. It must be there before the trouble is. */
  notice: z.string().nullable(),
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
  channel: z.object({ type: z.enum(CHANNEL_TYPES), name: z.string() }),
  visitor: z.object({
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string(),
    /** What they agreed to before the chat began; null: nothing was asked. */
    consent: z.object({ version: z.int(), at: z.iso.datetime() }).nullable(),
    /** They had everything about them erased. */
    isErased: z.boolean(),
    /** For whom their site vouches; null: only what they typed is known. */
    identity: z.object({ sub: z.string(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
  }),
  page: z.object({ url: z.string().nullable(), title: z.string().nullable(), referrer: z.string().nullable() }),
  lastMessage: z.object({ preview: z.string(), by: z.enum(["visitor", "operator"]), at: z.iso.datetime() }).nullable(),
  /** With `queuedSince` and `id` the order of the queue. */
  priority: z.int(),
  queuedSince: z.iso.datetime(),
  /** Messages of the visitor that the owner has not read, and the `seq` of the newest message of the visitor. */
  unread: z.int(),
  lastVisitorSeq: z.int(),
  /** The owner marked it, or it came back from a snooze: to be looked at, whatever was read. */
  isMarkedUnread: z.boolean(),
  tags: z.array(tagDto),
  /**
   * How far the operator who asked has read in a chat of somebody else, and what they have not; absent from events, which
   * are the same for everybody, and of a colleague's chat that they never opened.
   */
  own: z.object({ readSeq: z.int(), unread: z.int() }).optional(),
  /** Somebody said so: it stands in no list. */
  isSpam: z.boolean(),
  heldAt: z.iso.datetime().nullable(),
  /** On hold until then, or until the visitor writes; null: not snoozed. */
  snoozedUntil: z.iso.datetime().nullable(),
  /** Since when the visitor waits for an answer. */
  awaitingSince: z.iso.datetime().nullable(),
  /** The owner said "I'm on it" in this turn. */
  isOnIt: z.boolean(),
  /** Reassignment was due, and nobody else could take it. */
  overdueSince: z.iso.datetime().nullable(),
  /** Offered to one operator, who may be in another department. */
  offer: z
    .object({
      operatorId: z.uuid(),
      operatorName: z.string(),
      /** Where the chat goes with it; null: it stays in its department. */
      departmentName: z.string().nullable(),
      expiresAt: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** Armed clocks of this chat. */
  deadlines: z.object({ reassignAt: z.iso.datetime().nullable(), idleCloseAt: z.iso.datetime().nullable() }),
  createdAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
});
export type InboxChatDto = z.infer<typeof inboxChatDto>;
