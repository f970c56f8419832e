import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";
import { isOverdue, LEGS_MAX, toEstimate } from "@/lib/routing/estimate";
import { percentile } from "../support/report";

/** A wait that was promised and came to an end with an operator. Seconds. */
export type Kept = {
  department: string;
  promised: number;
  real: number;
  /** Ended legs of the department when the promise was made, as far as an estimate looks back. */
  legs: number;
  place: number | null;
  hour: number;
};

export type Accuracy = {
  waits: number;
  medianError: number;
  p90Error: number;
  /** Median of promised / real: above 1 they were promised too much. */
  bias: number;
  /** Shares of those whose wait was in the range that they were shown, and of those who waited longer. */
  inRange: number;
  late: number;
};

type LegRow = {
  chat_id: string;
  department: string;
  promised: number | null;
  /** Seconds since 1970. */
  queued: number;
  assigned: number | null;
  released: number | null;
};

const WEEK_SECONDS = 7 * 86_400;

/** Every promise with the wait that followed, as the legs have them. `placeOf` knows the place that was told first. */
export async function listKept(
  db: Database,
  placeOf: (chatId: string, epoch: number) => number | undefined,
): Promise<Kept[]> {
  const legs = await rows<LegRow>(
    db,
    sql`select l.chat_id, d.name as department, l.promised_seconds as promised, extract(epoch from l.queued_at)::float8 as queued,
          extract(epoch from l.assigned_at)::float8 as assigned, extract(epoch from l.released_at)::float8 as released
        from legs l join departments d on d.id = l.department_id order by l.queued_at, l.chat_id, l.from_seq`,
  );
  const endings = new Map<string, number[]>();
  for (const { department, assigned, released } of legs) {
    if (assigned !== null && released !== null) endings.set(department, [...(endings.get(department) ?? []), released]);
  }
  const known = (department: string, at: number) =>
    (endings.get(department) ?? []).filter((end) => end <= at && end > at - WEEK_SECONDS).length;
  const seen = new Set<string>();
  return legs.flatMap(({ chat_id, department, promised, queued, assigned }) => {
    const isFirst = !seen.has(chat_id);
    seen.add(chat_id);
    if (promised === null || assigned === null) return [];
    return {
      department,
      promised,
      real: assigned - queued,
      legs: Math.min(LEGS_MAX, known(department, queued)),
      place: isFirst ? (placeOf(chat_id, 1) ?? null) : null,
      hour: new Date(queued * 1000).getUTCHours(),
    };
  });
}

/** The error is relative to the real wait. */
export function accuracyOf(kept: readonly Kept[]): Accuracy {
  const errors = kept.map(({ promised, real }) => Math.abs(promised - real) / real);
  const share = (holds: (one: Kept) => boolean) => kept.filter(holds).length / kept.length;
  return {
    waits: kept.length,
    medianError: percentile(errors, 0.5),
    p90Error: percentile(errors, 0.9),
    bias: percentile(
      kept.map(({ promised, real }) => promised / real),
      0.5,
    ),
    inRange: share(({ promised, real }) => {
      const { fromMinutes, toMinutes } = toEstimate(promised);
      return real >= fromMinutes * 60 && (toMinutes === null || real <= toMinutes * 60);
    }),
    late: share(({ promised, real }) => isOverdue(real, promised)),
  };
}
