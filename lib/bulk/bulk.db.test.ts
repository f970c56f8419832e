import { describe, expect, test } from "vitest";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { getInboxChat } from "@/lib/chats/queries";
import { rateChat } from "@/lib/chats/visitor/rate-chat";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { deleteTag } from "@/lib/tags/change-tags";
import { createTag } from "@/lib/tags/create-tag";
import { chatOf, clocksOf, entriesOf, legsOf, setChat, text } from "@/tests/support/chat-rows";
import { asOperator, asRole, createChat, startInput, unique } from "@/tests/support/factories";
import { expectSound, race } from "@/tests/support/races";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { actOnChats } from "./act-on-chats";
import { UNDO_CLOSE_MINUTES } from "./rules";
import type { BulkAction, UndoItem } from "./schemas";
import { undoOnChats } from "./undo-on-chats";

type Operator = Awaited<ReturnType<typeof asOperator>>;
const act = async (ctx: Operator, action: BulkAction, ...chatIds: string[]) =>
  (await actOnChats(ctx, { action, chatIds })).results;
const codesOf = (results: { refused: { code: string } | null }[]) =>
  results.map(({ refused }) => refused?.code ?? "done");
const undo = async (ctx: Operator, results: { undo: UndoItem | null }[]) =>
  codesOf(
    (
      await undoOnChats(
        ctx,
        results.flatMap((result) => result.undo ?? []),
      )
    ).results,
  );
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const tagsOf = async (ctx: Operator, id: string) => (await getInboxChat(ctx.db, id)).tags.map((tag) => tag.id);

describe("one thing done with many chats", () => {
  test("is done for each by itself: a refusal of one says why and hinders no other", async () => {
    const mine = await ownedChat();
    const other = await ownedChat();
    const stranger = await ownedChat();
    await setChat(other.id, { departmentId: mine.department.id });
    const results = await act(mine.owner, { do: "close" }, other.id, stranger.id, mine.id, mine.owner.actor.operatorId);
    expect(codesOf(results)).toEqual(["not_owner", "forbidden", "done", "not_found"]);
    expect(results[0]?.refused?.owner).toBe(other.owner.actor.name);
    expect(await chatOf(mine.id)).toMatchObject({ status: "closed" });
    expect(await chatOf(other.id)).toMatchObject({ status: "active" });
  });

  test("asks for a tag where the department does", async () => {
    const plain = await ownedChat();
    const strict = await ownedChat({ requiresTag: true });
    await setChat(strict.id, { departmentId: strict.department.id, operatorId: plain.owner.actor.operatorId });
    expect(codesOf(await act(plain.owner, { do: "close" }, plain.id, strict.id))).toEqual(["done", "tag_required"]);
  });

  test("twice is harmless, and named twice it is done once", async () => {
    const { id, owner } = await ownedChat();
    expect(await act(owner, { do: "close" }, id, id)).toHaveLength(1);
    const again = await act(owner, { do: "close" }, id);
    expect(again).toEqual([{ chatId: id, refused: null, undo: null }]);
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "closed")).toHaveLength(1);
  });

  test("can be claiming, handing on, tagging, snoozing, waking and reading", async () => {
    const { owner, department, id } = await ownedChat();
    const { id: waits } = await createChat(department);
    const there = await waitingChat();
    const { tag } = await createTag(owner, { name: unique("Tag") });
    expect(codesOf(await act(owner, { do: "claim" }, waits, id))).toEqual(["done", "done"]);
    expect(codesOf(await act(owner, { do: "tag", add: [tag.id], remove: [] }, id))).toEqual(["done"]);
    expect(codesOf(await act(owner, { do: "unread", unread: true }, id))).toEqual(["done"]);
    expect(codesOf(await act(owner, { do: "unread", unread: false }, id))).toEqual(["done"]);
    expect(codesOf(await act(owner, { do: "snooze", until: inHours(1) }, id))).toEqual(["done"]);
    expect(codesOf(await act(owner, { do: "wake" }, id))).toEqual(["done"]);
    const moved = await act(owner, { do: "transfer", departmentId: there.department.id }, waits);
    expect(moved).toEqual([{ chatId: waits, refused: null, undo: null }]);
    await expectSound([id, waits]);
  });
});

describe("taking back", () => {
  test("a close gives the chat to whom it belonged, in a leg of its own, with its clocks", async () => {
    const { id, owner, visitor } = await ownedChat();
    const results = await act(owner, { do: "close" }, id);
    expect(await undo(owner, results)).toEqual(["done"]);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: owner.actor.operatorId, closedAt: null });
    expect((await entriesOf(id)).kinds.slice(-3)).toEqual(["closed", "reopened", "claimed"]);
    expect((await legsOf(id)).map(({ reason }) => reason)).toEqual(["closed", null]);
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
    await expectSound([id]);
    await sendMessage(visitor, id, text("Thanks for coming back"));
    expect(await undo(owner, results)).toEqual(["conflict"]);
  });

  test("a close of what waited puts it back at its place", async () => {
    const { id, department } = await waitingChat();
    const { queuedSince } = await chatOf(id);
    const supervisor = await asRole("supervisor", department.id);
    expect(await undo(supervisor, await act(supervisor, { do: "close" }, id))).toEqual(["done"]);
    expect(await chatOf(id)).toMatchObject({ status: "queued", operatorId: null, queuedSince });
    await expectSound([id]);
  });

  test("is refused once anything has happened since", async () => {
    const rated = await ownedChat();
    const closed = await act(rated.owner, { do: "close" }, rated.id);
    await rateChat(rated.visitor, rated.id, { score: 2, comment: "" });
    expect(await undo(rated.owner, closed)).toEqual(["conflict"]);
    const snoozed = await ownedChat();
    const asleep = await act(snoozed.owner, { do: "snooze", until: inHours(1) }, snoozed.id);
    await sendMessage(snoozed.visitor, snoozed.id, text("Hello?"));
    expect(await undo(snoozed.owner, asleep)).toEqual(["conflict"]);
  });

  test("a close is refused when the visitor has begun another chat, and after its time", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    const results = await act(owner, { do: "close" }, id);
    await startChat(visitor, visitor.token, startInput(department.key), "test browser");
    expect(await undo(owner, results)).toEqual(["conflict"]);
    const late = await ownedChat();
    const closed = await act(late.owner, { do: "close" }, late.id);
    await setChat(late.id, { closedAt: new Date(Date.now() - (UNDO_CLOSE_MINUTES + 1) * 60_000) });
    expect(await undo(late.owner, closed)).toEqual(["conflict"]);
  });

  test("is of one's own deeds alone", async () => {
    const { id, owner, department } = await ownedChat();
    const results = await act(owner, { do: "close" }, id);
    expect(await undo(await asRole("admin"), results)).toEqual(["conflict"]);
    expect(await undo(await asOperator(department.id), results)).toEqual(["conflict"]);
    expect(await undo(await asOperator(), results)).toEqual(["forbidden"]);
    // Numbers of somebody else's entries are no way in either.
    expect(await undo(owner, [{ undo: { chatId: id, from: 1, seq: (await chatOf(id)).lastSeq } }])).toEqual([
      "conflict",
    ]);
    expect(await undo(owner, results)).toEqual(["done"]);
  });

  test("a snooze takes the chat up again, or leaves it on hold where it was", async () => {
    const [plain, held] = [await ownedChat(), await ownedChat()];
    await holdChat(held.owner, held.id, true);
    const { heldAt } = await chatOf(held.id);
    for (const [scene, expected] of [
      [plain, { heldAt: null, snoozedUntil: null, markedUnreadAt: null }],
      [held, { heldAt, snoozedUntil: null }],
    ] as const) {
      const results = await act(scene.owner, { do: "snooze", until: inHours(3) }, scene.id);
      expect(await undo(scene.owner, results)).toEqual(["done"]);
      expect(await chatOf(scene.id)).toMatchObject(expected);
      await expectSound([scene.id]);
    }
  });

  test("tags takes off what was put on, all of it, puts back what was taken off, and nothing else", async () => {
    const { id, owner } = await ownedChat();
    const [kept, one, two, gone] = await Promise.all(
      ["a", "b", "c", "d"].map(async (name) => (await createTag(owner, { name: unique(name) })).tag.id),
    );
    if (!kept || !one || !two || !gone) throw new Error("no tags");
    await act(owner, { do: "tag", add: [kept, gone], remove: [] }, id);
    const results = await act(owner, { do: "tag", add: [kept, one, two], remove: [gone] }, id);
    expect((await tagsOf(owner, id)).sort()).toEqual([kept, one, two].sort());
    await deleteTag(await asRole("admin"), two);
    expect(await undo(owner, results)).toEqual(["done"]);
    expect((await tagsOf(owner, id)).sort()).toEqual([kept, gone].sort());
    const removed = await act(owner, { do: "tag", add: [], remove: [gone] }, id);
    await deleteTag(await asRole("admin"), gone);
    expect(await undo(owner, removed)).toEqual(["done"]);
    expect(await tagsOf(owner, id)).toEqual([kept]);
  });

  test("and the visitor's word, crossing: either it is taken back and the word stands in the open chat, or it is not", async () => {
    for (let round = 0; round < 6; round++) {
      const { id, owner, visitor } = await ownedChat();
      const results = await act(owner, { do: "close" }, id);
      const message = { ...text("Wait!"), reopen: true };
      const [undone] = await race(
        round,
        () => undo(owner, results),
        () => sendMessage(visitor, id, message),
      );
      expect([["done"], ["conflict"]]).toContainEqual(undone?.value);
      expect((await chatOf(id)).status).not.toBe("closed");
      await expectSound([id], [message]);
    }
  });
});
