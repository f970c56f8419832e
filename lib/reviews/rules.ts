/** Criteria of the card: more than a person weighs in one chat. */
export const CRITERIA_MAX = 20;
export const CRITERION_NAME_MAX = 80;
export const CRITERION_HINT_MAX = 300;
export const WEIGHT_MAX = 10;
export const REVIEW_COMMENT_MAX = 2000;
export const REMARK_MAX = 500;
export const REMARKS_MAX = 50;

/** From "not at all" to "fully". */
export const POINTS = [1, 2, 3, 4, 5] as const;
export type Points = (typeof POINTS)[number];

/** One criterion of one review; `points` null: it has nothing to do with this chat. */
export type ReviewPoint = { criterionId: string; name: string; weight: number; points: Points | null };
export type ReviewRemark = { seq: number; text: string };

/**
 * What the points come to, 0 to 100: all of the least is 0, all of the most 100, each by its weight. Null where nothing
 * was judged.
 */
export function scoreOf(points: readonly Pick<ReviewPoint, "weight" | "points">[]): number | null {
  const judged = points.flatMap(({ weight, points: given }) => (given === null ? [] : [{ weight, given }]));
  const whole = judged.reduce((sum, { weight }) => sum + weight, 0);
  if (whole === 0) return null;
  const [least, most] = [POINTS[0], POINTS[POINTS.length - 1] ?? POINTS[0]];
  const reached = judged.reduce((sum, { weight, given }) => sum + (weight * (given - least)) / (most - least), 0);
  return Math.round((100 * reached) / whole);
}

/** Days that a list of reviews goes back. */
export const REVIEW_PERIODS = [30, 90, 365] as const;
export type ReviewPeriod = (typeof REVIEW_PERIODS)[number];
