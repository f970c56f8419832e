import { z } from "zod";
import { departmentBadgeDto } from "@/lib/chats/schemas";
import { isTimeZone } from "@/lib/i18n/locales";
import { tagDto } from "@/lib/tags/schemas";
import { type ParsedQuery, parseQuery } from "./rules";

/** Chats in one answer. */
export const SEARCH_PAGE_MAX = 20;

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Where a page ended: when its last chat began, and its id. */
const cursor = z
  .string()
  .regex(CURSOR, "invalid")
  .transform((text) => {
    const [, at = "", id = ""] = CURSOR.exec(text) ?? [];
    return { at, id };
  })
  .refine(({ at }) => !Number.isNaN(Date.parse(at)), "invalid");

/** The query of `GET /api/search`. */
export const searchQuery = z.strictObject({
  /** As it was typed: a blank at the end says that the last word is whole. */
  q: z
    .string("required")
    // NUL is no text for Postgres, and half a surrogate pair is none at all.
    .transform((typed) => typed.replace(/\p{Cc}/gu, " ").toWellFormed())
    .transform((typed, ctx): ParsedQuery => {
      const parsed = parseQuery(typed);
      if (!("problem" in parsed)) return parsed;
      ctx.addIssue({ code: "custom", message: parsed.problem });
      return z.NEVER;
    }),
  /** The time zone in which days begin for whoever asks. */
  zone: z.string().refine(isTimeZone, "timeZone").default("UTC"),
  cursor: cursor.optional(),
  limit: z.coerce.number("invalid").int("invalid").min(1, "invalid").max(SEARCH_PAGE_MAX, "invalid").optional(),
});
export type SearchQuery = z.infer<typeof searchQuery>;

/** A text in pieces, so that no client needs HTML to show what was found in it. */
const markedText = z.array(z.object({ text: z.string(), isMatch: z.boolean() }));
export type MarkedText = z.infer<typeof markedText>;

export const searchMatchDto = z.object({
  seq: z.int(),
  kind: z.enum(["message", "note"]),
  by: z.enum(["visitor", "operator", "system"]),
  /** Of an operator. */
  name: z.string().nullable(),
  at: z.iso.datetime(),
  snippet: markedText,
});
export type SearchMatchDto = z.infer<typeof searchMatchDto>;

export const foundChatDto = z.object({
  id: z.uuid(),
  status: z.enum(["queued", "active", "closed"]),
  department: departmentBadgeDto,
  visitor: z.object({
    name: markedText,
    /** Only where something was found in it. */
    email: markedText.nullable(),
    phone: markedText.nullable(),
  }),
  tags: z.array(tagDto),
  beganAt: z.iso.datetime(),
  /** The newest matching entries, newest first, and how many there are in all; none where the visitor alone matches. */
  matches: z.array(searchMatchDto),
  matchCount: z.int(),
});
export type FoundChatDto = z.infer<typeof foundChatDto>;

export const searchResultDto = z.object({
  chats: z.array(foundChatDto),
  /** The `cursor` of the next page; null: there is none. */
  next: z.string().nullable(),
  /** Nothing is as it was typed: these visitors have similar names. */
  isSimilar: z.boolean(),
});
export type SearchResultDto = z.infer<typeof searchResultDto>;
