import { and, desc, eq, gte, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rows } from "@/db/rows";
import { chats, company, departmentMembers, departments, operators, reviews } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import type { ReviewMean, ReviewRowDto, ReviewsDto, ReviewsQuery } from "./schemas";

/** Reviews that are listed one by one. */
const LISTED_MAX = 100;
const MEANS_MAX = 200;

/**
 * What was judged lately, and how that goes: of themselves for an operator, of their departments and of themselves for a
 * supervisor, of all for an admin.
 */
export async function listReviews(db: Db, actor: OperatorActor, query: ReviewsQuery): Promise<ReviewsDto> {
  const where = wantedReviews(actor, query);
  const zone = await readZone(db);
  const [listed, [whole], weeks, byOperator, byDepartment, criteria, choices] = await Promise.all([
    readRows(db, actor, where),
    readMeans(db, where, sql`''`, sql`''`),
    readMeans(
      db,
      where,
      sql`to_char(date_trunc('week', ${reviews.createdAt} at time zone ${zone}::text), 'YYYY-MM-DD')`,
      sql`''`,
    ),
    readMeans(db, where, sql`${operators.id}::text`, sql`${operators.name}`),
    readMeans(db, where, sql`${departments.id}::text`, sql`${departments.name}`),
    readCriteria(db, where),
    actor.role === "operator" ? { departments: [], operators: [] } : readChoices(db, actor),
  ]);
  return {
    rows: listed.slice(0, LISTED_MAX),
    hasMore: listed.length > LISTED_MAX,
    mean: whole?.score ?? null,
    count: whole?.count ?? 0,
    weeks: weeks.toSorted((one, other) => one.key.localeCompare(other.key)),
    operators: byOperator,
    departments: byDepartment,
    criteria,
    choices,
  };
}

/** Which reviews a query means for who asks. */
export const wantedReviews = (actor: OperatorActor, { days, department, operator }: ReviewsQuery): SQL | undefined =>
  and(
    gte(reviews.createdAt, sql`now() - make_interval(days => ${days})`),
    visibleTo(actor),
    department ? eq(reviews.departmentId, department) : undefined,
    operator ? eq(reviews.operatorId, operator) : undefined,
  );

/** Where weeks begin: in the company's time zone, or, where it has none, in that of most departments. */
export async function readZone(db: Db): Promise<string> {
  const [row] = await rows<{ zone: string | null }>(
    db,
    sql`select coalesce((select time_zone from ${company}),
      (select mode() within group (order by time_zone) from ${departments})) as zone`,
  );
  return row?.zone ?? "UTC";
}

function visibleTo({ role, operatorId }: OperatorActor): SQL | undefined {
  if (role === "admin") return undefined;
  const own = sql`${reviews.operatorId} = ${operatorId}`;
  if (role === "operator") return own;
  return sql`(${own} or ${reviews.departmentId} in (
    select ${departmentMembers.departmentId} from ${departmentMembers} where ${departmentMembers.operatorId} = ${operatorId}))`;
}

export const reviewers = alias(operators, "reviewers");

async function readRows(db: Db, { operatorId }: OperatorActor, where: SQL | undefined): Promise<ReviewRowDto[]> {
  const found = await db
    .select({
      chatId: reviews.chatId,
      operator: { id: operators.id, name: operators.name },
      departmentName: departments.name,
      visitorName: chats.visitorName,
      reviewerName: reviewers.name,
      score: reviews.score,
      at: reviews.createdAt,
      isUnread: sql<boolean>`${reviews.operatorId} = ${operatorId}::uuid and ${reviews.readAt} is null`,
    })
    .from(reviews)
    .innerJoin(chats, eq(chats.id, reviews.chatId))
    .innerJoin(operators, eq(operators.id, reviews.operatorId))
    .innerJoin(reviewers, eq(reviewers.id, reviews.reviewerId))
    .innerJoin(departments, eq(departments.id, reviews.departmentId))
    .where(where)
    .orderBy(desc(reviews.createdAt), desc(reviews.id))
    .limit(LISTED_MAX + 1);
  return found.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

async function readMeans(db: Db, where: SQL | undefined, key: SQL, name: SQL): Promise<ReviewMean[]> {
  const found = await db
    .select({
      key: sql<string>`${key}`.as("key"),
      name: sql<string>`${name}`.as("name"),
      score: sql`round(avg(${reviews.score}), 1)`.mapWith(Number),
      count: sql`count(*)`.mapWith(Number),
    })
    .from(reviews)
    .innerJoin(operators, eq(operators.id, reviews.operatorId))
    .innerJoin(departments, eq(departments.id, reviews.departmentId))
    .where(where)
    .groupBy(sql`1, 2`)
    .orderBy(sql`4 desc, 1`)
    .limit(MEANS_MAX);
  return found;
}

/** By what criterion it goes well or badly, under the names that they had. */
async function readCriteria(db: Db, where: SQL | undefined): Promise<ReviewMean[]> {
  const found = await rows<{ name: string; score: string; count: string }>(
    db,
    sql`select p.name, round(avg((p.points - 1) * 25), 1) as score, count(*) as count
      from ${reviews} cross join lateral jsonb_to_recordset(${reviews.points}) as p (name text, points int)
      where ${where} and p.points is not null
      group by p.name order by avg(p.points), p.name limit ${MEANS_MAX}`,
  );
  return found.map(({ name, score, count }) => ({ key: name, name, score: Number(score), count: Number(count) }));
}

async function readChoices(db: Db, { role, operatorId }: OperatorActor): Promise<ReviewsDto["choices"]> {
  const mine = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, operatorId));
  const isAll = role === "admin";
  const [places, people] = await Promise.all([
    db
      .select({ id: departments.id, name: departments.name })
      .from(departments)
      .where(isAll ? undefined : inArray(departments.id, mine))
      .orderBy(departments.name),
    db
      .selectDistinct({ id: operators.id, name: operators.name })
      .from(operators)
      .innerJoin(reviews, eq(reviews.operatorId, operators.id))
      .where(isAll ? undefined : inArray(reviews.departmentId, mine))
      .orderBy(operators.name),
  ]);
  return { departments: places, operators: people };
}
