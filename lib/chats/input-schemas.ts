import { z } from "zod";
import { DEFAULT_LOCALE, isTimeZone, WIDGET_LOCALES } from "@/lib/i18n/locales";
import { clippedLine, emailAddress, isBlank, lineOfText, linesOfText, phoneNumber, requiredLines } from "@/lib/text";
import { type Campaign, splitCampaign } from "@/lib/visits/rules";

/** Characters (UTF-16 units) of one message. */
export const MESSAGE_BODY_MAX = 4000;
export const VISITOR_NAME_MAX = 120;
export const PREVIEW_MAX = 200;
/** Events in one answer of the catch-up route. */
export const EVENTS_PAGE_MAX = 200;

/** Chosen by the sender's browser: UUID version 7, so that a retry is recognised and sorts by time. */
export const clientId = z.uuidv7("invalid");

const httpUrl = clippedLine(2000).transform((text) => (/^https?:\/\//i.test(text) && URL.canParse(text) ? text : null));

type Text = string | null | undefined;
export type Page = { url?: Text; title?: Text; referrer?: Text; utm?: Campaign | null };

/** Where the visitor is. Anything that is no web address becomes null instead of an error: the chat matters more. `utm` is of the page, else of the one before it. */
export const pageInput = z
  .object({
    url: httpUrl.nullish().catch(null),
    title: clippedLine(300).nullish().catch(null),
    referrer: httpUrl.nullish().catch(null),
  })
  .transform(({ url, title, referrer }): Page => {
    const [page, before] = [splitCampaign(url), splitCampaign(referrer)];
    return { url: page.url, title, referrer: before.url, utm: page.utm ?? before.utm };
  });

const withoutBlank = (text: string) => (isBlank(text) ? "" : text);

/** What the visitor's form holds, for a chat and for an offline message alike; which of it is asked, the department says. */
export const visitorFields = {
  name: lineOfText(VISITOR_NAME_MAX).default("").transform(withoutBlank),
  phone: phoneNumber.optional(),
  /** The version of the consent that the visitor gave. */
  consent: z.coerce.number("required").int("required").min(1, "required").max(1_000_000, "required").optional(),
};

export const startChatInput = z.object({
  key: z.string().max(64),
  departmentId: z.uuid().optional(),
  clientId,
  ...visitorFields,
  email: z
    .string()
    .nullish()
    .transform((text) => (text && !isBlank(text) ? text : null))
    .pipe(emailAddress.nullable()),
  /** Empty where the form does not ask for a first message. */
  body: linesOfText(MESSAGE_BODY_MAX).default("").transform(withoutBlank),
  locale: z.enum(WIDGET_LOCALES).catch(DEFAULT_LOCALE),
  page: pageInput.optional(),
  /** A closed chat of this visitor that the new one goes on from. */
  previousChatId: z.uuid().optional(),
});
export type StartChatInput = z.infer<typeof startChatInput>;

export const messageBody = requiredLines(MESSAGE_BODY_MAX);

export const sendMessageInput = z
  .object({
    clientId,
    /** Null where a file says it all. */
    body: linesOfText(MESSAGE_BODY_MAX)
      .nullish()
      .transform((text) => (text && !isBlank(text) ? text : null)),
    /** A file that its sender has uploaded into this chat; it can be in one message. */
    fileId: z.uuid("invalid").optional(),
    /** Last number the sender has; the answer carries what came after it. */
    after: z.int().min(0).optional(),
    /** Operators only: the owner's epoch as the sender knows it. */
    epoch: z.int().min(1).optional(),
    /** Operators only: they know that somebody else has answered after `after`, and send all the same. */
    anyway: z.boolean().optional(),
    /**
     * Visitors only: they see that the chat is closed and write on, which reopens it. Without it a text that crosses with
     * the close is refused, and its writer decides.
     */
    reopen: z.boolean().optional(),
  })
  .refine(({ body, fileId }) => body !== null || fileId !== undefined, { path: ["body"], error: "required" });
export type SendMessageInput = z.infer<typeof sendMessageInput>;

const timeZone = z
  .string()
  .max(64)
  .refine((zone) => isTimeZone(zone));

export const pulseInput = z.object({
  /** Chats that the caller has open; at most 20. */
  chatIds: z.array(z.uuid()).max(20).default([]),
  /** Visitors only: where they are now. */
  page: pageInput.optional(),
  /** Visitors only: the key of the snippet on that page; their time zone, as their browser names it. */
  key: z.string().max(64).optional(),
  timeZone: timeZone.nullish().catch(null),
  /** Visitors only: the page goes. */
  leaving: z.boolean().optional(),
  /** Number up to which the caller has read, in their own numbering, by chat; at most 20. */
  read: z.record(z.uuid(), z.int().min(0).max(2_147_483_647)).optional(),
  /** The same for what has arrived in their browser. */
  delivered: z.record(z.uuid(), z.int().min(0).max(2_147_483_647)).optional(),
  /** Operators only: the chat in which they are typing an answer at this moment. */
  typingIn: z.uuid().nullish(),
  /** Operators only: an inbox of this browser is in sight, or the last one went out of it; left out, it is as before. */
  inSight: z.boolean().optional(),
});
export type PulseInput = z.infer<typeof pulseInput>;

/** Hours after its end within which a visitor who writes reopens a chat. */
export const REOPEN_WITHIN_HOURS = 24;
export const NOTE_MAX = 2000;
export const RATING_COMMENT_MAX = 1000;

export const markUnreadInput = z.object({ unread: z.boolean() });
export const holdChatInput = z.object({ held: z.boolean() });
/** `key` is the snippet's key that lists the department; not needed for the overflow department that was offered. */
export const switchDepartmentInput = z.object({ departmentId: z.uuid(), key: z.string().max(64).optional() });
export type SwitchDepartmentInput = z.infer<typeof switchDepartmentInput>;
/** A waiting visitor leaves an address and goes: the chat becomes an offline message. */
export const leaveContactInput = z.object({ email: emailAddress });
export const rateChatInput = z.object({
  score: z.int("invalid").min(1, "invalid").max(5, "invalid"),
  comment: linesOfText(RATING_COMMENT_MAX).default(""),
});
export type RateChatInput = z.infer<typeof rateChatInput>;

/** How an operator ends a chat; a visitor's end says nothing. */
export const closeChatInput = z.object({ asksRating: z.boolean("invalid").default(true) });
export type CloseChatInput = z.infer<typeof closeChatInput>;
