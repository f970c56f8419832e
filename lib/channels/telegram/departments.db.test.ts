import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { departments } from "@/db/schema";
import { pressText } from "@/lib/channels/rules";
import { randomToken } from "@/lib/ids";
import { entriesOf } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { createDepartment } from "@/tests/support/factories";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { newPerson, pressUpdate, textUpdate } from "@/tests/support/telegram/updates";

let scene: TelegramScene;
beforeEach(async () => {
  await companyKey();
  // Those of other tests would fill the menu; with a single one there would be nothing to choose.
  await (await testDatabase()).update(departments).set({ hidden: true });
  await createDepartment();
  scene = await telegramScene();
});
afterEach(() => scene.close());

const menuOf = (personId: number) => scene.api.shownTo(personId).at(-1)?.buttons?.inline_keyboard.flat() ?? [];

async function press(person: ReturnType<typeof newPerson>, data: string, messageId?: number) {
  const shown = messageId ?? scene.api.shownTo(person.id).at(-1)?.id ?? 0;
  const pressed = pressUpdate(person, data, { messageId: shown });
  scene.api.pressing(pressed.callback_query.id);
  await scene.tells(pressed);
}
const choose = (departmentId: string) => pressText({ does: "department", departmentId });

describe("a channel where the visitor chooses", () => {
  test("offers the listed departments, keeps what was written before the choice, and asks once", async () => {
    const [one, hidden] = [await createDepartment(), await createDepartment({ hidden: true })];
    await createDepartment({ disabled: true, name: "Gone" });
    const person = newPerson();
    await scene.tells(textUpdate(person, "It does not work"));
    await scene.tells(textUpdate(person, "It is order 12"));
    expect(await scene.chats()).toEqual([]);
    expect(scene.api.shownTo(person.id)).toHaveLength(1);
    const names = menuOf(person.id).map(({ text }) => text);
    expect(names).toContain(one.name);
    expect(names).not.toContain(hidden.name);
    expect(names).not.toContain("Gone");
    await press(person, choose(one.id));
    const [chat] = await scene.chats();
    expect(chat).toMatchObject({ departmentId: one.id });
    expect((await entriesOf(chat?.id ?? "")).kinds).toEqual(["started", "message", "message"]);
    expect(scene.api.textsTo(person.id).slice(1)).toEqual([`You are in ${one.name}`]);
  });

  test("leads to a hidden department by its own link alone, and names it to nobody else", async () => {
    const [, hidden] = [await createDepartment(), await createDepartment({ hidden: true })];
    const guest = newPerson();
    await scene.tells(textUpdate(guest, "Hello"));
    await press(guest, choose(hidden.id));
    expect(await scene.chats()).toEqual([]);
    expect(JSON.stringify([scene.api.calls, scene.api.answers])).not.toContain(hidden.name);
    await scene.tells(textUpdate(guest, `/start ${randomToken(16)}`));
    expect(scene.api.textsTo(guest.id)).toContain("This link does not work any more.");
    const invited = newPerson();
    await scene.tells(textUpdate(invited, `/start ${hidden.key}`), textUpdate(invited, "Hello"));
    expect(await scene.chats()).toMatchObject([{ departmentId: hidden.id }]);
    const db = await testDatabase();
    await db.update(departments).set({ disabled: true }).where(eq(departments.id, hidden.id));
    const late = newPerson();
    await scene.tells(textUpdate(late, `/start ${hidden.key}`));
    expect(scene.api.textsTo(late.id)[0]).toBe("This link does not work any more.");
  });

  test("lets who waits go to another department of the menu, and keeps their waiting time", async () => {
    const [one, other] = [await createDepartment(), await createDepartment()];
    const person = newPerson();
    await scene.tells(textUpdate(person, "Hello"));
    const menuId = scene.api.shownTo(person.id).at(-1)?.id;
    await press(person, choose(one.id));
    const [before] = await scene.chats();
    await press(person, choose(other.id), menuId);
    const [chat, ...more] = await scene.chats();
    expect(more).toEqual([]);
    expect(chat).toMatchObject({ departmentId: other.id, queuedSince: before?.queuedSince });
  });

  test("tells who comes to a full queue so, and begins nothing", async () => {
    const full = await createDepartment({ queueLimitChats: 1 });
    const [first, second] = [newPerson(), newPerson()];
    await scene.tells(textUpdate(first, `/start ${full.key}`), textUpdate(first, "Hello"));
    await scene.tells(textUpdate(second, `/start ${full.key}`), textUpdate(second, "Hello"));
    expect(await scene.chats()).toHaveLength(1);
    expect(scene.api.textsTo(second.id).at(-1)).toContain("the queue is full");
  });
});
