import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { reviews } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { deleteOldChats } from "@/lib/retention/delete-batch";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { ageChat } from "@/tests/support/age-chat";
import { operatorOf, text, timelineOf } from "@/tests/support/chat-rows";
import { asOperator, asRole } from "@/tests/support/factories";
import { codes, race } from "@/tests/support/races";
import { ownedChat } from "@/tests/support/scenes";
import { listReviews } from "./list-reviews";
import { countUnreadReviews, getCard, getReviewPage } from "./queries";
import { readReview } from "./read-review";
import { saveCard } from "./save-card";
import { saveReview } from "./save-review";
import { type ReviewInput, reviewsQuery } from "./schemas";

const query = reviewsQuery.parse({});
const NAMES = ["Greeting", "Solution"];

/** The card is one for the whole installation: what stands on it is what these tests need. */
async function card() {
  const admin = await asRole("admin");
  const known = await getCard(admin.db);
  const isReady = known.length === NAMES.length && known.every(({ name }) => NAMES.includes(name));
  if (!isReady)
    await saveCard(admin, { criteria: NAMES.map((name, i) => ({ name, hint: "", weight: i === 0 ? 1 : 3 })) });
  return { admin, criteria: await getCard(admin.db) };
}

/** A closed chat with an answer, and somebody who supervises its department. */
async function closedChat() {
  const { admin, criteria } = await card();
  const scene = await ownedChat();
  await sendMessage(scene.owner, scene.id, text("Here you are."));
  await closeChat(scene.owner, scene.id);
  const boss = await asRole("supervisor", scene.department.id);
  const message = (await timelineOf(scene.id)).find(({ body }) => body === "Here you are.");
  const input = (values: Partial<ReviewInput> = {}): ReviewInput => ({
    operatorId: scene.owner.actor.operatorId,
    points: criteria.map(({ id }, index) => ({ criterionId: id, points: index === 0 ? 5 : 3 })),
    comment: "Well done",
    remarks: [{ seq: message?.seq ?? 0, text: "Short and right" }],
    seen: null,
    ...values,
  });
  return { ...scene, admin, boss, criteria, input };
}

const pageOf = async ({ db, actor }: Awaited<ReturnType<typeof asOperator>>, id: string) =>
  getReviewPage(db, actor, id);

describe("reviewing a closed chat", () => {
  test("gives the operator a score by the weights, with comment and remarks, which they alone of their team read", async () => {
    const { id, owner, boss, department, input } = await closedChat();
    await saveReview(boss, id, input());
    const page = await pageOf(owner, id);
    expect(page).toMatchObject({ mayReview: false, operators: [{ id: owner.actor.operatorId }] });
    // 1 × 100 and 3 × 50.
    expect(page.reviews).toEqual([
      expect.objectContaining({
        score: 63,
        comment: "Well done",
        remarks: [{ seq: expect.any(Number), text: "Short and right" }],
      }),
    ]);
    const colleague = await asOperator(department.id);
    await expect(pageOf(colleague, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listReviews(colleague.db, colleague.actor, query)).rows).toEqual([]);
    expect(await listReviews(owner.db, owner.actor, query)).toMatchObject({
      count: 1,
      mean: 63,
      choices: { operators: [] },
    });
  });

  test("is for who supervises its department, and nobody judges themselves", async () => {
    const { id, owner, department, input, admin } = await closedChat();
    const stranger = await asRole("supervisor");
    await expect(saveReview(stranger, id, input())).rejects.toMatchObject({ code: "forbidden" });
    await expect(saveReview(owner, id, input())).rejects.toMatchObject({ code: "forbidden" });
    await expect(pageOf(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    const self = await asRole("supervisor", department.id);
    await expect(saveReview(self, id, input({ operatorId: self.actor.operatorId }))).rejects.toMatchObject({
      code: "forbidden",
    });
    await saveReview(admin, id, input());
    expect((await listReviews(stranger.db, stranger.actor, query)).rows).toEqual([]);
  });

  test("refuses an open chat, an operator who was not in it, a remark on no message, and no judgement at all", async () => {
    const { id, boss, criteria, input } = await closedChat();
    const open = await ownedChat();
    const openBoss = await asRole("supervisor", open.department.id);
    const ofOpen = input({ operatorId: open.owner.actor.operatorId, remarks: [] });
    await expect(saveReview(openBoss, open.id, ofOpen)).rejects.toMatchObject({ code: "conflict" });
    const other = await asOperator();
    await expect(saveReview(boss, id, input({ operatorId: other.actor.operatorId }))).rejects.toMatchObject({
      fields: { operatorId: "choice" },
    });
    await expect(saveReview(boss, id, input({ remarks: [{ seq: 1, text: "?" }] }))).rejects.toMatchObject({
      fields: { remarks: "invalid" },
    });
    const none = criteria.map(({ id: criterionId }) => ({ criterionId, points: null }));
    await expect(saveReview(boss, id, input({ points: none }))).rejects.toMatchObject({
      fields: { points: "required" },
    });
  });

  test("of two at the same moment one is kept, and the other is told", async () => {
    const { id, boss, admin, input } = await closedChat();
    const answers = await race(
      0,
      () => saveReview(boss, id, input({ comment: "One" })),
      () => saveReview(admin, id, input({ comment: "Other" })),
    );
    expect(codes(answers).sort()).toEqual(["conflict", "ok"]);
    expect(await boss.db.$count(reviews, eq(reviews.chatId, id))).toBe(1);
  });

  test("is changed by who has seen it, and by nobody else", async () => {
    const { id, boss, admin, input } = await closedChat();
    await saveReview(boss, id, input());
    const [first] = (await pageOf(boss, id)).reviews;
    await expect(saveReview(admin, id, input({ comment: "Blind" }))).rejects.toMatchObject({ code: "conflict" });
    await saveReview(admin, id, input({ comment: "Seen", seen: first?.updatedAt ?? null }));
    await expect(saveReview(boss, id, input({ seen: first?.updatedAt ?? null }))).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await pageOf(boss, id)).reviews).toEqual([expect.objectContaining({ comment: "Seen" })]);
  });

  test("keeps its criteria and weights when the card changes, and a form of the old card is refused", async () => {
    const { id, boss, admin, criteria, input } = await closedChat();
    await saveReview(boss, id, input());
    await saveCard(admin, {
      criteria: criteria.slice(1).map((one) => ({ ...one, name: "Solution, renamed", weight: 9 })),
    });
    const [kept] = (await pageOf(boss, id)).reviews;
    expect(kept?.points.map(({ name, weight }) => [name, weight])).toEqual([
      ["Greeting", 1],
      ["Solution", 3],
    ]);
    await expect(saveReview(boss, id, input({ seen: kept?.updatedAt ?? null }))).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(saveCard(admin, { criteria })).rejects.toMatchObject({ code: "conflict" });
  });

  test("adds up by week, operator, department and criterion", async () => {
    const { id, boss, owner, department, input } = await closedChat();
    await saveReview(boss, id, input());
    const list = await listReviews(boss.db, boss.actor, { ...query, department: department.id });
    expect(list).toMatchObject({ count: 1, mean: 63, weeks: [{ score: 63, count: 1 }] });
    expect(list.operators).toEqual([
      { key: owner.actor.operatorId, name: (await operatorOf(owner.actor.operatorId)).name, score: 63, count: 1 },
    ]);
    expect(list.criteria.map(({ name, score }) => [name, score])).toEqual([
      ["Solution", 50],
      ["Greeting", 100],
    ]);
    expect(list.choices.departments.map(({ id: one }) => one)).toEqual([department.id]);
  });

  test("loses its words with an erasure, and goes with its chat", async () => {
    const { id, boss, visitor, input } = await closedChat();
    await saveReview(boss, id, input());
    await eraseVisitor(visitor);
    expect((await pageOf(boss, id)).reviews).toEqual([
      expect.objectContaining({ comment: "", remarks: [], score: 63 }),
    ]);
    await expect(saveReview(boss, id, input())).rejects.toMatchObject({ code: "conflict" });
    await ageChat(id, 60 * 24 * 4000);
    await boss.db.transaction((tx) => deleteOldChats(tx, 3000));
    expect(await boss.db.$count(reviews, eq(reviews.chatId, id))).toBe(0);
  });
});

describe("the judged one", () => {
  test("is told of it, and it is unread until they have read that very judgement", async () => {
    const { id, owner, boss, department, input } = await closedChat();
    const unread = async () => ({
      counted: await countUnreadReviews(owner.db, owner.actor),
      listed: (await listReviews(owner.db, owner.actor, query)).rows.map(({ isUnread }) => isUnread),
    });
    const told = (ctx: typeof owner) => ctx.published.filter(({ name }) => name.startsWith("review."));
    expect(await unread()).toEqual({ counted: 0, listed: [] });
    await saveReview(boss, id, input());
    expect(told(boss)).toEqual([
      {
        channel: "operator",
        id: owner.actor.operatorId,
        name: "review.told",
        data: { chatId: id, byName: boss.actor.name },
      },
    ]);
    expect(await unread()).toEqual({ counted: 1, listed: [true] });
    const first = (await pageOf(owner, id)).unread ?? "";
    await saveReview(boss, id, input({ comment: "Better than I thought", seen: first }));
    expect(told(boss)).toHaveLength(2);

    // What they saw has changed since.
    expect(await readReview(owner, { chatId: id, seen: first })).toEqual({ unread: 1 });
    const seen = (await pageOf(owner, id)).unread ?? "";
    const colleague = await asOperator(department.id);
    for (const other of [boss, colleague]) expect(await readReview(other, { chatId: id, seen })).toEqual({ unread: 0 });
    expect(await unread()).toEqual({ counted: 1, listed: [true] });
    expect(await readReview(owner, { chatId: id, seen })).toEqual({ unread: 0 });
    expect(await readReview(owner, { chatId: id, seen })).toEqual({ unread: 0 });
    expect(told(owner)).toEqual([
      { channel: "operator", id: owner.actor.operatorId, name: "review.read", data: { chatId: id } },
    ]);
    expect(await unread()).toEqual({ counted: 0, listed: [false] });
    expect((await pageOf(owner, id)).unread).toBeNull();
    // For whoever reads over their shoulder it is no news.
    const [row] = (await listReviews(boss.db, boss.actor, query)).rows;
    expect(row?.isUnread).toBe(false);

    await saveReview(boss, id, input({ comment: "Once more", seen }));
    expect(await unread()).toEqual({ counted: 1, listed: [true] });
  });

  test("is not told of a number that they cannot open: their chat is open again", async () => {
    const { id, owner, boss, visitor, input } = await closedChat();
    await saveReview(boss, id, input());
    await sendMessage(visitor, id, text("One more thing", { reopen: true }));
    await expect(pageOf(owner, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await countUnreadReviews(owner.db, owner.actor)).toBe(0);
    await closeChat(boss, id);
    expect(await countUnreadReviews(owner.db, owner.actor)).toBe(1);
  });
});
