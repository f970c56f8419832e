import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { inChat } from "@/lib/files/reserve-file";
import { FILE_SIZE_MAX } from "@/lib/files/rules";
import { uploadFile } from "@/lib/files/upload-file";
import { uuidv7 } from "@/lib/ids";
import { distribute } from "@/lib/routing/distribute";
import { entriesOf, timelineOf } from "@/tests/support/chat-rows";
import { asThere, createDepartment } from "@/tests/support/factories";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { messageUpdate, newPerson, textUpdate } from "@/tests/support/telegram/updates";

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: TelegramScene;
beforeEach(async () => {
  department = await createDepartment();
  scene = await telegramScene({ departmentId: department.id });
});
afterEach(() => scene.close());

const picture = async () =>
  new Uint8Array(
    await sharp({ create: { width: 8, height: 6, channels: 3, background: "red" } })
      .png()
      .toBuffer(),
  );
const streamOf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream();

describe("files in Telegram", () => {
  test("come into the chat as messages, in their order, also as the first thing that is sent", async () => {
    const person = newPerson();
    scene.api.files.set("pic", await picture());
    scene.api.files.set("doc", new TextEncoder().encode("Order 12"));
    await scene.tells(
      messageUpdate(person, { photo: [{ file_id: "pic", width: 8, height: 6 }], caption: "Look" }),
      textUpdate(person, "and"),
      messageUpdate(person, { document: { file_id: "doc", file_name: "order.txt", file_size: 8 } }),
    );
    const [chat] = await scene.chats();
    const said = (await timelineOf(chat?.id ?? "")).filter(({ kind }) => kind === "message");
    expect(said.map(({ body, fileId }) => [body, fileId !== null])).toEqual([
      ["Look", true],
      ["and", false],
      [null, true],
    ]);
    expect(chat?.unreadCount).toBe(3);
  });

  test("that are too large, of a kind that is not taken, or not there any more are answered in words", async () => {
    const person = newPerson();
    const send = (id: string, name: string, size?: number) =>
      scene.tells(messageUpdate(person, { document: { file_id: id, file_name: name, file_size: size } }));
    scene.api.files.set("html", new TextEncoder().encode("<script>1</script>"));
    scene.api.files.set("large", new Uint8Array(FILE_SIZE_MAX + 1));
    await send("html", "page.html", 18);
    await send("huge", "film.mp4", 30 * 1024 * 1024);
    await send("large", "film.mp4");
    await send("gone", "gone.txt", 3);
    const said = scene.api.textsTo(person.id).filter((text) => !text.startsWith("You are in"));
    expect(said).toEqual([
      "Files of this type cannot be taken.",
      "This file is too large. It may have up to 20 MB.",
      "This file is too large. It may have up to 10 MB.",
      "This file could not be taken. Please send it again later.",
    ]);
    const [chat] = await scene.chats();
    expect((await entriesOf(chat?.id ?? "")).kinds).toEqual(["started"]);
  });

  test("of operators go out as pictures and documents, with their words", async () => {
    const person = newPerson();
    await scene.tells(textUpdate(person, "Hello"));
    const owner = await asThere({ departmentIds: [department.id] });
    await distribute(owner, [department.id]);
    const [chat] = await scene.chats();
    const id = chat?.id ?? "";
    const send = async (name: string, bytes: Uint8Array<ArrayBuffer>, body: string | null) => {
      const upload = { name, size: bytes.byteLength, body: streamOf(bytes) };
      const file = await uploadFile(owner, scene.door.storage, inChat(id), upload);
      await sendMessage(owner, id, { clientId: uuidv7(), body, fileId: file.id });
    };
    await send("red.png", await picture(), "This one");
    await send("order.txt", new TextEncoder().encode("Order 12"), "x".repeat(1025));
    await scene.work();
    expect(scene.api.shownTo(person.id).slice(-3)).toMatchObject([
      { kind: "photo", file: "red.png", text: "This one" },
      { kind: "document", file: "order.txt", text: "" },
      { kind: "text", text: "x".repeat(1025) },
    ]);
  });

  test("are fetched again after an outage, and taken once", async () => {
    const person = newPerson();
    scene.api.files.set("doc", new TextEncoder().encode("Order 12"));
    scene.api.faults(({ method }) => (method === "getFile" ? "html" : undefined));
    const sent = messageUpdate(person, { document: { file_id: "doc", file_name: "order.txt", file_size: 8 } });
    await scene.tells(sent, textUpdate(person, "That was it"));
    const [chat] = await scene.chats();
    expect((await entriesOf(chat?.id ?? "")).kinds).toEqual(["started"]);
    scene.api.works();
    await scene.passes(5);
    await scene.work();
    expect((await entriesOf(chat?.id ?? "")).kinds).toEqual(["started", "message", "message"]);
  });
});
