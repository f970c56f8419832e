import { z } from "zod";

/** Weeks of the past that the demand is taken from. */
export const WEEKS = [1, 2, 4, 8, 13] as const;
export const SHARES = [70, 80, 90, 95, 99] as const;
export const SECONDS = [10, 20, 30, 60, 120, 300] as const;
export const CHATS_PER_OPERATOR_MAX = 20;

const oneOf = <N extends number>(numbers: readonly N[], standard: N) =>
  z.coerce
    .number()
    .refine((given): given is N => numbers.some((number) => number === given), "invalid")
    .default(standard);

/** Whose demand, of how many weeks, and what is to be reached: this percentage of visitors answered in so many seconds. */
export const staffingQuery = z.object({
  department: z.uuid("invalid").optional(),
  weeks: oneOf(WEEKS, 4),
  share: oneOf(SHARES, 80),
  seconds: oneOf(SECONDS, 60),
  chats: z.coerce.number().int().min(1).max(CHATS_PER_OPERATOR_MAX).optional(),
});
export type StaffingQuery = z.infer<typeof staffingQuery>;

/** One hour of the week. */
export type StaffedHour = {
  /** 1 is Monday. */
  weekday: number;
  hour: number;
  /** Chats that came, on average of the weeks. */
  arrivals: number;
  operators: number;
  /** From 0 to 1, with so many operators. */
  shareInTime: number;
  occupancy: number;
};

export type StaffingDto = {
  /** IANA name: where hours are read. */
  zone: string;
  departments: { id: string; name: string }[];
  /** Null: there is none to look at. */
  department: { id: string; name: string } | null;
  weeks: number;
  share: number;
  seconds: number;
  /** Chats that one operator has at once: as asked for, or as the members of the department are set. */
  chats: number;
  /** Mean seconds that a chat takes of its operator; null: nobody had one yet. */
  handlingSeconds: number | null;
  /** Chats in all of the weeks. */
  arrivals: number;
  /** All 168 hours, Monday at midnight first; none while nothing is known. */
  hours: StaffedHour[];
};
