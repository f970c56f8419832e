import { describe, expect, test } from "vitest";
import { distribute } from "@/lib/routing/distribute";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, text, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, asThere } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { getEventsPage } from "../queries";
import { sayOnIt } from "./say-on-it";

describe('"I\'m on it"', () => {
  test("gives one more period, is told to operators and not to the visitor", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    await ageChat(id, 2);
    expect(await clocksOf(id)).toEqual({ reassign: 1 });
    expect(await sayOnIt(owner, id)).toMatchObject({ isOnIt: true, deadlines: { reassignAt: expect.any(String) } });
    expect(await clocksOf(id)).toEqual({ reassign: 4 });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "on_it", pubSeq: null });
    expect(toldTo(owner.published)).toEqual([
      `chat ${id}-2 event.appended`,
      `department ${department.id} chat.changed`,
    ]);
    const page = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 10 });
    expect(page.events.map(({ kind }) => kind)).toEqual(["started", "message", "assigned"]);
    expect(page.state.lastSeq).toBe(3);
  });

  test("counts once per turn of the visitor: again it changes nothing, after an answer it can be said anew", async () => {
    const { id, owner, visitor } = await ownedChat();
    const said = await sayOnIt(owner, id);
    owner.published.length = 0;
    expect(await sayOnIt(owner, id)).toEqual(said);
    expect(owner.published).toEqual([]);
    await sendMessage(owner, id, text("Here it is"));
    expect(await sayOnIt(owner, id)).toMatchObject({ isOnIt: false });
    await sendMessage(visitor, id, text("And this?"));
    expect(await sayOnIt(owner, id)).toMatchObject({ isOnIt: true });
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "on_it")).toHaveLength(2);
  });

  test("does not keep the chat for ever: after the second period it moves on", async () => {
    const { id, owner, department } = await ownedChat();
    const boris = await asThere({ departmentIds: [department.id] });
    await sayOnIt(owner, id);
    await ageChat(id, 5.9);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId });
    await ageChat(id, 0.2);
    await fireDueTimers(owner);
    expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId, onItAt: null });
  });

  test("gives a whole period also when it is said long after the chat was due and nobody else could take it", async () => {
    const { id, owner, department } = await ownedChat();
    await ageChat(id, 20);
    await fireDueTimers(owner);
    expect((await chatOf(id)).overdueSince).not.toBeNull();
    await sayOnIt(owner, id);
    expect(await clocksOf(id)).toEqual({ reassign: 3 });
    const boris = await asThere({ departmentIds: [department.id] });
    await distribute(boris, [department.id]);
    await fireDueTimers(boris);
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, overdueSince: null });
  });

  test("is refused to everybody but the owner, with the present state", async () => {
    const { id, owner, department } = await ownedChat();
    const data = { state: { owner: { id: owner.actor.operatorId } }, owner: owner.actor.name };
    for (const other of [await asOperator(department.id), await asRole("admin")]) {
      await expect(sayOnIt(other, id)).rejects.toMatchObject({ code: "not_owner", data });
    }
    await expect(sayOnIt(await asRole("supervisor"), id)).rejects.toMatchObject({ code: "forbidden" });
    await closeChat(owner, id);
    await expect(sayOnIt(owner, id)).rejects.toMatchObject({ code: "closed", data: { state: { status: "closed" } } });
    const waiting = await waitingChat();
    await expect(sayOnIt(await asOperator(waiting.department.id), waiting.id)).rejects.toMatchObject({
      code: "not_owner",
    });
  });
});
