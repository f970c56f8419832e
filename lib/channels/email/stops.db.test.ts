import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { channelFiles, channels, channelUpdates } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { mortalDoor } from "@/tests/support/channels/mortal-door";
import { text, timelineOf } from "@/tests/support/chat-rows";
import { composeMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { talk } from "@/tests/support/email/talk";
import { createDepartment } from "@/tests/support/factories";
import { arrive } from "@/tests/support/imap/server";
import { LONG, stopEverywhere } from "@/tests/support/mortal";
import { deliverDueEntries } from "../deliver";
import { processUpdates } from "../process-updates";
import { receiveUpdates } from "../receive";
import { storeUpdates } from "../store-updates";

// Every process here is stopped between every two of its steps; another one goes on when its claims have ended.
const TIMEOUT_MS = 480_000;

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: EmailScene;
beforeEach(async () => {
  department = await createDepartment();
  scene = await emailScene({ departmentId: department.id });
});
afterEach(() => scene.close());

test(
  "a letter that was on its way when its process was stopped comes again as the same letter, and every other one once",
  async () => {
    const { owner, id } = await talk(scene, department.id);
    const stops = await stopEverywhere(async (process) => {
      const before = (await scene.sent()).length;
      await sendMessage(owner, id, text("one"));
      await sendMessage(owner, id, text("two"));
      await scene.passes(1);
      await process.run(() => deliverDueEntries(mortalDoor(scene.door, process)));
      // What is said meanwhile is in another letter where this one may have gone, and never before it.
      await sendMessage(owner, id, text("three"));
      for (let time = 0; time < 2; time++) {
        await scene.passes(5);
        await deliverDueEntries(scene.door);
      }
      const letters = (await scene.sent()).slice(before);
      const numbers = new Set(letters.map(({ mail }) => mail.messageId));
      const doubles = letters.length - numbers.size;
      for (const number of numbers) {
        const same = letters.filter(({ mail }) => mail.messageId === number);
        expect(new Set(same.map(({ mail }) => mail.text)).size).toBe(1);
      }
      const said = [...numbers].map((number) => letters.find(({ mail }) => mail.messageId === number)?.mail.text ?? "");
      expect(said.join("\n").match(/one|two|three/g), `stopped at ${process.stoppedAt()}`).toEqual([
        "one",
        "two",
        "three",
      ]);
      return doubles;
    });
    const doubled = stops.filter(({ found }) => found > 0);
    expect(doubled.map(({ found }) => found)).toEqual(doubled.map(() => 1));
    // Between the answer of the server and the note of it, and at no other step.
    expect(doubled.map(({ at }) => at)).toEqual(["called send", "update", "begin", "execute", "update", "commit"]);
  },
  TIMEOUT_MS,
);

test(
  "a mailbox is read again from where its mails were kept, each mail is there once, and nothing in it changes",
  async () => {
    const asks = () => scene.db.update(channels).set({ pollDueAt: null }).where(eq(channels.id, scene.channel.id));
    const kept = () => scene.db.$count(channelUpdates, eq(channelUpdates.channelId, scene.channel.id));
    const stops = await stopEverywhere(async (process) => {
      const before = await kept();
      arrive(scene.imap, await composeMail({ text: "Hello" }));
      await asks();
      await process.run(() => receiveUpdates(mortalDoor(scene.door, process), "email"));
      await asks();
      await receiveUpdates(scene.door, "email");
      expect(await kept(), `stopped at ${process.stoppedAt()}`).toBe(before + 1);
      expect((await scene.row())?.pollAfter).toBe(`7:${scene.imap.mailbox.mails.length}`);
    });
    expect(stops.map(({ at }) => at)).toEqual(expect.arrayContaining(["call poll", "called poll", "commit"]));
  },
  TIMEOUT_MS,
);

test(
  "a mail begins one chat, with its file in it once",
  async () => {
    const { email } = scene.door.kinds;
    const attachments = [{ filename: "order.txt", content: "Order 12" }];
    const stops = await stopEverywhere(async (process) => {
      const before = new Set((await scene.chats()).map(({ id }) => id));
      const body = await composeMail({ text: "", subject: "", attachments });
      const request = new Request("http://chat.test", {
        method: "POST",
        headers: { "content-type": "message/rfc822" },
        body,
      });
      const updates = (await email.readRequest?.(JSON.stringify(scene.account), request)) ?? [];
      await storeUpdates(scene.door, { channelId: scene.channel.id, kind: email, updates });
      await process.run(() => processUpdates(mortalDoor(scene.door, process)));
      await scene.passes(5);
      await processUpdates(scene.door);
      const made = (await scene.chats()).filter(({ id }) => !before.has(id));
      const entries = await Promise.all(made.map(({ id }) => timelineOf(id)));
      const files = entries.map((all) => all.filter(({ fileId }) => fileId !== null).length);
      expect(files, `stopped at ${process.stoppedAt()}`).toEqual([1]);
    }, LONG);
    expect(stops.length).toBeGreaterThan(8);
    expect(await scene.db.$count(channelFiles, eq(channelFiles.channelId, scene.channel.id))).toBe(0);
  },
  TIMEOUT_MS,
);
