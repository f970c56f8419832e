import { z } from "zod";
import { isTimeZone } from "@/lib/i18n/locales";
import { lineOfText } from "@/lib/text";
import {
  type Holiday,
  isCalendarDate,
  minutesOf,
  overlapping,
  type Period,
  type Schedule,
  timeOf,
  WEEKDAYS,
} from "./rules";

export const PERIODS_PER_DAY_MAX = 8;
export const HOURS_MAX = 7 * PERIODS_PER_DAY_MAX;
export const HOLIDAYS_MAX = 200;
export const HOLIDAY_NAME_MAX = 80;
/** Holidays are planned for the years ahead; other years are slips of the keyboard. */
const YEAR_MIN = 2000;
const YEAR_MAX = 2100;
/** Far above what a field for a time or a date can hold. */
const TYPED_MAX = 40;

export const SCHEDULE_MODES = ["always", "weekly"] as const;

/** A time zone by its IANA name, such as `Europe/Berlin`; a mere offset from UTC is none. */
export const timeZoneName = z
  .string("required")
  .trim()
  .min(1, "required")
  .refine((name) => /^[A-Za-z]/.test(name) && isTimeZone(name), "timeZone");

const typed = z.string("required").max(TYPED_MAX, "tooLong");
const period = z.object({ from: typed, to: typed });

/**
 * Opening hours as a form holds them, turned into a `Schedule`. Times are `HH:MM`; as an end `00:00` and `24:00` both
 * mean midnight, because a browser's field for a time knows no 24:00. With `always` the weekly hours are not looked at.
 *
 * Errors stand at `timeZone`, `hours.0.from`, `hours.0.to`, `hours` (`tooMany`, `neverOpens`), `holidays.0.date`,
 * `holidays.0.name`, `holidays.0.periods.0.from`, `holidays.0.periods` and `holidays`. Use it as a field of its own in a
 * larger schema (`schedule: scheduleInput`).
 */
export const scheduleInput = z
  .object({
    timeZone: timeZoneName,
    mode: z.enum(SCHEDULE_MODES, "choice"),
    hours: z
      .array(period.extend({ weekday: z.int("choice").min(1, "choice").max(7, "choice") }), "required")
      .max(HOURS_MAX, `tooMany:${HOURS_MAX}`),
    holidays: z
      .array(
        z.object({
          date: typed,
          name: lineOfText(HOLIDAY_NAME_MAX),
          periods: z.array(period, "required").max(PERIODS_PER_DAY_MAX, `tooMany:${PERIODS_PER_DAY_MAX}`),
        }),
        "required",
      )
      .max(HOLIDAYS_MAX, `tooMany:${HOLIDAYS_MAX}`),
  })
  // Before the transformation, which runs only when nothing at all is wrong: every error shows at once.
  .superRefine((values, { addIssue }) => {
    readSchedule(values, (path, message) => addIssue({ code: "custom", path, message }));
  })
  .transform((values) => readSchedule(values, () => undefined));
export type ScheduleInput = z.infer<typeof scheduleInput>;
/** The same as a form holds it. */
export type ScheduleFormValues = z.input<typeof scheduleInput>;

type Typed = {
  timeZone: string;
  mode: (typeof SCHEDULE_MODES)[number];
  hours: (Period & { weekday: number })[];
  holidays: Holiday[];
};
type Report = (path: (string | number)[], message: string) => void;

function readSchedule({ timeZone, mode, hours, holidays }: Typed, report: Report): Schedule {
  const dates = holidays.map(({ date }) => date.trim());
  const read = holidays.map(({ name, periods }, i): Holiday => {
    const date = dates[i] ?? "";
    if (!isHolidayDate(date)) report(["holidays", i, "date"], date === "" ? "required" : "date");
    else if (dates.indexOf(date) < i) report(["holidays", i, "date"], "dateTaken");
    return { date, name, periods: readDay(periods, (j) => ["holidays", i, "periods", j], report) };
  });
  return {
    timeZone,
    hours: mode === "always" ? null : readWeek(hours, report),
    holidays: read.sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

function readWeek(hours: (Period & { weekday: number })[], report: Report) {
  if (hours.length === 0) report(["hours"], "neverOpens");
  const rows = hours.map((row, index) => ({ ...row, index }));
  return WEEKDAYS.flatMap((weekday) => {
    const day = rows.filter((row) => row.weekday === weekday);
    return readDay(day, (i) => ["hours", day[i]?.index ?? 0], report).map((one) => ({ weekday, ...one }));
  });
}

/** The periods of one day in their order. Only those that are right by themselves are compared with each other. */
function readDay(periods: Period[], pathOf: (index: number) => (string | number)[], report: Report): Period[] {
  const read: { index: number; from: number; to: number }[] = [];
  for (const [index, { from: typedFrom, to: typedTo }] of periods.entries()) {
    const from = readTime(typedFrom);
    const end = readTime(typedTo);
    const to = end === 0 ? 24 * 60 : end;
    if (from === null || from === 24 * 60) report([...pathOf(index), "from"], problemOf(typedFrom));
    if (to === null) report([...pathOf(index), "to"], problemOf(typedTo));
    if (from === null || from === 24 * 60 || to === null) continue;
    if (to <= from) report([...pathOf(index), "to"], "periodOrder");
    else read.push({ index, from, to });
  }
  for (const position of overlapping(read)) {
    report([...pathOf(read[position]?.index ?? 0), "from"], "periodsOverlap");
  }
  return read.sort((a, b) => a.from - b.from).map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }));
}

const readTime = (text: string) => minutesOf(text.trim());
const problemOf = (text: string) => (text.trim() === "" ? "required" : "time");

const isHolidayDate = (date: string) => {
  const year = Number(date.slice(0, 4));
  return isCalendarDate(date) && year >= YEAR_MIN && year <= YEAR_MAX;
};

/** What the form begins with when somebody switches to weekly hours: Monday to Friday, nine to five. */
export const USUAL_HOURS: ScheduleFormValues["hours"] = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  from: "09:00",
  to: "17:00",
}));

/** A stored schedule as a form shows it: the end of a day is `00:00` there. */
export const scheduleFormValues = ({ timeZone, hours, holidays }: Schedule): ScheduleFormValues => ({
  timeZone,
  mode: hours ? "weekly" : "always",
  hours: (hours ?? []).map(({ weekday, ...one }) => ({ weekday, ...shownPeriod(one) })),
  holidays: holidays.map(({ date, name, periods }) => ({ date, name, periods: periods.map(shownPeriod) })),
});

const shownPeriod = ({ from, to }: Period): Period => ({ from, to: to === "24:00" ? "00:00" : to });
