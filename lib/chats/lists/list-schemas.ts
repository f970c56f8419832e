import { z } from "zod";
import { FILTER_TAGS_MAX } from "@/lib/views/rules";
import { inboxChatDto } from "../schemas";

/** Lists that are too long for the inbox's snapshot and are read page by page. */
export const PAGED_LISTS = ["all", "closed"] as const;
/** What an open chat is in, as people tell it. */
export const CHAT_CONDITIONS = ["waiting", "active", "held", "snoozed"] as const;
export type ChatCondition = (typeof CHAT_CONDITIONS)[number];

/** Chats in one answer. */
export const LIST_PAGE_MAX = 100;
/** Closed chats are counted up to here: more of them are "more". */
export const CLOSED_COUNT_MAX = 1000;

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Where a page ended: instant and id of its last chat. */
const cursor = z
  .string()
  .regex(CURSOR, "invalid")
  .transform((text) => {
    const [, at = "", id = ""] = CURSOR.exec(text) ?? [];
    return { at, id };
  })
  .refine(({ at }) => !Number.isNaN(Date.parse(at)), "invalid");

const flag = z.literal("1", "invalid").transform(() => true as const);

const tagIds = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.uuid("invalid")).max(FILTER_TAGS_MAX, "invalid"));

/** The query of `GET /api/inbox/chats`. The three conditions are of open chats; with closed ones they are refused. */
export const chatListQuery = z
  .strictObject({
    list: z.enum(PAGED_LISTS, "invalid"),
    department: z.uuid("invalid").optional(),
    status: z.enum(CHAT_CONDITIONS, "invalid").optional(),
    unread: flag.optional(),
    unanswered: flag.optional(),
    /** Ids of tags, with commas between: chats with any of them. */
    tags: tagIds.optional(),
    cursor: cursor.optional(),
    limit: z.coerce.number("invalid").int("invalid").min(1, "invalid").max(LIST_PAGE_MAX, "invalid").optional(),
  })
  .refine(({ list, status, unread, unanswered }) => list !== "closed" || !(status || unread || unanswered), {
    path: ["list"],
    error: "invalid",
  });
export type ChatListQuery = z.infer<typeof chatListQuery>;

export const chatListDto = z.object({
  chats: z.array(inboxChatDto),
  /** The `cursor` of the next page; null: there is none. */
  next: z.string().nullable(),
});
export type ChatListDto = z.infer<typeof chatListDto>;

/** How many open chats of one department are alike in all that the inbox can be filtered by. */
export const chatFacetDto = z.object({
  departmentId: z.uuid(),
  condition: z.enum(CHAT_CONDITIONS),
  unread: z.boolean(),
  unanswered: z.boolean(),
  count: z.int(),
});
export type ChatFacetDto = z.infer<typeof chatFacetDto>;

export const chatCountsDto = z.object({
  open: z.array(chatFacetDto),
  /** Closed chats; `CLOSED_COUNT_MAX + 1` stands for any number above it. */
  closed: z.int(),
});
export type ChatCountsDto = z.infer<typeof chatCountsDto>;
