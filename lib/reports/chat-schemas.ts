import { z } from "zod";
import { FIGURE_NAMES } from "./rules";
import { reportQuery } from "./schemas";

/** Rows of a page of the chats behind a figure. */
export const REPORT_CHATS_PAGE = 50;

const orNothing = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (given === "" ? undefined : given), schema.optional());

/**
 * The chats behind a figure: those of all of a report, or of one of its rows. `row` is the row's key; `nobody` is the row that
 * has none.
 */
export const reportChatsQuery = reportQuery.safeExtend({
  of: orNothing(z.enum(FIGURE_NAMES, "invalid")).default("chats"),
  row: orNothing(z.string().max(500)),
  /** Where the page before ended: milliseconds since 1970, and the id of a leg. */
  before: orNothing(z.string().regex(/^\d{1,15}_[\da-f-]{36}$/, "invalid")),
});
export type ReportChatsQuery = z.infer<typeof reportChatsQuery>;
export const NO_ROW = "nobody";

const seconds = z.number().nullable();

/** One leg with its chat. */
export const reportChat = z.object({
  legId: z.uuid(),
  chatId: z.uuid(),
  /** Whether who asks may open the chat; else it is in the department of others by now, and its visitor is not told. */
  isVisible: z.boolean(),
  visitor: z.string(),
  beganAt: z.string(),
  department: z.string(),
  operator: z.string().nullable(),
  channel: z.string(),
  wait: seconds,
  firstResponse: seconds,
  handling: seconds,
  promised: seconds,
  chatsAtOnce: z.number().nullable(),
  leftAtPlace: z.number().nullable(),
  rating: z.number().nullable(),
  /** How it ended; null: it goes on. */
  end: z.enum(["answered", "missed", "transferred", "closed", "idle", "left"]).nullable(),
});
export type ReportChat = z.infer<typeof reportChat>;

export const reportChatsDto = z.object({
  zone: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  department: z.string().nullable(),
  /** Name of the row that was asked for. */
  row: z.string().nullable(),
  chats: z.array(reportChat),
  /** For the next page; null: there is nothing further. */
  next: z.string().nullable(),
});
export type ReportChatsDto = z.infer<typeof reportChatsDto>;
