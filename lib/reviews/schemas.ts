import { z } from "zod";
import { linesOfText, requiredLine, requiredLines } from "@/lib/text";
import {
  CRITERIA_MAX,
  CRITERION_HINT_MAX,
  CRITERION_NAME_MAX,
  POINTS,
  REMARK_MAX,
  REMARKS_MAX,
  REVIEW_COMMENT_MAX,
  REVIEW_PERIODS,
  type ReviewPoint,
  type ReviewRemark,
  WEIGHT_MAX,
} from "./rules";

export type CriterionDto = { id: string; name: string; hint: string; weight: number };

/** The whole card in its order; a criterion without an id is new, one that is missing goes. */
export const cardInput = z.object({
  criteria: z
    .array(
      z.object({
        id: z.uuid("invalid").optional(),
        name: requiredLine(CRITERION_NAME_MAX),
        hint: linesOfText(CRITERION_HINT_MAX),
        weight: z.coerce.number("number").int("number").min(1, "tooSmall:1").max(WEIGHT_MAX, `tooLarge:${WEIGHT_MAX}`),
      }),
    )
    .max(CRITERIA_MAX, `tooMany:${CRITERIA_MAX}`)
    .refine((all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length, "taken"),
});
export type CardInput = z.infer<typeof cardInput>;

export const reviewInput = z.object({
  operatorId: z.uuid("invalid"),
  points: z
    .array(z.object({ criterionId: z.uuid("invalid"), points: z.literal(POINTS, "choice").nullable() }))
    .max(CRITERIA_MAX, "tooMany")
    .refine((all) => all.some(({ points }) => points !== null), "required"),
  comment: linesOfText(REVIEW_COMMENT_MAX),
  remarks: z
    .array(z.object({ seq: z.int().min(1), text: requiredLines(REMARK_MAX) }))
    .max(REMARKS_MAX, `tooMany:${REMARKS_MAX}`)
    .refine((all) => new Set(all.map(({ seq }) => seq)).size === all.length, "invalid"),
  /** When the review that the form began with was last changed, ISO 8601; null: there was none. */
  seen: z.iso.datetime("invalid").nullable(),
});
export type ReviewInput = z.infer<typeof reviewInput>;

/** A judgement as it was when its operator saw it: one that has changed since stays unread. */
export const readReviewInput = z.object({ chatId: z.uuid("invalid"), seen: z.iso.datetime("invalid") });
export type ReadReviewInput = z.infer<typeof readReviewInput>;

/** How many judgements of the reader they have not read. */
export const unreadReviewsDto = z.object({ unread: z.int() });

/** A form sends every field, the ones that nobody filled in as well. */
const orNothing = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (given === "" ? undefined : given), schema.optional());

export const reviewsQuery = z.object({
  days: orNothing(z.coerce.number().pipe(z.literal(REVIEW_PERIODS, "invalid"))).default(90),
  department: orNothing(z.uuid("invalid")),
  operator: orNothing(z.uuid("invalid")),
});
export type ReviewsQuery = z.infer<typeof reviewsQuery>;

export type ReviewDto = {
  operatorId: string;
  reviewerName: string;
  points: ReviewPoint[];
  score: number;
  comment: string;
  remarks: ReviewRemark[];
  updatedAt: string;
};

/** A line of the chat that is judged; notes are for operators, and so in it. */
export type ReviewLineDto = {
  seq: number;
  kind: "message" | "note";
  by: "visitor" | "operator";
  name: string;
  body: string;
  fileName: string | null;
  at: string;
};

export type ReviewedOperator = { id: string; name: string };
export type ReviewPageDto = {
  chat: { id: string; visitorName: string; departmentName: string; beganAt: string; rating: number | null };
  lines: ReviewLineDto[];
  /** Who can be judged, or, for the judged one, they alone. */
  operators: ReviewedOperator[];
  criteria: CriterionDto[];
  reviews: ReviewDto[];
  /** When the judgement of the reader was changed that they have not read, ISO 8601; null: there is none. */
  unread: string | null;
  mayReview: boolean;
};

export type ReviewRowDto = {
  chatId: string;
  operator: ReviewedOperator;
  departmentName: string;
  visitorName: string;
  reviewerName: string;
  score: number;
  at: string;
  /** It is of the reader, who has not read it. */
  isUnread: boolean;
};
/** An average of scores; `key` is an id, the first day of a week, or the name of a criterion. */
export type ReviewMean = { key: string; name: string; score: number; count: number };
export type ReviewsDto = {
  rows: ReviewRowDto[];
  hasMore: boolean;
  mean: number | null;
  count: number;
  weeks: ReviewMean[];
  operators: ReviewMean[];
  departments: ReviewMean[];
  criteria: ReviewMean[];
  /** By what a supervisor can choose; empty for an operator, who sees their own. */
  choices: { departments: ReviewedOperator[]; operators: ReviewedOperator[] };
};
