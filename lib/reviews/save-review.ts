import { and, eq, inArray, sql } from "drizzle-orm";
import { chatEvents, chats, reviewCriteria, reviews } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { assertSupervises } from "@/lib/supervision/access";
import { listServed } from "./queries";
import { type ReviewPoint, scoreOf } from "./rules";
import type { ReviewInput } from "./schemas";

/**
 * Judges how an operator did in a chat that is over, or changes that judgement.
 * @throws DomainError `not_found`; `forbidden` for who does not supervise the chat's department, and for everybody about
 * themselves; `conflict` for an open or erased chat, for a card that has changed meanwhile, and when somebody else has
 * judged it since (`seen`); `invalid` for an operator who was not in it, and for remarks on what is no message of it
 * Emits `review.told` to the judged one, for whom it is unread, also when it was changed.
 */
export async function saveReview(ctx: Context<OperatorActor>, chatId: string, input: ReviewInput): Promise<void> {
  const { actor } = ctx;
  await commit(ctx, async (tx, emit) => {
    // Whoever erases or reopens it waits, or has been there before.
    const [chat] = await tx.select().from(chats).where(eq(chats.id, chatId)).for("share");
    if (!chat) throw notFound();
    await assertSupervises(tx, actor, chat.departmentId);
    if (input.operatorId === actor.operatorId) throw new DomainError("forbidden", "Nobody judges themselves");
    if (chat.status !== "closed" || chat.erasedAt) throw new DomainError("conflict", "This chat cannot be judged now");
    if (!(await listServed(tx, chatId)).some(({ id }) => id === input.operatorId)) {
      throw new DomainError("invalid", "They were not in this chat", { fields: { operatorId: "choice" } });
    }
    await assertMessages(tx, chatId, input);
    const points = await pointsOf(tx, input);
    const score = scoreOf(points);
    if (score === null) throw new DomainError("invalid", "Nothing was judged", { fields: { points: "required" } });
    const values = { points, score, comment: input.comment, remarks: input.remarks, reviewerId: actor.operatorId };
    const isSeen =
      input.seen === null
        ? sql`false`
        : sql`date_trunc('milliseconds', ${reviews.updatedAt}) = ${input.seen}::timestamptz`;
    const saved = await tx
      .insert(reviews)
      .values({ ...values, chatId, departmentId: chat.departmentId, operatorId: input.operatorId })
      .onConflictDoUpdate({
        target: [reviews.chatId, reviews.operatorId],
        set: { ...values, departmentId: chat.departmentId, updatedAt: sql`clock_timestamp()`, readAt: null },
        setWhere: isSeen,
      })
      .returning({ id: reviews.id });
    if (saved.length === 0) throw new DomainError("conflict", "Somebody else has judged this chat meanwhile");
    const data = { chatId, byName: actor.name };
    emit({ channel: "operator", id: input.operatorId, name: "review.told", data });
  });
}

async function assertMessages(tx: Transaction, chatId: string, { remarks }: ReviewInput): Promise<void> {
  if (remarks.length === 0) return;
  const seqs = remarks.map(({ seq }) => seq);
  const isMessage = inArray(chatEvents.kind, ["message", "note"]);
  const found = await tx.$count(
    chatEvents,
    and(eq(chatEvents.chatId, chatId), inArray(chatEvents.seq, seqs), isMessage),
  );
  if (found < seqs.length) throw new DomainError("invalid", "No such message", { fields: { remarks: "invalid" } });
}

/** The points with names and weights as they are now; the card must be the one that was judged by. */
async function pointsOf(tx: Transaction, input: ReviewInput): Promise<ReviewPoint[]> {
  const criteria = await tx.select().from(reviewCriteria).orderBy(reviewCriteria.position).for("share");
  const given = new Map(input.points.map(({ criterionId, points }) => [criterionId, points]));
  const isSame = criteria.length === given.size && criteria.every(({ id }) => given.has(id));
  if (!isSame) throw new DomainError("conflict", "The card has changed meanwhile");
  return criteria.map(({ id, name, weight }) => ({ criterionId: id, name, weight, points: given.get(id) ?? null }));
}
