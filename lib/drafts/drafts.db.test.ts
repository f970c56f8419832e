import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { drafts } from "@/db/schema";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { asOperator, asRole } from "@/tests/support/factories";
import { race } from "@/tests/support/races";
import { ownedChat } from "@/tests/support/scenes";
import { deleteOldDrafts } from "./delete-old-drafts";
import { listOwnDrafts, listOwnDraftsOf } from "./queries";
import { saveDraft } from "./save-draft";
import { DRAFT_MAX, draftInput } from "./schemas";

type Operator = Awaited<ReturnType<typeof asOperator>>;
const reply = (ctx: Operator, id: string, body: string) => saveDraft(ctx, id, { kind: "reply", body });
const own = async (ctx: Operator) => (await listOwnDrafts(ctx.db, ctx.actor)).map(({ kind, body }) => [kind, body]);

describe("a draft", () => {
  test("is kept for its writer, reply and note apart, under a number that grows", async () => {
    const { id, owner } = await ownedChat();
    const first = await reply(owner, id, "Dear Vera");
    const second = await reply(owner, id, "Dear Vera, ");
    expect(second.version).toBeGreaterThan(first.version);
    await saveDraft(owner, id, { kind: "note", body: "difficult" });
    expect((await own(owner)).sort()).toEqual([
      ["note", "difficult"],
      ["reply", "Dear Vera, "],
    ]);
  });

  test("is told to its writer's devices alone, and never with its text", async () => {
    const { id, owner } = await ownedChat();
    const { version } = await reply(owner, id, "a secret thought");
    expect(owner.published).toEqual([
      {
        channel: "operator",
        id: owner.actor.operatorId,
        name: "draft.changed",
        data: { chatId: id, kind: "reply", version },
      },
    ]);
  });

  test("is nobody else's to read: not a colleague's, a supervisor's or an admin's", async () => {
    const { id, owner, department } = await ownedChat();
    await reply(owner, id, "a secret thought");
    for (const ctx of [
      await asOperator(department.id),
      await asRole("supervisor", department.id),
      await asRole("admin"),
    ]) {
      expect(await own(ctx)).toEqual([]);
      expect(await listOwnDraftsOf(ctx.db, ctx.actor, id)).toEqual([]);
      await reply(ctx, id, "mine");
    }
    expect(await own(owner)).toEqual([["reply", "a secret thought"]]);
  });

  test("is refused in a chat that its writer may not see, and in one that is none", async () => {
    const { id } = await ownedChat();
    const stranger = await asOperator();
    await expect(reply(stranger, id, "x")).rejects.toMatchObject({ code: "forbidden" });
    await expect(reply(stranger, stranger.actor.operatorId, "x")).rejects.toMatchObject({ code: "not_found" });
  });

  test("that was sent stays as an empty one, so that a device that slept learns of it, for a month", async () => {
    const { id, owner } = await ownedChat();
    const { version } = await reply(owner, id, "Hello");
    const sent = await reply(owner, id, "");
    expect(await own(owner)).toEqual([]);
    expect(await listOwnDraftsOf(owner.db, owner.actor, id)).toEqual([{ ...sent, body: "" }]);
    expect(sent.version).toBeGreaterThan(version);
    await deleteOldDrafts(owner.db);
    expect(await listOwnDraftsOf(owner.db, owner.actor, id)).toHaveLength(1);
    await owner.db.update(drafts).set({ updatedAt: sql`now() - interval '31 days'` });
    await deleteOldDrafts(owner.db);
    expect(await listOwnDraftsOf(owner.db, owner.actor, id)).toEqual([]);
    expect((await reply(owner, id, "Again")).version).toBeGreaterThan(sent.version);
  });

  test("of two devices that write at once, the one with the higher number is kept, and both know", async () => {
    const { id, owner } = await ownedChat();
    for (let round = 0; round < 6; round++) {
      const bodies = [`phone ${round}`, `desk ${round}`];
      const ends = await race(round, ...bodies.map((body) => () => reply(owner, id, body)));
      const written = ends.map(({ value }) => value as Awaited<ReturnType<typeof reply>>);
      const [last] = [...written].sort((one, other) => other.version - one.version);
      expect(new Set(written.map(({ version }) => version)).size).toBe(2);
      expect(await listOwnDraftsOf(owner.db, owner.actor, id)).toEqual([last]);
    }
  });

  test("goes with the visitor who has everything erased, and none comes after", async () => {
    const { id, owner, visitor } = await ownedChat();
    await reply(owner, id, "Dear Vera");
    await eraseVisitor(visitor);
    expect(await listOwnDraftsOf(owner.db, owner.actor, id)).toEqual([]);
    await expect(reply(owner, id, "Dear Vera")).rejects.toMatchObject({ code: "not_found" });
  });

  test("written while the visitor erases everything is not there afterwards", async () => {
    for (let round = 0; round < 4; round++) {
      const { id, owner, visitor } = await ownedChat();
      await race(
        round,
        () => reply(owner, id, "Dear Vera"),
        () => eraseVisitor(visitor),
      );
      expect(await listOwnDraftsOf(owner.db, owner.actor, id)).toEqual([]);
    }
  });
});

test("a draft has a size, keeps its blanks inside, and of blanks alone is none", () => {
  const parse = (body: string) => draftInput.safeParse({ kind: "reply", body });
  expect(parse("x".repeat(DRAFT_MAX)).success).toBe(true);
  expect(parse("x".repeat(DRAFT_MAX + 1)).success).toBe(false);
  expect(parse(" a \n").data?.body).toBe(" a \n");
  expect(parse(" \n ").data?.body).toBe("");
  expect(parse("a\0b\ud800").data?.body).toBe("ab\ufffd");
});
