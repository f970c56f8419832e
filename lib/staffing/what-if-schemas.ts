import { z } from "zod";
import { isCalendarDate } from "@/lib/hours/rules";
import { PERIODS } from "@/lib/reports/rules";
import { CLOSE_IDLE_MINUTES_MIN, REASSIGN_MINUTES_MIN, RULE_MINUTES_MAX } from "@/lib/settings/rules";
import { minutesBetween, optionalWholeNumber } from "@/lib/settings/whole-number";
import { SECONDS } from "./schemas";

/** The longest stretch of days that is replayed. */
export const REPLAY_DAYS_MAX = 31;
export const LOAD_MAX = 20;
/** The same bound as of the setting of a department. */
export const QUEUE_MAX = RULE_MINUTES_MAX;
/** Operators that can be added to each department, or, below 0, taken from it. */
export const OPERATORS = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 8, 10] as const;
export const STRATEGIES = ["automatic", "round_robin"] as const;
const DAY_MS = 24 * 3_600_000;

/** A form sends every field, the ones that nobody filled in as well. */
const orNothing = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (given === "" ? undefined : given), schema.optional());
const whole = (bounds: Parameters<typeof optionalWholeNumber>[0]) =>
  z.preprocess((given) => given ?? null, optionalWholeNumber(bounds));
const oneOf = (numbers: readonly number[]) => z.coerce.number().refine((given) => numbers.includes(given), "choice");
const date = z.string("date").refine(isCalendarDate, "date");

/** Hours of the day in which a change of operators begins, and before which it ends. */
export const FROM_HOURS = Array.from({ length: 24 }, (_, hour) => hour);
export const TO_HOURS = FROM_HOURS.map((hour) => hour + 1);

type Across = Partial<Record<"period" | "from" | "to" | "fromHour" | "toHour", string | number | undefined>>;

/** What is wrong with fields that belong together, each by itself being right; also of what was typed elsewhere and is wrong. */
function problemsAcross({ period, from, to, fromHour, toHour }: Across): Partial<Record<keyof Across, string>> {
  const hours: Partial<Record<keyof Across, string>> = {};
  const has = (given: string | number | undefined) => given !== undefined && given !== "";
  if (has(fromHour) && !has(toHour)) hours.toHour = "required";
  else if (!has(fromHour) && has(toHour)) hours.fromHour = "required";
  else if (has(fromHour) && Number(fromHour) === Number(toHour)) hours.toHour = "hoursOrder";
  if (period !== "custom") return hours;
  if (!from) return { ...hours, from: "required", ...(!to && { to: "required" }) };
  if (!to) return { ...hours, to: "required" };
  // No date at all is said of the field by itself.
  if (![from, to].every((given) => isCalendarDate(String(given)))) return hours;
  const days = (Date.parse(String(to)) - Date.parse(String(from))) / DAY_MS + 1;
  if (days < 1) return { ...hours, to: "dateOrder" };
  return days > REPLAY_DAYS_MAX ? { ...hours, to: `daysMax:${REPLAY_DAYS_MAX}` } : hours;
}

/** Which days are replayed, of which departments, and what is to be otherwise in them. What is left out stays as it is. */
export const whatIfQuery = z
  .object({
    period: orNothing(z.enum(PERIODS, "choice")).default("week"),
    from: orNothing(date),
    to: orNothing(date),
    department: orNothing(z.uuid("choice")),
    seconds: orNothing(oneOf(SECONDS)).default(60),
    reassign: whole(minutesBetween(REASSIGN_MINUTES_MIN, RULE_MINUTES_MAX)),
    idle: whole(minutesBetween(CLOSE_IDLE_MINUTES_MIN, RULE_MINUTES_MAX)),
    queue: whole({ min: 0, max: QUEUE_MAX }),
    overflow: whole(minutesBetween(REASSIGN_MINUTES_MIN, RULE_MINUTES_MAX)),
    load: whole({ min: 1, max: LOAD_MAX }),
    operators: orNothing(oneOf(OPERATORS)).default(0),
    fromHour: orNothing(oneOf(FROM_HOURS)),
    toHour: orNothing(oneOf(TO_HOURS)),
    strategy: orNothing(z.enum(STRATEGIES, "choice")),
    without: orNothing(z.uuid("choice")),
  })
  .superRefine((query, ctx) => {
    for (const [path, message] of Object.entries(problemsAcross(query))) {
      ctx.addIssue({ code: "custom", path: [path], message });
    }
  });
export type WhatIfQuery = z.infer<typeof whatIfQuery>;
export const WHAT_IF_FIELDS = [
  "period",
  "from",
  "to",
  "department",
  "seconds",
  "reassign",
  "idle",
  "queue",
  "overflow",
  "load",
  "operators",
  "fromHour",
  "toHour",
  "strategy",
  "without",
] as const;
export type WhatIfField = (typeof WHAT_IF_FIELDS)[number];

/** What became of chats. Waits in seconds, shares from 0 to 1; null: nothing to take it of. */
export type ReplayFigures = {
  chats: number;
  answered: number;
  left: number;
  /** Found the queue full and were not taken; null: of those really so nothing is recorded. */
  refused: number | null;
  /** Nobody had them by the end. */
  waiting: number;
  waitMedian: number | null;
  waitP90: number | null;
  /** Of all who waited, also of those who left: who had an operator in so many seconds as were asked for. */
  inTime: number | null;
  responseMedian: number | null;
  responseP90: number | null;
  misses: number;
  reassigned: number;
  /** Of several departments, of the one in which most waited. */
  highestQueue: number | null;
};

/** Really so; the same days replayed as everything is set; and with what is to be otherwise (null: nothing is). */
export type Compared<T> = { recorded: T; asWas: T; whatIf: T | null };

export type WhatIfDto = {
  /** IANA name. */
  zone: string;
  period: { from: string; to: string };
  /** The last day is not over. */
  isUnderWay: boolean;
  departments: { id: string; name: string }[];
  /** Whom the chosen departments could be without. */
  operators: { id: string; name: string }[];
  /** Of the chosen departments, where they agree: what is set now. */
  set: {
    reassign: number | null;
    idle: number | null;
    queue: number | null;
    overflow: number | null;
    load: number | null;
    strategy: "automatic" | "round_robin" | "manual" | null;
  };
  /** More chats came than are replayed: those from this instant on (ISO 8601) are left out. */
  cutAt: string | null;
  /** From 0 to 1: how much of the operators' time was noted when it was so, and not concluded from chats. Null: no time at all. */
  noted: number | null;
  /** Some of these departments have another one to which visitors are asked to go; null: none has. Whether any was asked. */
  overflow: "known" | "unknown" | null;
  /** Some of these departments have a limit, so that there were visitors of whom nothing is recorded. */
  hasLimit: boolean;
  /** Some of these departments let operators accept by themselves, which a replay cannot know. */
  hasManual: boolean;
  total: Compared<ReplayFigures>;
  rows: ({ departmentId: string; name: string } & Compared<ReplayFigures>)[];
  /** By hour of the day: chats that operators had at once, and operators who were there, on average. */
  hours: { hour: number; load: Compared<number>; staff: Compared<number> }[];
};

/** What somebody asked for: the query, what they typed, and what is wrong with it by field. */
export type AskedWhatIf = {
  query: WhatIfQuery;
  typed: Partial<Record<WhatIfField, string>>;
  /** Keys of errors.json; null: nothing is wrong. */
  errors: Partial<Record<WhatIfField, string>> | null;
};

/** Reads an address. With anything wrong in it, the query is the one of an empty form, and nothing else is to be shown. */
export function readWhatIf(params: Record<string, string | string[] | undefined>): AskedWhatIf {
  const typed: AskedWhatIf["typed"] = {};
  for (const field of WHAT_IF_FIELDS) {
    const value = params[field];
    if (typeof value === "string") typed[field] = value;
  }
  const parsed = whatIfQuery.safeParse(typed);
  if (parsed.success) return { query: parsed.data, typed, errors: null };
  const errors: NonNullable<AskedWhatIf["errors"]> = {};
  for (const { path, message } of parsed.error.issues) {
    const field = WHAT_IF_FIELDS.find((name) => name === path[0]);
    if (field) errors[field] ??= message;
  }
  // What belongs together is not looked at where a field by itself is wrong: people mend all at once.
  return { query: whatIfQuery.parse({}), typed, errors: { ...problemsAcross(typed), ...errors } };
}
