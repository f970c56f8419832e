import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chatEvents, chats, departments } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { randomToken } from "@/lib/ids";
import { distribute } from "@/lib/routing/distribute";
import { entriesOf, text } from "@/tests/support/chat-rows";
import { composeMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { bodiesOf } from "@/tests/support/email/talk";
import { asThere, createDepartment, startInput, unique } from "@/tests/support/factories";
import { mailAbsentVisitors } from "../mail-absent-visitors";

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: EmailScene;
beforeEach(async () => {
  department = await createDepartment();
  scene = await emailScene({ departmentId: department.id });
});
afterEach(() => scene.close());

/** A chat on a website; with an address that its site vouches for, or one that somebody has typed. */
async function webChat({ verified = "vera@visitor.example" as string | null } = {}) {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const identity = { site: "foyer", sub: unique("sub"), name: "Vera", email: verified, expiresAt };
  const input = { ...startInput(department.key), name: "Vera", email: "typed@evil.example" };
  const { chat } = await startChat(scene.door, randomToken(32), input, "", verified === null ? null : identity);
  const owner = await asThere({ departmentIds: [department.id] });
  await distribute(owner, [department.id]);
  return { id: chat.id, owner };
}

const rowOf = async (id: string) => (await scene.db.select().from(chats).where(eq(chats.id, id)))[0];
const change = (id: string, values: Partial<typeof chats.$inferInsert>) =>
  scene.db.update(chats).set(values).where(eq(chats.id, id));
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** What was said is unread for so long, and its visitor was last seen so long ago. */
async function leave(id: string, { unread = 10, seen = 10 } = {}) {
  await scene.db
    .update(chatEvents)
    .set({ createdAt: ago(unread) })
    .where(eq(chatEvents.chatId, id));
  await change(id, { visitorSeenAt: ago(seen) });
}

async function runJobs() {
  await mailAbsentVisitors(scene.door);
  await scene.work();
  return scene.sent();
}

describe("an answer to a visitor who has left", () => {
  test("goes to the address that their site vouches for, once, however many jobs run", async () => {
    const { id, owner } = await webChat();
    await sendMessage(owner, id, text("Here is your answer"));
    await leave(id);
    await Promise.all([mailAbsentVisitors(scene.door), mailAbsentVisitors(scene.door)]);
    const [sent, ...more] = await runJobs();
    expect([more, await runJobs()]).toMatchObject([[], [{}]]);
    expect(sent?.to).toEqual(["vera@visitor.example"]);
    expect(sent?.mail.text).toMatch(/^You wrote to us in a chat and have left since.*\n\nHere is your answer\n\n-- /s);
    expect(sent?.mail.subject).toContain(department.name);
  });

  test("is answered by mail in the same chat, and what is said next follows while they are away", async () => {
    const { id, owner } = await webChat();
    await sendMessage(owner, id, text("Which colour?"));
    await leave(id);
    const to = (await runJobs())[0]?.mail.replyTo?.[0]?.address ?? "";
    await scene.comes(await composeMail({ to, text: "Red" }));
    expect(await bodiesOf(id)).toEqual(["Is anyone there?", "Which colour?", "Red"]);
    expect((await entriesOf(id)).kinds).not.toContain("other_sender");
    expect(await scene.chats()).toEqual([]);
    await sendMessage(owner, id, text("On its way"));
    await scene.passes(10);
    await scene.work();
    const sent = await scene.sent();
    expect(sent.map(({ mail }) => mail.text?.split("\n\n-- ")[0])).toMatchObject([
      expect.stringContaining("Which colour?"),
      "On its way",
    ]);
    expect(sent[1]?.mail.inReplyTo).toMatch(/@visitor\.example>$/);
  });

  test("never goes to an address that somebody has typed", async () => {
    const { id, owner } = await webChat({ verified: null });
    await sendMessage(owner, id, text("Secret"));
    await leave(id);
    expect(await runJobs()).toEqual([]);
  });

  test.each([
    ["is there", { seen: 0 }],
    ["may come back any moment", { unread: 2 }],
  ])("waits while the visitor %s", async (_, since) => {
    const { id, owner } = await webChat();
    await sendMessage(owner, id, text("Hello"));
    await leave(id, since);
    expect(await runJobs()).toEqual([]);
    await leave(id);
    expect(await runJobs()).toHaveLength(1);
  });

  test("that they have read is not mailed, also when it is read after the thread was opened", async () => {
    const { id, owner } = await webChat();
    await sendMessage(owner, id, text("Read"));
    await leave(id);
    await change(id, { visitorReadSeq: (await rowOf(id))?.lastSeq ?? 0 });
    expect(await runJobs()).toEqual([]);
    await sendMessage(owner, id, text("Unread"));
    await leave(id);
    await mailAbsentVisitors(scene.door);
    await change(id, { visitorReadSeq: (await rowOf(id))?.lastSeq ?? 0 });
    await scene.work();
    expect(await scene.sent()).toEqual([]);
    expect((await rowOf(id))?.sentPubSeq).toBe((await rowOf(id))?.lastPubSeq);
  });

  test("stays in the chat of a department that knows its visitors, or has no address of mail", async () => {
    const other = await createDepartment();
    const { id, owner } = await webChat();
    await sendMessage(owner, id, text("Hello"));
    await leave(id);
    await change(id, { departmentId: other.id });
    expect(await runJobs()).toEqual([]);
    await change(id, { departmentId: department.id });
    await scene.db.update(departments).set({ verifiedOnly: true }).where(eq(departments.id, department.id));
    expect(await runJobs()).toEqual([]);
  });
});
