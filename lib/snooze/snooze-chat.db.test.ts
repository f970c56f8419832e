import { describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { getChat, getEventsPage } from "@/lib/chats/queries";
import { distribute } from "@/lib/routing/distribute";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, setChat, text, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, createChat } from "@/tests/support/factories";
import { expectSound, race } from "@/tests/support/races";
import { fireAllDue, ownedChat, waitingChat } from "@/tests/support/scenes";
import { SNOOZE_DAYS_MAX } from "./rules";
import { snoozeChat, wakeChat } from "./snooze-chat";

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe("snoozing a chat", () => {
  test("parks it with one clock, its end; operators are told, the visitor is not", async () => {
    const { id, owner, department, visitor } = await ownedChat();
    const row = await snoozeChat(owner, id, inMinutes(60));
    expect(row).toMatchObject({ status: "active", heldAt: expect.any(String), snoozedUntil: expect.any(String) });
    expect(await clocksOf(id)).toEqual({ snooze: 60 });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "snoozed", pubSeq: null });
    expect(toldTo(owner.published)).toEqual(
      [`chat ${id}-2 event.appended`, `department ${department.id} chat.changed`].sort(),
    );
    const page = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 100 });
    expect(page.events.map(({ kind }) => kind)).toEqual(["started", "message", "assigned"]);
  });

  test("frees its slot, and neither reassigns nor closes it meanwhile", async () => {
    const { id, owner, department } = await ownedChat({ closeIdleAfterMinutes: 5 }, { values: { maxLoad: 1 } });
    const next = await createChat(department);
    await snoozeChat(owner, id, inMinutes(5 * 24 * 60));
    expect(await distribute(owner, [department.id])).toMatchObject({ assigned: 1 });
    expect(await chatOf(next.id)).toMatchObject({ operatorId: owner.actor.operatorId });
    await ageChat(id, 4 * 24 * 60);
    await fireAllDue(owner);
    expect(await chatOf(id)).toMatchObject({ status: "active", operatorId: owner.actor.operatorId, hops: 0 });
  });

  test("ends by itself: the chat is unread, its clocks begin anew, even above the max load", async () => {
    const { id, owner, department } = await ownedChat({}, { values: { maxLoad: 1 } });
    await snoozeChat(owner, id, inMinutes(60));
    await createChat(department);
    await distribute(owner, [department.id]);
    await ageChat(id, 59);
    await fireAllDue(owner);
    expect((await chatOf(id)).snoozedUntil).not.toBeNull();
    await ageChat(id, 1.1);
    owner.published.length = 0;
    await fireAllDue(owner);
    expect(await chatOf(id)).toMatchObject({ snoozedUntil: null, heldAt: null, markedUnreadAt: expect.any(Date) });
    expect(await getChat(owner.db, owner.actor, id)).toMatchObject({ isMarkedUnread: true, snoozedUntil: null });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "unsnoozed", pubSeq: null, data: { reason: "due" } });
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
    expect(toldTo(owner.published)).toContain(`department ${department.id} chat.changed`);
  });

  test("two ticks at once end it once", async () => {
    const { id, owner } = await ownedChat();
    await snoozeChat(owner, id, inMinutes(1));
    await ageChat(id, 2);
    await Promise.all([fireDueTimers(owner), fireDueTimers(owner)]);
    await fireAllDue(owner);
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "unsnoozed")).toHaveLength(1);
  });

  test("the visitor's word ends it at once, without another entry", async () => {
    const { id, owner, visitor } = await ownedChat();
    await sendMessage(owner, id, text("I will ask the factory"));
    await snoozeChat(owner, id, inMinutes(600));
    await sendMessage(visitor, id, text("Any news?"));
    expect(await chatOf(id)).toMatchObject({ snoozedUntil: null, heldAt: null, unreadCount: 1 });
    expect((await entriesOf(id)).kinds.slice(-2)).toEqual(["snoozed", "message"]);
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
  });

  test("an answer of the owner does not end it; taking it up does", async () => {
    const { id, owner } = await ownedChat();
    await snoozeChat(owner, id, inMinutes(60));
    await sendMessage(owner, id, text("Tomorrow"));
    expect((await chatOf(id)).snoozedUntil).not.toBeNull();
    expect(await wakeChat(owner, id)).toMatchObject({ snoozedUntil: null, heldAt: null, isMarkedUnread: false });
    const { lastSeq } = await chatOf(id);
    await wakeChat(owner, id);
    expect(await chatOf(id)).toMatchObject({ lastSeq });
  });

  test("again moves its end; ending the hold, a transfer and a close end the snooze", async () => {
    const { id, owner } = await ownedChat();
    const until = inMinutes(60);
    await snoozeChat(owner, id, until);
    const { lastSeq } = await chatOf(id);
    await snoozeChat(owner, id, until);
    expect(await chatOf(id)).toMatchObject({ lastSeq });
    await snoozeChat(owner, id, inMinutes(120));
    expect(await clocksOf(id)).toEqual({ snooze: 120 });
    await holdChat(owner, id, false);
    expect(await chatOf(id)).toMatchObject({ snoozedUntil: null, heldAt: null });
    await snoozeChat(owner, id, until);
    const other = await waitingChat();
    await transferChat(owner, id, { departmentId: other.department.id, note: "" });
    expect(await chatOf(id)).toMatchObject({ status: "queued", snoozedUntil: null });
    const ended = await ownedChat();
    await snoozeChat(ended.owner, ended.id, until);
    await closeChat(ended.owner, ended.id);
    expect(await chatOf(ended.id)).toMatchObject({ status: "closed", snoozedUntil: null, heldAt: null });
    expect(await clocksOf(ended.id)).toEqual({});
  });

  test("crossed by the visitor's message, the chat is never asleep with an unanswered word that came later", async () => {
    for (let round = 0; round < 6; round++) {
      const { id, owner, visitor } = await ownedChat();
      await sendMessage(owner, id, text("One moment"));
      const message = text("Wait!");
      await race(
        round,
        () => snoozeChat(owner, id, inMinutes(60)),
        () => sendMessage(visitor, id, message),
      );
      const { kinds } = await entriesOf(id);
      const isAsleep = (await chatOf(id)).snoozedUntil !== null;
      expect(isAsleep).toBe(kinds.at(-1) === "snoozed");
      await expectSound([id], [message]);
    }
  });
});

describe("snoozing is refused", () => {
  test("to a colleague of the owner and to strangers, not to who supervises", async () => {
    const { id, owner, department } = await ownedChat();
    const colleague = await asOperator(department.id);
    await expect(snoozeChat(colleague, id, inMinutes(5))).rejects.toMatchObject({ code: "not_owner" });
    await expect(snoozeChat(await asOperator(), id, inMinutes(5))).rejects.toMatchObject({ code: "forbidden" });
    await expect(snoozeChat(await asRole("supervisor"), id, inMinutes(5))).rejects.toMatchObject({ code: "forbidden" });
    const supervisor = await asRole("supervisor", department.id);
    expect(await snoozeChat(supervisor, id, inMinutes(5))).toMatchObject({ owner: { id: owner.actor.operatorId } });
    await expect(wakeChat(colleague, id)).rejects.toMatchObject({ code: "not_owner" });
    expect(await wakeChat(await asRole("admin"), id)).toMatchObject({ snoozedUntil: null });
  });

  test("for a chat that waits, is closed, or is offered to somebody", async () => {
    const waiting = await waitingChat();
    const admin = await asRole("admin");
    await expect(snoozeChat(admin, waiting.id, inMinutes(5))).rejects.toMatchObject({ code: "not_owner" });
    await closeChat(admin, waiting.id);
    await expect(snoozeChat(admin, waiting.id, inMinutes(5))).rejects.toMatchObject({ code: "closed" });
    const { id, owner, department } = await ownedChat();
    const receiver = await asOperator(department.id);
    await transferChat(owner, id, { operatorId: receiver.actor.operatorId, note: "" });
    await expect(snoozeChat(owner, id, inMinutes(5))).rejects.toMatchObject({ code: "conflict" });
  });

  test("until a moment that has passed, and beyond three months", async () => {
    const { id, owner } = await ownedChat();
    await expect(snoozeChat(owner, id, inMinutes(-1))).rejects.toMatchObject({ fields: { until: "inPast" } });
    await expect(snoozeChat(owner, id, inMinutes(SNOOZE_DAYS_MAX * 24 * 60 + 1))).rejects.toMatchObject({
      fields: { until: `tooFar:${SNOOZE_DAYS_MAX}` },
    });
  });
});

test("an end that an older version left on a chat that is not held does nothing", async () => {
  const { id, owner } = await ownedChat();
  await setChat(id, { snoozedUntil: inMinutes(-5) });
  await sendMessage(owner, id, text("Hello"));
  expect(await clocksOf(id)).not.toHaveProperty("snooze");
  expect(await getChat(owner.db, owner.actor, id)).toMatchObject({ snoozedUntil: null });
});
