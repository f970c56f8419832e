import { z } from "zod";
import { isCalendarDate } from "@/lib/hours/rules";
import { FIGURE_NAMES, type FigureName, GROUPINGS, PERIOD_DAYS_MAX, PERIODS } from "./rules";

/** A form sends every field, the ones that nobody filled in as well. */
const orNothing = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (given === "" ? undefined : given), schema.optional());

const date = z.string("invalid").refine(isCalendarDate, "invalid");
const DAY_MS = 24 * 3_600_000;

/** What somebody wants to see. `from` and `to` are whole days, both included, and count for the period `custom` alone. */
export const reportQuery = z
  .object({
    period: orNothing(z.enum(PERIODS, "invalid")).default("week"),
    from: orNothing(date),
    to: orNothing(date),
    group: orNothing(z.enum(GROUPINGS, "invalid")).default("department"),
    department: orNothing(z.uuid("invalid")),
  })
  .superRefine(({ period, from, to }, ctx) => {
    if (period !== "custom") return;
    if (!from) ctx.addIssue({ code: "custom", path: ["from"], message: "required" });
    if (!to) ctx.addIssue({ code: "custom", path: ["to"], message: "required" });
    if (!from || !to) return;
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
    if (days < 1 || days > PERIOD_DAYS_MAX) ctx.addIssue({ code: "custom", path: ["to"], message: "invalid" });
  });
export type ReportQuery = z.infer<typeof reportQuery>;

const figures = z.object(
  Object.fromEntries(FIGURE_NAMES.map((name) => [name, z.number().nullable()])) as Record<
    FigureName,
    z.ZodNullable<z.ZodNumber>
  >,
);
/** One row. `key`: an id, a website, a date, an hour of the day or a weekday (1 is Monday); null: nobody had these chats. */
const reportRow = z.object({ key: z.string().nullable(), name: z.string().nullable(), figures });
export type ReportRow = z.infer<typeof reportRow>;

/** One bar of a chart: a day or an hour of the day. */
const reportBar = z.object({ key: z.string(), chats: z.number(), abandoned: z.number() });
export type ReportBar = z.infer<typeof reportBar>;

const days = z.object({ from: z.string(), to: z.string() });

/** Of more days, what a department was minute by minute is shown for none. */
export const AVAILABILITY_DAYS_MAX = 31;
const availabilityState = z.enum(["online", "nobody", "closed", "unknown"]);
export type AvailabilityState = z.infer<typeof availabilityState>;
/** One day of a department, midnight to midnight (ISO 8601); `marks` are hours of the clock, `parts` go up to now at most. */
const availabilityDay = z.object({
  day: z.string(),
  starts: z.string(),
  ends: z.string(),
  marks: z.array(z.object({ hour: z.number(), at: z.string() })),
  parts: z.array(z.object({ state: availabilityState, from: z.string(), to: z.string() })),
});
export type AvailabilityDay = z.infer<typeof availabilityDay>;

export const reportDto = z.object({
  /** IANA name: where days begin and hours are read. */
  zone: z.string(),
  period: days,
  /** As many days directly before; of a period that is not over, up to the same time of its last day. */
  before: days,
  /** The last day of the period is not over. */
  isUnderWay: z.boolean(),
  departments: z.array(z.object({ id: z.uuid(), name: z.string() })),
  total: figures,
  totalBefore: figures,
  /** Every day of the period, and every hour of the day, also those without a chat. */
  byDay: z.array(reportBar),
  byHour: z.array(reportBar),
  /** Visitors who left the queue, by the place at which they stood; `upTo` null: further back than the ones before. */
  leftByPlace: z.array(z.object({ upTo: z.number().nullable(), count: z.number() })),
  /** Those of before their place was kept. */
  leftAtNoPlace: z.number(),
  /** Minutes of the period in which each department was so; `unknown` before anything was noted. */
  availability: z.array(
    z.object({
      departmentId: z.uuid(),
      name: z.string(),
      online: z.number(),
      nobody: z.number(),
      closed: z.number(),
      unknown: z.number(),
    }),
  ),
  /** Of one department and not too many days, minute by minute; else none. */
  availabilityDays: z.array(availabilityDay),
  rows: z.array(reportRow),
});
export type ReportDto = z.infer<typeof reportDto>;
