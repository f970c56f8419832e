import { describe, expect, test } from "vitest";
import { deactivateOperator } from "@/lib/operators/deactivate-operator";
import { distribute } from "@/lib/routing/distribute";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, legsOf, setOperator, text, toldTo } from "@/tests/support/chat-rows";
import { asRole, asThere, asVisitor, startInput } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { getChatState } from "../queries";
import { rateChat } from "./rate-chat";
import { startChat } from "./start-chat";

async function endedChat() {
  const scene = await ownedChat();
  await sendMessage(scene.owner, scene.id, text("Done"));
  await closeChat(scene.owner, scene.id);
  scene.visitor.published.length = 0;
  return scene;
}
const reopen = ({ visitor, id }: Awaited<ReturnType<typeof endedChat>>, body = "One more thing") =>
  sendMessage(visitor, id, text(body, { reopen: true }));

describe("a visitor who writes in a closed chat within 24 h", () => {
  test("reopens it: queued anew from this moment, a new leg, the old one as it ended, and all are told", async () => {
    const scene = await endedChat();
    const { id, department } = scene;
    await ageChat(id, 23 * 60);
    const ended = await legsOf(id);
    expect(await reopen(scene)).toMatchObject({ created: true, event: { seq: 7, body: "One more thing" } });
    const chat = await chatOf(id);
    expect(chat).toMatchObject({ status: "queued", operatorId: null, closedAt: null, closeReason: null, hops: 0 });
    expect(Math.abs(chat.queuedSince.getTime() - (chat.awaitingSince?.getTime() ?? 0))).toBeLessThan(60_000);
    expect((await entriesOf(id)).kinds.slice(4)).toEqual(["closed", "reopened", "message"]);
    const [first, second, ...more] = await legsOf(id);
    expect([first]).toEqual(ended);
    expect(second).toMatchObject({ operatorId: null, releasedAt: null, fromSeq: 6 });
    expect(more).toEqual([]);
    expect(await clocksOf(id)).toEqual({ abandoned: 15 });
    expect([...new Set(toldTo(scene.visitor.published))]).toEqual(
      [
        `visitorChat ${id} event.appended`,
        `chat ${id}-2 event.appended`,
        `chat ${id}-3 event.appended`,
        `department ${department.id} chat.changed`,
        // Whose it was has it in their list.
        `operator ${scene.owner.actor.operatorId} chat.changed`,
      ].sort(),
    );
  });

  test("comes to the same operator before all others, whatever their line", async () => {
    const scene = await endedChat();
    await asThere({ departmentIds: [scene.department.id], values: { maxLoad: 50 } });
    await reopen(scene);
    await distribute(scene.owner, [scene.department.id]);
    const { last } = await entriesOf(scene.id);
    expect(last).toMatchObject({ kind: "assigned", internal: { decision: { rule: "preferred" } } });
    expect(await chatOf(scene.id)).toMatchObject({
      operatorId: scene.owner.actor.operatorId,
      preferredOperatorId: null,
    });
  });

  test.each([
    ["is Away", async (id: string) => setOperator(id, { intent: "away" })],
    ["has no slot", async (id: string) => setOperator(id, { maxLoad: 0 })],
    ["was deactivated", async (id: string) => deactivateOperator(await asRole("admin"), id)],
  ])("comes to somebody else when that operator %s", async (_, change) => {
    const scene = await endedChat();
    const boris = await asThere({ departmentIds: [scene.department.id] });
    await change(scene.owner.actor.operatorId);
    await reopen(scene);
    await distribute(boris, [scene.department.id]);
    expect(await chatOf(scene.id)).toMatchObject({ operatorId: boris.actor.operatorId });
  });

  test("may do so after a rating, and with the same clientId twice: one message, reopened once", async () => {
    const { id, visitor } = await endedChat();
    await rateChat(visitor, id, { score: 5, comment: "" });
    const again = text("Again", { reopen: true });
    const both = await Promise.all([sendMessage(visitor, id, again), sendMessage(visitor, id, again)]);
    expect(both.filter(({ created }) => created)).toHaveLength(1);
    expect((await entriesOf(id)).kinds.slice(4)).toEqual(["closed", "rated", "reopened", "message"]);
  });
});

describe("a closed chat stays closed", () => {
  test("for a text that crossed with the close, and the refusal says until when it could be reopened", async () => {
    const { id, visitor } = await endedChat();
    const refused = sendMessage(visitor, id, text("Wait"));
    await expect(refused).rejects.toMatchObject({ code: "closed", data: { state: { status: "closed" } } });
    const { closedAt } = await chatOf(id);
    const { reopenUntil } = await getChatState(visitor.db, visitor.actor, id);
    expect(Date.parse(reopenUntil ?? "") - (closedAt?.getTime() ?? 0)).toBe(24 * 3_600_000);
  });

  test("after 24 h: the visitor starts a new chat that leads back to the old one", async () => {
    const scene = await endedChat();
    await ageChat(scene.id, 24 * 60 + 0.1);
    await expect(reopen(scene)).rejects.toMatchObject({ code: "closed" });
    const { visitor, department, id } = scene;
    const input = { ...startInput(department.key), previousChatId: id };
    const { chat } = await startChat(visitor, visitor.token, input, "test browser");
    expect(await chatOf(chat.id)).toMatchObject({ previousChatId: id, status: "queued" });
  });

  test("for operators, who cannot reopen it by writing", async () => {
    const { id, owner } = await endedChat();
    const { epoch } = await chatOf(id);
    await expect(sendMessage(owner, id, text("Psst", { epoch, reopen: true }))).rejects.toMatchObject({
      code: "closed",
    });
  });

  test("a new chat does not lead to a chat of somebody else", async () => {
    const { id, department } = await endedChat();
    const stranger = await asVisitor();
    const input = { ...startInput(department.key), previousChatId: id };
    const { chat } = await startChat(stranger, stranger.token, input, "test browser");
    expect((await chatOf(chat.id)).previousChatId).toBeNull();
  });
});
