import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { distribute } from "@/lib/routing/distribute";
import { chatOf, entriesOf, text, timelineOf } from "@/tests/support/chat-rows";
import { asThere, createDepartment } from "@/tests/support/factories";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { newPerson, pressUpdate, textUpdate } from "@/tests/support/telegram/updates";

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: TelegramScene;

beforeEach(async () => {
  department = await createDepartment();
  scene = await telegramScene({ departmentId: department.id, weight: 3 });
});
afterEach(() => scene.close());

/** A chat that an operator has, and the person who writes in it. */
async function talk() {
  const person = newPerson();
  await scene.tells(textUpdate(person, "Is anyone there?"));
  const owner = await asThere({ departmentIds: [department.id] });
  await distribute(owner, [department.id]);
  const [chat] = await scene.chats();
  if (!chat) throw new Error("no chat");
  await scene.work();
  return { person, owner, id: chat.id };
}

const bodies = async (id: string) =>
  (await timelineOf(id)).filter(({ kind }) => kind === "message").map(({ body }) => body);

describe("a conversation in Telegram", () => {
  test("begins with the first text, in the channel's department, with the channel's weight", async () => {
    const person = newPerson({ first_name: "Vera", language_code: "de-AT" });
    await scene.tells(textUpdate(person, "/start"));
    expect(await scene.chats()).toEqual([]);
    expect(scene.api.textsTo(person.id)).toEqual([`Sie schreiben an ${department.name}. Wie können wir helfen?`]);
    await scene.tells(textUpdate(person, "Is anyone there?"));
    const [chat] = await scene.chats();
    expect(chat).toMatchObject({
      departmentId: department.id,
      weight: 3,
      visitorName: "Vera",
      locale: "de",
      status: "queued",
    });
    expect(await bodies(chat?.id ?? "")).toEqual(["Is anyone there?"]);
    expect(scene.api.textsTo(person.id).at(-1)).toBe(`Sie sind bei ${department.name}`);
    expect(chat && (await chatOf(chat.id)).sentPubSeq).toBe(chat?.lastPubSeq);
  });

  test("goes on in both directions, each thing once and in its order", async () => {
    const { person, owner, id } = await talk();
    for (const word of ["one", "two", "three"]) await sendMessage(owner, id, text(word));
    await scene.tells(textUpdate(person, "Thank you"), textUpdate(person, "Bye"));
    await scene.work();
    expect(scene.api.textsTo(person.id)).toEqual([
      `You are in ${department.name}`,
      `${owner.actor.name} is with you`,
      "one",
      "two",
      "three",
    ]);
    expect(await bodies(id)).toEqual(["Is anyone there?", "one", "two", "three", "Thank you", "Bye"]);
  });

  test("takes an update once, twice at the same moment or late", async () => {
    const { person, id } = await talk();
    const said = textUpdate(person, "Once");
    const all = await Promise.all([scene.tells(said), scene.tells(said)]);
    expect(all.sort()).toEqual([0, 1]);
    await scene.tells(textUpdate(person, "Later"));
    expect(await scene.tells(said)).toBe(0);
    expect(await bodies(id)).toEqual(["Is anyone there?", "Once", "Later"]);
  });

  test("splits what is too long for either side, and leaves mark-up as it was written", async () => {
    const { person, owner, id } = await talk();
    const long = `${"<b>_*[x](y)</b> ".repeat(256)}x`;
    expect(long).toHaveLength(4097);
    await scene.tells(textUpdate(person, long.slice(0, 4096)));
    expect((await bodies(id)).slice(1).join(" ")).toBe(long.slice(0, 4096).trim());
    await sendMessage(owner, id, text("<b>bold</b> _not_ [a](b)"));
    await scene.work();
    expect(scene.api.textsTo(person.id).at(-1)).toBe("<b>bold</b> _not_ [a](b)");
  });

  test("asks for a rating when it is closed, takes it from the person alone, and reopens by writing", async () => {
    const { person, owner, id } = await talk();
    await closeChat(owner, id);
    await scene.work();
    const asked = scene.api.shownTo(person.id).at(-1);
    const stars = asked?.buttons?.inline_keyboard[0] ?? [];
    expect(stars.map((star) => star.text)).toEqual(["1 ★", "2 ★", "3 ★", "4 ★", "5 ★"]);
    const stranger = newPerson();
    const stolen = pressUpdate(stranger, stars[4]?.callback_data ?? "", { messageId: asked?.id ?? 0 });
    scene.api.pressing(stolen.callback_query.id);
    await scene.tells(stolen);
    expect((await chatOf(id)).rating).toBeNull();
    expect(scene.api.answers.at(-1)?.text).toBe("This button is not yours.");
    const pressed = pressUpdate(person, stars[4]?.callback_data ?? "", { messageId: asked?.id ?? 0 });
    scene.api.pressing(pressed.callback_query.id);
    await scene.tells(pressed);
    expect(await chatOf(id)).toMatchObject({ status: "closed", rating: 5 });
    expect(scene.api.answers.at(-1)?.text).toBe("Thank you for your rating.");
    expect(scene.api.shownTo(person.id).at(-1)?.buttons).toBeNull();
    await scene.tells(textUpdate(person, "One more thing"));
    expect((await entriesOf(id)).kinds.slice(-2)).toEqual(["reopened", "message"]);
    expect(await scene.chats()).toHaveLength(1);
  });
});
