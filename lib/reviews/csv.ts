import { and, desc, eq, sql } from "drizzle-orm";
import { departments, operators, reviews } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { csvLine, localTimes } from "@/lib/reports/csv";
import { readZone, reviewers, wantedReviews } from "./list-reviews";
import type { ReviewPoint } from "./rules";
import type { ReviewsQuery } from "./schemas";

/** Reviews that are read at once. */
const LOOK = 500;

const HEAD = [
  "chat",
  "reviewed_at",
  "reviewed_local",
  "department",
  "operator",
  "reviewer",
  "score",
  "points",
  "comment",
  "remarks",
];

/**
 * The reviews that `listReviews` counts, newest first, as lines of CSV. Points are `name: 1 to 5` under the names that
 * criteria had, because the card changes; of the visitor there is the chat's id alone. Read in pieces.
 */
export async function* reviewsCsv(db: Db, actor: OperatorActor, query: ReviewsQuery): AsyncGenerator<string> {
  yield `\ufeff${csvLine(HEAD)}`;
  const local = localTimes(await readZone(db));
  let after: string | null = null;
  do {
    const found: Awaited<ReturnType<typeof readPiece>> = await readPiece(db, actor, query, after);
    if (found.length > 0) yield found.map((row) => lineOf(row, local)).join("");
    after = found.length < LOOK ? null : (found.at(-1)?.id ?? null);
  } while (after);
}

const readPiece = (db: Db, actor: OperatorActor, query: ReviewsQuery, after: string | null) =>
  db
    .select({
      id: reviews.id,
      chatId: reviews.chatId,
      at: reviews.createdAt,
      department: departments.name,
      operator: operators.name,
      reviewer: reviewers.name,
      score: reviews.score,
      points: reviews.points,
      comment: reviews.comment,
      remarks: reviews.remarks,
    })
    .from(reviews)
    .innerJoin(operators, eq(operators.id, reviews.operatorId))
    .innerJoin(reviewers, eq(reviewers.id, reviews.reviewerId))
    .innerJoin(departments, eq(departments.id, reviews.departmentId))
    .where(
      and(
        wantedReviews(actor, query),
        after === null
          ? undefined
          : sql`(${reviews.createdAt}, ${reviews.id}) < (select r.created_at, r.id from reviews r where r.id = ${after}::uuid)`,
      ),
    )
    .orderBy(desc(reviews.createdAt), desc(reviews.id))
    .limit(LOOK);

type Row = Awaited<ReturnType<typeof readPiece>>[number];

const lineOf = ({ at, points, remarks, ...row }: Row, local: (at: Date) => string) =>
  csvLine([
    row.chatId,
    at.toISOString(),
    local(at),
    row.department,
    row.operator,
    row.reviewer,
    row.score,
    points.flatMap(wordOf).join("; "),
    row.comment,
    remarks.map(({ text }) => text).join("\n"),
  ]);

const wordOf = ({ name, points }: ReviewPoint) => (points === null ? [] : [`${name}: ${points}`]);
