import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { company, departments } from "@/db/schema";
import type { Consent } from "@/lib/appearance/rules";
import { closeChat } from "@/lib/chats/close-chat";
import { distribute } from "@/lib/routing/distribute";
import { timelineOf } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import { composeMail } from "@/tests/support/email/mails";
import { emailScene } from "@/tests/support/email/scene";
import { asThere, createDepartment } from "@/tests/support/factories";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { messageUpdate, newPerson, type Person, pressUpdate, textUpdate } from "@/tests/support/telegram/updates";
import { pressText } from "../rules";

const ASKED: Consent = {
  enabled: true,
  version: 3,
  texts: { en: "You may keep what I write here.", de: "Sie dürfen es behalten." },
  link: "https://example.com/privacy",
};

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: TelegramScene;
const asks = (consent: Consent | null) => scene.door.db.update(company).set({ consent });
beforeEach(async () => {
  await companyKey();
  department = await createDepartment();
  scene = await telegramScene({ departmentId: department.id });
  await asks(ASKED);
});
afterEach(async () => {
  await asks(null);
  await scene.close();
});

const QUESTION = "You may keep what I write here.\nhttps://example.com/privacy";
const lastTo = (person: Person) => scene.api.shownTo(person.id).at(-1);
async function press(person: Person, data: string, messageId = lastTo(person)?.id ?? 0) {
  const pressed = pressUpdate(person, data, { messageId });
  scene.api.pressing(pressed.callback_query.id);
  await scene.tells(pressed);
  return scene.api.answers.at(-1)?.text;
}
const agree = (person: Person, version = 3) => press(person, pressText({ does: "agree", version }));
const saidIn = async (id: string) =>
  (await timelineOf(id)).flatMap(({ kind, body, fileId }) => (kind === "message" ? [body ?? (fileId && "file")] : []));

describe("where the company asks for consent", () => {
  test("no chat begins without it, what was written before waits, and its words, version and time are kept", async () => {
    const person = newPerson();
    scene.api.files.set("doc", new TextEncoder().encode("Order 12"));
    const document = { file_id: "doc", file_name: "order.txt", file_size: 8 };
    await scene.tells(messageUpdate(person, { document }), textUpdate(person, "one"));
    await scene.tells(textUpdate(person, "two"));
    expect(await scene.chats()).toEqual([]);
    // Asked once, in the company's words, with a button.
    expect(scene.api.textsTo(person.id)).toEqual([QUESTION]);
    expect(lastTo(person)?.buttons?.inline_keyboard).toEqual([[{ text: "I agree", callback_data: "agree:3" }]]);
    expect(await agree(person)).toBe("Thank you.");
    const [chat, ...more] = await scene.chats();
    expect(more).toEqual([]);
    expect(chat?.consent).toEqual({ version: 3, text: ASKED.texts.en, at: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(Math.abs(Date.parse(chat?.consent?.at ?? "") - Date.now())).toBeLessThan(5 * 60_000);
    expect(await saidIn(chat?.id ?? "")).toEqual(["file", "one", "two"]);
    expect(scene.api.shownTo(person.id)[0]?.buttons).toBeNull();
  });

  test("is asked in the visitor's language, and of who has agreed no second time, until the words change", async () => {
    const person = newPerson({ language_code: "de" });
    await scene.tells(textUpdate(person, "eins"));
    expect(scene.api.textsTo(person.id)).toEqual(["Sie dürfen es behalten.\nhttps://example.com/privacy"]);
    await agree(person);
    const [first] = await scene.chats();
    const end = async (id: string) => {
      const owner = await asThere({ departmentIds: [department.id] });
      await distribute(owner, [department.id]);
      await closeChat(owner, id);
      // By a link a new chat begins, and not the closed one again.
      await scene.tells(textUpdate(person, "/start"));
    };
    await end(first?.id ?? "");
    await scene.tells(textUpdate(person, "zwei"));
    const second = (await scene.chats()).at(-1);
    expect(second?.id).not.toBe(first?.id);
    expect(second?.consent).toEqual(first?.consent);
    await end(second?.id ?? "");
    await asks({ ...ASKED, version: 4 });
    await scene.tells(textUpdate(person, "drei"));
    expect(await scene.chats()).toHaveLength(2);
    await agree(person, 4);
    const third = (await scene.chats()).at(-1);
    expect([third?.consent?.version, await saidIn(third?.id ?? "")]).toEqual([4, ["drei"]]);
  });

  test("who agrees to words that have changed meanwhile reads the new ones first", async () => {
    const person = newPerson();
    await scene.tells(textUpdate(person, "Hello"));
    await asks({ ...ASKED, version: 4, texts: { en: "You may keep it for a year." } });
    expect(await agree(person, 3)).toBe("This text has changed. Please read it again.");
    expect(await scene.chats()).toEqual([]);
    expect(lastTo(person)?.text).toBe("You may keep it for a year.\nhttps://example.com/privacy");
    await agree(person, 4);
    expect((await scene.chats())[0]?.consent).toMatchObject({ version: 4, text: "You may keep it for a year." });
  });

  test("nobody agrees for somebody else, or to words that were never asked", async () => {
    const [person, stranger] = [newPerson(), newPerson()];
    await scene.tells(textUpdate(person, "Hello"));
    const asked = lastTo(person)?.id ?? 0;
    await press(stranger, pressText({ does: "agree", version: 3 }), asked);
    await agree(person, 99);
    expect(await scene.chats()).toEqual([]);
  });

  test("a chat that is under way goes on, and where nothing is asked any more what waits comes in by the button", async () => {
    const [before, waiting] = [newPerson(), newPerson()];
    await asks(null);
    await scene.tells(textUpdate(before, "one"));
    await asks(ASKED);
    await scene.tells(textUpdate(before, "two"), textUpdate(waiting, "Hello"));
    const [chat] = await scene.chats();
    expect([await saidIn(chat?.id ?? ""), chat?.consent]).toEqual([["one", "two"], null]);
    await asks(null);
    await agree(waiting);
    expect((await scene.chats()).map(({ consent }) => consent)).toEqual([null, null]);
  });

  test("a mail is asked nothing, because a mail is answered by no machine", async () => {
    const mail = await emailScene({ departmentId: department.id });
    await mail.comes(await composeMail({ text: "Hello" }));
    expect((await mail.chats()).map(({ consent }) => consent)).toEqual([null]);
    expect(await mail.sent()).toEqual([]);
    await mail.close();
  });
});

test("a file that was sent before its department was chosen is in the chat afterwards, in its order", async () => {
  await asks(null);
  await scene.door.db.update(departments).set({ hidden: true });
  const [one] = [await createDepartment(), await createDepartment()];
  const open = await telegramScene();
  const person = newPerson();
  open.api.files.set("doc", new TextEncoder().encode("Order 12"));
  const document = { file_id: "doc", file_name: "order.txt", file_size: 8 };
  await open.tells(messageUpdate(person, { document }), textUpdate(person, "next"));
  expect(await open.chats()).toEqual([]);
  const chosen = pressUpdate(person, pressText({ does: "department", departmentId: one.id }));
  open.api.pressing(chosen.callback_query.id);
  await open.tells(chosen);
  const chats = await open.chats();
  expect(await Promise.all(chats.map(({ id }) => saidIn(id)))).toEqual([["file", "next"]]);
  await open.close();
});
