import { describe, expect, test } from "vitest";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, text, toldTo } from "@/tests/support/chat-rows";
import { asVisitor } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { sendMessage } from "../messages/send-message";
import { getChatState } from "../queries";
import { keepOpen } from "./keep-open";

/** A chat that is closed in a minute, and whose visitor has been told so. */
async function warnedChat() {
  const scene = await ownedChat({ closeIdleAfterMinutes: 5 });
  await sendMessage(scene.owner, scene.id, text("Anything else?"));
  await ageChat(scene.id, 4.1);
  await fireDueTimers(scene.owner);
  return scene;
}

describe("keeping a chat open", () => {
  test("before the warning the visitor knows no end, after it the minute that is left", async () => {
    const { id, owner, visitor } = await ownedChat({ closeIdleAfterMinutes: 5 });
    await sendMessage(owner, id, text("Anything else?"));
    expect(await getChatState(visitor.db, visitor.actor, id)).toMatchObject({ idleCloseAt: null });
    expect(await getChatState(owner.db, owner.actor, id)).toMatchObject({ idleCloseAt: expect.any(String) });
    await ageChat(id, 4.1);
    owner.published.length = 0;
    await fireDueTimers(owner);
    const { last } = await entriesOf(id);
    expect(last).toMatchObject({ kind: "idle_warning", pubSeq: 5 });
    const { idleCloseAt } = await getChatState(visitor.db, visitor.actor, id);
    expect(idleCloseAt).toBe(last?.data.closeAt);
    expect(await clocksOf(id)).toEqual({ idle_close: 1 });
    expect(toldTo(owner.published)).toContain(`visitorChat ${id} event.appended`);
  });

  test("begins the idle time anew, and tells both sides", async () => {
    const { id, visitor, owner, department } = await warnedChat();
    visitor.published.length = 0;
    expect(await keepOpen(visitor, id)).toMatchObject({ status: "active", idleCloseAt: null });
    expect(await clocksOf(id)).toEqual({ idle_warning: 4 });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "kept_open", pubSeq: 6 });
    expect(toldTo(visitor.published)).toEqual(
      [
        `visitorChat ${id} event.appended`,
        `chat ${id}-2 event.appended`,
        `department ${department.id} chat.changed`,
      ].sort(),
    );
    await ageChat(id, 1.5);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active" });
    await ageChat(id, 3);
    await fireDueTimers(owner);
    expect((await entriesOf(id)).last).toMatchObject({ kind: "idle_warning" });
    await ageChat(id, 1);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ status: "closed", closeReason: "idle" });
  });

  test("twice, or without a warning, changes nothing", async () => {
    const { id, visitor } = await warnedChat();
    const kept = await keepOpen(visitor, id);
    expect(await keepOpen(visitor, id)).toEqual(kept);
    const waiting = await waitingChat();
    expect(await keepOpen(waiting.visitor, waiting.id)).toMatchObject({ status: "queued" });
    expect((await entriesOf(waiting.id)).kinds).toEqual(["started", "message"]);
  });

  test("is refused once the chat is closed, with its state, and to strangers as if there were no chat", async () => {
    const { id, visitor, owner } = await warnedChat();
    const stranger = await asVisitor();
    await expect(keepOpen(stranger, id)).rejects.toMatchObject({ code: "not_found", data: undefined });
    await ageChat(id, 1);
    await fireDueTimers(owner);
    await expect(keepOpen(visitor, id)).rejects.toMatchObject({
      code: "closed",
      data: { state: { status: "closed", reopenUntil: expect.any(String) } },
    });
  });
});
