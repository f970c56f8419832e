import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channelChats, chats, mailThreads } from "@/db/schema";
import { blockVisitor } from "@/lib/blocks/block-visitor";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { distribute } from "@/lib/routing/distribute";
import { setMaintenance } from "@/lib/settings/maintenance";
import { entriesOf, text } from "@/tests/support/chat-rows";
import { composeMail, rawMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { answer, bodiesOf, talk } from "@/tests/support/email/talk";
import { asRole, asThere, createDepartment } from "@/tests/support/factories";
import { arrive } from "@/tests/support/imap/server";
import { deliverDueEntries } from "../deliver";
import { processUpdates } from "../process-updates";
import { receiveUpdates } from "../receive";
import { MAIL_BYTES_MAX } from "./imap";

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: EmailScene;
let refuses: ((address: string) => { status: number; text: string } | null) | null = null;
beforeEach(async () => {
  refuses = null;
  department = await createDepartment();
  scene = await emailScene({ departmentId: department.id }, { recipient: (address) => refuses?.(address) ?? null });
});
afterEach(() => scene.close());

const textsSent = async () => (await scene.sent()).map(({ mail }) => mail.text?.split("\n\n-- ")[0]);

describe("what goes out", () => {
  test("waits while the server is dead for an hour, and then arrives once, in its order", async () => {
    const { owner, id } = await talk(scene, department.id);
    await answer(scene, owner, id, "before");
    await scene.smtpDies();
    for (let minute = 0; minute < 4; minute++) {
      await sendMessage(owner, id, text(`${minute}`));
      await scene.passes(15);
      await scene.work();
    }
    expect(await scene.row()).toMatchObject({ failure: "unreachable", failedAt: expect.any(Date) });
    await scene.smtpComesBack();
    await scene.passes(15);
    await scene.work();
    await scene.passes(15);
    await scene.work();
    // What was tried first goes as it was tried; what was said meanwhile is in the next one.
    expect(await textsSent()).toEqual(["before", "0", "1\n\n2\n\n3"]);
    expect(await scene.row()).toMatchObject({ failure: null, retryAt: null });
  });

  test("is sent by one of several processes at once", async () => {
    const { owner, id } = await talk(scene, department.id);
    for (const word of ["a", "b"]) await sendMessage(owner, id, text(word));
    await scene.passes(1);
    await Promise.all([1, 2, 3].map(() => deliverDueEntries(scene.door)));
    expect(await textsSent()).toEqual(["a\n\nb"]);
  });

  test("sent by who died before saying so is the same letter again, and what was said since is another one", async () => {
    const { owner, id } = await talk(scene, department.id);
    const first = await answer(scene, owner, id, "a");
    const [thread] = await scene.db.select().from(mailThreads).where(eq(mailThreads.channelId, scene.channel.id));
    const [chat] = await scene.chats();
    // As the database is when a process ends between the answer of the server and its note.
    await scene.db
      .update(chats)
      .set({ sentPubSeq: (chat?.lastPubSeq ?? 0) - 1 })
      .where(eq(chats.id, id));
    await scene.db
      .update(mailThreads)
      .set({ mailUpto: chat?.lastPubSeq ?? 0, messageIds: thread?.messageIds.slice(0, 1) ?? [] })
      .where(eq(mailThreads.channelId, scene.channel.id));
    await answer(scene, owner, id, "b");
    await scene.passes(1);
    await scene.work();
    const sent = await scene.sent();
    expect(await textsSent()).toEqual(["a", "a", "b"]);
    expect(sent.map(({ mail }) => mail.messageId === first?.mail.messageId)).toEqual([true, true, false]);
  });

  test("is not sent by who has lost the claim", async () => {
    const { owner, id } = await talk(scene, department.id);
    await sendMessage(owner, id, text("a"));
    await scene.passes(1);
    const running = deliverDueEntries(scene.door);
    await scene.db.update(channelChats).set({ turn: 99 }).where(eq(channelChats.chatId, id));
    await running;
    await scene.passes(5);
    await scene.work();
    // Sent at least once, and noted once, whoever was first.
    expect(new Set(await textsSent())).toEqual(new Set(["a"]));
    const [chat] = await scene.chats();
    expect(chat?.sentPubSeq).toBe(chat?.lastPubSeq);
  });

  test("that a server takes later is only late, and the channel works", async () => {
    const { owner, id } = await talk(scene, department.id);
    refuses = () => ({ status: 450, text: "Greylisted" });
    await answer(scene, owner, id, "Hello");
    expect(await scene.row()).toMatchObject({ failure: null });
    refuses = null;
    await scene.passes(2);
    await scene.work();
    expect(await textsSent()).toEqual(["Hello"]);
  });

  test("that is refused for good is told to the operators, and what follows goes out", async () => {
    const { owner, id } = await talk(scene, department.id);
    refuses = () => ({ status: 550, text: "No such user vera@visitor.example" });
    await answer(scene, owner, id, "bad");
    refuses = null;
    await answer(scene, owner, id, "good");
    expect(await textsSent()).toEqual(["good"]);
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "undelivered")).toHaveLength(1);
    expect(await scene.row()).toMatchObject({ failure: null });
  });

  test("that a server gives up later is told to the operators by the report of it", async () => {
    const { owner, id } = await talk(scene, department.id);
    const number = (await answer(scene, owner, id, "Hello"))?.mail.messageId ?? "";
    const report = rawMail(
      "From: MAILER-DAEMON@mx.example",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
      "",
      "--x",
      "Content-Type: message/delivery-status",
      "",
      "Action: failed",
      "--x",
      "Content-Type: message/rfc822",
      "",
      `Message-ID: ${number}`,
      "",
      "--x--",
    );
    await scene.comes(report, report);
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "undelivered")).toHaveLength(1);
    expect((await scene.chats())[0]).toMatchObject({ visitorName: "Vera" });
  });

  test("carries no header that somebody has written into a name or a subject", async () => {
    const raw = rawMail(
      "From: =?utf-8?q?Ve=0D=0ABcc=3A_all=40x.example?= <vera@visitor.example>",
      "Subject: =?utf-8?q?a=0D=0ABcc=3A_all=40x.example?=",
      "",
      "Hi",
    );
    await scene.comes(raw);
    const owner = await asThere({ departmentIds: [department.id] });
    await distribute(owner, [department.id]);
    const sent = await answer(scene, owner, (await scene.chats())[0]?.id ?? "", "Hello");
    expect(sent?.to).toEqual(["vera@visitor.example"]);
    expect(sent?.mail.headers.some(({ key }) => key === "bcc")).toBe(false);
    expect(sent?.mail.subject).toBe("Re: a Bcc: all@x.example");
  });
});

describe("what comes in", () => {
  test("is fetched from where it was left, once, whoever dies in between", async () => {
    arrive(
      scene.imap,
      await composeMail({ text: "one", subject: "" }),
      await composeMail({ text: "two", subject: "" }),
    );
    await Promise.all([scene.receive(), scene.receive()]);
    expect((await scene.row())?.pollAfter).toBe("7:2");
    await Promise.all([processUpdates(scene.door), processUpdates(scene.door)]);
    expect(await scene.chats()).toHaveLength(2);
    scene.imap.mailbox.mails.splice(0, 2);
    expect(await scene.comes(await composeMail({ text: "three", subject: "" }))).toBe(1);
    expect((await scene.row())?.pollAfter).toBe("7:3");
  });

  test("waits while the mailbox is dead, and the channel says so until it is back", async () => {
    await scene.imap.dies();
    await scene.receive();
    expect(await scene.row()).toMatchObject({ failure: "unreachable", pollAfter: "7:0" });
    arrive(scene.imap, await composeMail());
    await scene.imap.comesBack();
    await scene.passes(60);
    await scene.receive();
    await scene.work();
    expect(await scene.row()).toMatchObject({ failure: null });
    expect(await scene.chats()).toHaveLength(1);
  });

  test("stops when the password is revoked: the channel is red with the reason, and its chats stay", async () => {
    await talk(scene, department.id);
    scene.imap.revoke();
    await scene.receive();
    expect(await scene.row()).toMatchObject({ failure: "token", failedAt: expect.any(Date) });
    expect((await scene.chats())[0]).toMatchObject({ status: "active" });
  });

  test("is not asked for all the time", async () => {
    await scene.receive();
    const before = scene.imap.logins();
    await receiveUpdates(scene.door, "email");
    expect(scene.imap.logins()).toBe(before);
  });

  test("larger than we take comes with its beginning, and says what is missing", async () => {
    const raw = await composeMail({
      text: "Look",
      attachments: [{ filename: "film.mp4", content: Buffer.alloc(Math.ceil(MAIL_BYTES_MAX * 0.75)) }],
    });
    expect(raw.byteLength).toBeGreaterThan(MAIL_BYTES_MAX);
    await scene.comes(raw);
    const [said] = await bodiesOf((await scene.chats())[0]?.id ?? "");
    expect(said).toContain("Look");
    expect(said).toContain("An attachment could not be taken: \u2068film.mp4\u2069");
  });

  test("waits in maintenance mode, without any answer, and then comes in once", async () => {
    const admin = await asRole("admin");
    await setMaintenance(admin, { isOn: true, until: null });
    try {
      await scene.comes(await composeMail());
      expect(await scene.chats()).toEqual([]);
    } finally {
      await setMaintenance(admin, { isOn: false, until: null });
    }
    await scene.passes(1);
    await scene.work();
    expect(await scene.chats()).toHaveLength(1);
    expect(await scene.sent()).toEqual([]);
  });

  test("from who is blocked is taken by nobody, and answered by nothing", async () => {
    const { owner, id } = await talk(scene, department.id);
    const to = (await answer(scene, owner, id, "Hello"))?.mail.replyTo?.[0]?.address ?? "";
    await blockVisitor(owner, id, { hours: null, address: false, reason: "" });
    await scene.comes(await composeMail({ to, text: "More" }));
    expect(await bodiesOf(id)).not.toContain("More");
    expect(await scene.sent()).toHaveLength(1);
  });
});
