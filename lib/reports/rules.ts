/** Stretches of days to look at; `custom` is from one date to another. */
export const PERIODS = ["today", "yesterday", "week", "month", "weeks", "custom"] as const;
export type ReportPeriod = (typeof PERIODS)[number];

/** What the rows of a report are. */
export const GROUPINGS = ["department", "operator", "website", "channel", "day", "hour", "weekday"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Days of the longest period: a leap year. */
export const PERIOD_DAYS_MAX = 366;

/** Seconds within which a chat that is passed on came to the wrong place. */
export const MISROUTED_SECONDS = 120;

/** Places in the queue by which those who left are counted: each up to its number, from the one before on; null: beyond. */
export const LEFT_PLACES = [1, 2, 3, 5, 10, null] as const;

/**
 * Ends of a leg after which nothing goes on: if the chat has a leg after it, the visitor came back, and the clocks of
 * waiting and of the first response begin anew.
 */
export const FINAL_ENDS = ["closed", "idle", "left"] as const;

/** How a figure is to be read: a number of things, seconds, a mean of small numbers, or a share from 0 to 1. */
export type Unit = "count" | "seconds" | "mean" | "share";
/** Whether more of it is good news; null: neither. */
type Figure = { unit: Unit; isMoreBetter: boolean | null };

/** Every figure of a report, in the order in which tables and files show them; docs/reports.md says what each is. */
export const FIGURES = {
  chats: { unit: "count", isMoreBetter: null },
  waitMedian: { unit: "seconds", isMoreBetter: false },
  waitP90: { unit: "seconds", isMoreBetter: false },
  firstResponseMedian: { unit: "seconds", isMoreBetter: false },
  firstResponseP90: { unit: "seconds", isMoreBetter: false },
  handlingMedian: { unit: "seconds", isMoreBetter: null },
  atOnceMean: { unit: "mean", isMoreBetter: null },
  atOncePeak: { unit: "count", isMoreBetter: null },
  missed: { unit: "count", isMoreBetter: false },
  reassigned: { unit: "count", isMoreBetter: false },
  abandoned: { unit: "count", isMoreBetter: false },
  transfersIn: { unit: "count", isMoreBetter: null },
  transfersOut: { unit: "count", isMoreBetter: null },
  misrouted: { unit: "count", isMoreBetter: false },
  ratingAverage: { unit: "mean", isMoreBetter: true },
  ratings: { unit: "count", isMoreBetter: null },
  promisedMedian: { unit: "seconds", isMoreBetter: null },
  promisedRealMedian: { unit: "seconds", isMoreBetter: false },
  promiseKept: { unit: "share", isMoreBetter: true },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];
/** Seconds, means and shares are null where there is nothing to take them of; numbers of things never are. */
export type Figures = Record<FigureName, number | null>;

export type Change = { direction: "up" | "down" | "same"; isGood: boolean | null };

/** What became of a figure against the period before; null where one of the two says nothing. */
export function changeOf(name: FigureName, now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  if (now === before) return { direction: "same", isGood: null };
  const { isMoreBetter } = FIGURES[name];
  const isMore = now > before;
  return { direction: isMore ? "up" : "down", isGood: isMoreBetter === null ? null : isMore === isMoreBetter };
}

/** A round number at or above the largest value, as the top of a scale from 0 with four equal steps. */
export function scaleTop(largest: number): number {
  if (largest <= 4) return 4;
  const step = largest / 4;
  const unit = 10 ** Math.floor(Math.log10(step));
  const nice =
    [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * unit >= step && Number.isInteger(factor * unit)) ??
    10;
  return nice * unit * 4;
}

/** Of so many labels under a chart, each how-manyth is shown so that at most `max` are. */
export const labelEvery = (count: number, max: number): number => Math.max(1, Math.ceil(count / max));
