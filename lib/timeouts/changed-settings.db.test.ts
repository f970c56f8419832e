import { afterEach, describe, expect, test } from "vitest";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { updateHours } from "@/lib/departments/update-hours";
import { getChatSettings } from "@/lib/settings/queries";
import { chatSettingsFormValues, chatSettingsInput } from "@/lib/settings/schemas";
import { restoreSettings } from "@/lib/settings/test-rows";
import { updateChatSettings } from "@/lib/settings/update-chat-settings";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, text } from "@/tests/support/chat-rows";
import { asRole, asThere, createDepartment } from "@/tests/support/factories";
import { expectSound } from "@/tests/support/races";
import { fireAllDue, ownedChat, waitingChat } from "@/tests/support/scenes";

const OPTIONS = { authSecret: "a secret of at least thirty-two characters", allowsPrivateCrm: false };
afterEach(restoreSettings);

/** Saves the company's settings with some of them changed, as the form does. */
async function save(fields: Record<string, unknown>) {
  const admin = await asRole("admin");
  const present = chatSettingsFormValues(await getChatSettings(admin.db));
  await updateChatSettings(admin, chatSettingsInput.parse({ ...present, ...fields }), OPTIONS);
  return admin;
}

describe("settings that change while clocks run", () => {
  test("hold with the next tick for every open chat, and for no chat that has its own", async () => {
    const [plain, own, held] = [await ownedChat(), await ownedChat({ reassignAfterMinutes: 9 }), await ownedChat()];
    await holdChat(held.owner, held.id, true);
    await sendMessage(plain.owner, plain.id, text("Hello"));
    await sendMessage(plain.visitor, plain.id, text("Well"));
    const waiting = await waitingChat();
    const admin = await save({ reassignAfterMinutes: 7, closeIdleAfterMinutes: 30 });
    expect(await clocksOf(plain.id)).toMatchObject({ reassign: 3 });
    await fireAllDue(admin);
    expect(await clocksOf(plain.id)).toEqual({ reassign: 7 });
    expect(await clocksOf(own.id)).toEqual({ reassign: 9 });
    expect(await clocksOf(held.id)).toEqual({});
    expect(await clocksOf(waiting.id)).toEqual({ abandoned: 30 });
    await expectSound([plain.id, own.id, held.id, waiting.id]);
  });

  test("with a shorter time make due what has waited for longer, and with a longer one let it wait", async () => {
    const shorter = await ownedChat();
    await asThere({ departmentIds: [shorter.department.id] });
    await ageChat(shorter.id, 2);
    const admin = await save({ reassignAfterMinutes: 1 });
    await fireAllDue(admin);
    await fireAllDue(admin);
    expect(await chatOf(shorter.id)).toMatchObject({ hops: 1 });
    const longer = await ownedChat();
    await asThere({ departmentIds: [longer.department.id] });
    await ageChat(longer.id, 1.05);
    await save({ reassignAfterMinutes: 5 });
    await fireAllDue(admin);
    expect(await chatOf(longer.id)).toMatchObject({ hops: 0 });
    expect(await clocksOf(longer.id)).toEqual({ reassign: 4 });
  });

  test("that switch a rule off stop its clocks, and on again arm them from the same facts", async () => {
    const { id, owner } = await ownedChat();
    await ageChat(id, 1);
    await fireAllDue(await save({ reassign: false }));
    expect(await clocksOf(id)).toEqual({});
    await ageChat(id, 60);
    await fireAllDue(owner);
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, hops: 0 });
    await fireAllDue(await save({ reassign: true, reassignAfterMinutes: 62 }));
    expect(await clocksOf(id)).toEqual({ reassign: 1 });
  });

  test("hold also for a command that comes before that tick", async () => {
    const { id, owner, visitor } = await ownedChat();
    await sendMessage(owner, id, text("Hello"));
    await save({ reassignAfterMinutes: 8 });
    await sendMessage(visitor, id, text("Hi"));
    expect(await clocksOf(id)).toMatchObject({ reassign: 8 });
  });

  test("saved again and again while ticks run leave right clocks and no one waiting for ever", async () => {
    const chats = await Promise.all(Array.from({ length: 8 }, () => ownedChat()));
    const admin = await asRole("admin");
    for (let minutes = 4; minutes < 10; minutes++) {
      await Promise.all([
        save({ reassignAfterMinutes: minutes }),
        fireAllDue(admin),
        ...chats.slice(0, 4).map(({ visitor, id }) => sendMessage(visitor, id, text("Hello?"))),
        fireAllDue(admin),
        save({ reassignAfterMinutes: minutes + 1 }),
      ]);
    }
    await save({ reassignAfterMinutes: 12 });
    await fireAllDue(admin);
    for (const { id } of chats) expect(await clocksOf(id)).toEqual({ reassign: expect.closeTo(12, 0) });
    await expectSound(chats.map(({ id }) => id));
  });
});

describe("hours that change while clocks run", () => {
  test("bring back a reassignment that waited for the opening", async () => {
    const { id, owner, department } = await ownedChat({ hours: null });
    await asThere({ departmentIds: [department.id] });
    const admin = await asRole("admin");
    await updateHours(admin, department.id, { timeZone: "UTC", hours: [], holidays: [] });
    await ageChat(id, 3.05);
    await fireAllDue(owner);
    expect(await chatOf(id)).toMatchObject({ hops: 0 });
    expect((await clocksOf(id)).reassign).toBeGreaterThan(600);
    await updateHours(admin, department.id, { timeZone: "UTC", hours: null, holidays: [] });
    await fireAllDue(owner);
    await fireAllDue(owner);
    expect(await chatOf(id)).toMatchObject({ hops: 1 });
  });
});

test("an overflow department that is taken away stops its clock, and the chats of others keep theirs", async () => {
  const overflow = await createDepartment();
  const { id, department, visitor } = await waitingChat({ overflowDepartmentId: overflow.id, overflowAfterMinutes: 5 });
  expect(await clocksOf(id)).toMatchObject({ overflow: 5 });
  await visitor.db.execute(
    `update departments set overflow_department_id = null, overflow_after_minutes = null where id = '${department.id}'`,
  );
  await ageChat(id, 5.05);
  await fireAllDue(visitor);
  expect(await clocksOf(id)).toEqual({ abandoned: 10 });
});
