import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channelFiles, channelUpdates, mailThreads } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { inChat } from "@/lib/files/reserve-file";
import { uploadFile } from "@/lib/files/upload-file";
import { uuidv7 } from "@/lib/ids";
import { eraseVisitorFor } from "@/lib/visitors/erase-visitor";
import { timelineOf } from "@/tests/support/chat-rows";
import { composeMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { answer, talk } from "@/tests/support/email/talk";
import { asRole, createDepartment } from "@/tests/support/factories";

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: EmailScene;
beforeEach(async () => {
  department = await createDepartment();
  scene = await emailScene({ departmentId: department.id });
});
afterEach(() => scene.close());

describe("files", () => {
  test("come into the chat in their order, and leave no bytes behind", async () => {
    await scene.comes(
      await composeMail({
        to: scene.account.address,
        text: "Look",
        attachments: [
          { filename: "order.txt", content: "Order 12" },
          { filename: "page.txt", content: Buffer.from([0, 1, 2, 3]) },
          { filename: "last.txt", content: "The end" },
        ],
      }),
    );
    const [chat] = await scene.chats();
    const said = (await timelineOf(chat?.id ?? "")).filter(({ kind }) => kind === "message");
    expect(said.map(({ body, fileId }) => [body, fileId !== null])).toEqual([
      ["My order\n\nLook", false],
      [null, true],
      ["An attachment could not be taken: \u2068page.txt\u2069", false],
      [null, true],
    ]);
    const left = await scene.db.select().from(channelFiles).where(eq(channelFiles.channelId, scene.channel.id));
    expect(left).toEqual([]);
    const kept = await scene.db.select().from(channelUpdates).where(eq(channelUpdates.channelId, scene.channel.id));
    expect(kept.every(({ incoming, reply, doneAt }) => incoming === null && reply === null && doneAt)).toBe(true);
  });

  test("of operators go along with the letter", async () => {
    const { owner, id } = await talk(scene, department.id);
    const body = new Blob(["Order 12"]).stream();
    const file = await uploadFile(owner, scene.door.storage, inChat(id), { name: "order.txt", size: 8, body });
    await sendMessage(owner, id, { clientId: uuidv7(), body: "Here", fileId: file.id });
    const sent = await answer(scene, owner, id, "Anything else?");
    expect(sent?.mail.attachments).toMatchObject([{ filename: "order.txt", mimeType: "text/plain" }]);
    expect(sent?.mail.text).toContain("Here\n[order.txt]\n\nAnything else?");
  });
});

test("who is erased is somebody new, also with the signature of before, and gets nothing more", async () => {
  const { owner, id } = await talk(scene, department.id);
  const to = (await answer(scene, owner, id, "Hello"))?.mail.replyTo?.[0]?.address ?? "";
  await eraseVisitorFor(await asRole("admin"), (await scene.chats())[0]?.visitorId ?? "");
  expect(await scene.db.select().from(mailThreads).where(eq(mailThreads.channelId, scene.channel.id))).toEqual([]);
  await scene.comes(await composeMail({ to, text: "Again" }));
  const all = await scene.chats();
  expect(new Set(all.map(({ visitorId }) => visitorId)).size).toBe(2);
});
