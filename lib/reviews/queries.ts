import { and, asc, count, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { chatEvents, chats, departments, files, legs, operators, reviewCriteria, reviews } from "@/db/schema";
import type { Db } from "@/db/types";
import { canSeeDepartment } from "@/lib/chats/access";
import type { OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { CriterionDto, ReviewDto, ReviewedOperator, ReviewLineDto, ReviewPageDto } from "./schemas";

/** Lines of one chat that are shown to whoever judges it, the first ones. */
const LINES_MAX = 1000;

/** The company's card, in its order. */
export const getCard = (db: Db): Promise<CriterionDto[]> =>
  db
    .select({
      id: reviewCriteria.id,
      name: reviewCriteria.name,
      hint: reviewCriteria.hint,
      weight: reviewCriteria.weight,
    })
    .from(reviewCriteria)
    .orderBy(asc(reviewCriteria.position));

/** The operators who had a chat, in their order. */
export async function listServed(db: Db, chatId: string): Promise<ReviewedOperator[]> {
  const found = await db
    .select({ id: operators.id, name: operators.name })
    .from(legs)
    .innerJoin(operators, eq(operators.id, legs.operatorId))
    .where(and(eq(legs.chatId, chatId), isNotNull(legs.assignedAt)))
    .orderBy(asc(legs.fromSeq));
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

/**
 * A chat that is over, with what is and can be judged: all of it for who supervises its department, and for an operator
 * the judgement of themselves. @throws DomainError `not_found` for everybody else
 */
export async function getReviewPage(db: Db, actor: OperatorActor, chatId: string): Promise<ReviewPageDto> {
  const [found] = await db
    .select({ chat: chats, departmentName: departments.name })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .where(and(eq(chats.id, chatId), eq(chats.status, "closed")));
  if (!found) throw notFound();
  const { chat, departmentName } = found;
  const isOver = actor.role !== "operator" && (await canSeeDepartment(db, actor, chat.departmentId));
  const [all, served] = await Promise.all([readReviews(db, chatId), listServed(db, chatId)]);
  const mine = all.find(({ operatorId }) => operatorId === actor.operatorId);
  const shown = isOver ? all : all.filter(({ operatorId }) => operatorId === actor.operatorId);
  if (!isOver && shown.length === 0) throw notFound();
  const judged = served.filter(({ id }) => (isOver ? id !== actor.operatorId : id === actor.operatorId));
  return {
    chat: {
      id: chat.id,
      visitorName: chat.visitorName,
      departmentName,
      beganAt: chat.createdAt.toISOString(),
      rating: chat.rating,
    },
    lines: await readLines(db, chatId),
    operators: judged,
    criteria: await getCard(db),
    reviews: shown.map(({ isRead: _, ...review }) => review),
    unread: mine && !mine.isRead ? mine.updatedAt : null,
    mayReview: isOver && chat.erasedAt === null && judged.length > 0,
  };
}

/** Judgements of them that an operator has not read, in chats whose reviews can be opened now. */
export const countUnreadReviews = async (db: Db, { operatorId }: OperatorActor): Promise<number> => {
  const [row] = await db
    .select({ unread: count() })
    .from(reviews)
    .innerJoin(chats, eq(chats.id, reviews.chatId))
    .where(and(eq(reviews.operatorId, operatorId), isNull(reviews.readAt), eq(chats.status, "closed")));
  return row?.unread ?? 0;
};

async function readReviews(db: Db, chatId: string): Promise<(ReviewDto & { isRead: boolean })[]> {
  const found = await db
    .select({ review: reviews, reviewerName: operators.name })
    .from(reviews)
    .innerJoin(operators, eq(operators.id, reviews.reviewerId))
    .where(eq(reviews.chatId, chatId));
  return found.map(({ review: { operatorId, points, score, comment, remarks, updatedAt, readAt }, reviewerName }) => ({
    operatorId,
    reviewerName,
    points,
    score,
    comment,
    remarks,
    updatedAt: updatedAt.toISOString(),
    isRead: readAt !== null,
  }));
}

async function readLines(db: Db, chatId: string): Promise<ReviewLineDto[]> {
  const found = await db
    .select({
      seq: chatEvents.seq,
      kind: chatEvents.kind,
      by: chatEvents.senderType,
      name: operators.name,
      body: chatEvents.body,
      fileName: files.name,
      at: chatEvents.createdAt,
    })
    .from(chatEvents)
    .leftJoin(operators, and(eq(operators.id, chatEvents.senderId), eq(chatEvents.senderType, "operator")))
    .leftJoin(files, eq(files.id, chatEvents.fileId))
    .where(and(eq(chatEvents.chatId, chatId), inArray(chatEvents.kind, ["message", "note"])))
    .orderBy(asc(chatEvents.seq))
    .limit(LINES_MAX);
  return found.flatMap(({ kind, by, name, body, at, ...line }) =>
    by === "system" || (kind !== "message" && kind !== "note")
      ? []
      : [{ ...line, kind, by, name: name ?? "", body: body ?? "", at: at.toISOString() }],
  );
}
