import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channelUpdates, chats, departments } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { distribute } from "@/lib/routing/distribute";
import { entriesOf, text, timelineOf } from "@/tests/support/chat-rows";
import { composeMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { answer, bodiesOf, talk } from "@/tests/support/email/talk";
import { asThere, createDepartment } from "@/tests/support/factories";

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: EmailScene;
beforeEach(async () => {
  department = await createDepartment();
  scene = await emailScene({ departmentId: department.id });
});
afterEach(() => scene.close());

describe("a mail", () => {
  test("begins a chat of its own, in which the operator reads who it says that it is from", async () => {
    await scene.comes(await composeMail({ to: scene.account.address, subject: "My order", text: "Where is it?" }));
    const [chat, ...more] = await scene.chats();
    expect(more).toEqual([]);
    expect(chat).toMatchObject({
      departmentId: department.id,
      visitorName: "Vera",
      visitorEmail: "vera@visitor.example",
      identity: null,
      status: "queued",
    });
    expect(await bodiesOf(chat?.id ?? "")).toEqual(["My order\n\nWhere is it?"]);
    expect(scene.imap.refused).toEqual([]);
  });

  test("is answered by nothing but what an operator says", async () => {
    const { owner, id } = await talk(scene, department.id);
    await scene.passes(5);
    await scene.work();
    await closeChat(owner, id);
    await scene.passes(5);
    await scene.work();
    expect(await scene.sent()).toEqual([]);
  });

  test("of the same sender is another chat, and nobody learns of the first one", async () => {
    await talk(scene, department.id);
    await scene.comes(await composeMail({ to: scene.account.address, text: "Another matter" }));
    const all = await scene.chats();
    expect(all).toHaveLength(2);
    expect(new Set(all.map(({ visitorId }) => visitorId)).size).toBe(2);
    expect(all[1]?.previousChatId).toBeNull();
  });

  test("that comes again, by the mailbox made anew, is done once", async () => {
    const raw = await composeMail({ to: scene.account.address });
    expect(await scene.comes(raw)).toBe(1);
    scene.imap.mailbox.validity = 8;
    expect(await scene.comes()).toBe(0);
    expect(await scene.comes(raw)).toBe(0);
    expect(await scene.chats()).toHaveLength(1);
    expect((await scene.row())?.pollAfter).toBe("8:2");
  });

  test("that nobody has written begins nothing", async () => {
    await scene.comes(
      await composeMail({ to: scene.account.address, headers: { "Auto-Submitted": "auto-replied" } }),
      await composeMail({ to: scene.account.address, from: scene.account.address }),
    );
    expect(await scene.chats()).toEqual([]);
    expect((await scene.row())?.pollAfter).toBe("7:2");
  });

  test("waits while its channel has no department that takes chats, and is never given up", async () => {
    const disable = (disabled: boolean) =>
      scene.db.update(departments).set({ disabled }).where(eq(departments.id, department.id));
    await disable(true);
    await scene.comes(await composeMail({ to: scene.account.address }));
    await scene.db.update(channelUpdates).set({ attempts: 5000 }).where(eq(channelUpdates.channelId, scene.channel.id));
    await scene.passes(10);
    await scene.work();
    expect(await scene.chats()).toEqual([]);
    await disable(false);
    await scene.passes(10);
    await scene.work();
    expect(await scene.chats()).toHaveLength(1);
    expect(await scene.sent()).toEqual([]);
  });
});

describe("an answer", () => {
  test("goes as one letter in the thread, with what was said in its order", async () => {
    const { owner, id } = await talk(scene, department.id);
    await sendMessage(owner, id, text("One"));
    await scene.work();
    expect(await scene.sent()).toEqual([]);
    const sent = await answer(scene, owner, id, "Two");
    expect(sent).toMatchObject({ from: scene.account.address, to: ["vera@visitor.example"] });
    expect(sent?.mail.text?.trim()).toBe(`One\n\nTwo\n\n-- \n${owner.actor.name}\n${department.name}`);
    expect(sent?.mail).toMatchObject({
      subject: "Re: My order",
      from: { name: "Tom's Kitchen", address: scene.account.address },
      inReplyTo: "<first@visitor.example>",
      references: "<first@visitor.example>",
    });
    const [, token] = /\+([a-z2-7]{32})@/.exec(sent?.mail.replyTo?.[0]?.address ?? "") ?? [];
    expect(sent?.mail.messageId).toMatch(new RegExp(`^<${token}\\..*@company\\.example>$`));
  });

  test("is answered by mail in the same chat, and the next letter follows", async () => {
    const { owner, id } = await talk(scene, department.id);
    const first = await answer(scene, owner, id, "Do you want it?");
    const to = first?.mail.replyTo?.[0]?.address ?? "";
    await scene.comes(
      await composeMail({
        to,
        subject: "Re: My order",
        text: "Yes\n\nOn 1 Dec 2026 at 10:00, Tom wrote:\n> Do you want it?",
        messageId: "<second@visitor.example>",
        inReplyTo: first?.mail.messageId ?? "",
      }),
    );
    expect(await scene.chats()).toHaveLength(1);
    expect(await bodiesOf(id)).toEqual(["My order\n\nHello", "Do you want it?", "Yes"]);
    expect((await entriesOf(id)).kinds).not.toContain("other_sender");
    const second = await answer(scene, owner, id, "On its way");
    expect(second?.mail.inReplyTo).toBe("<second@visitor.example>");
    expect(second?.mail.references?.split(/\s+/)).toEqual([
      "<first@visitor.example>",
      first?.mail.messageId,
      "<second@visitor.example>",
    ]);
    expect(second?.mail.text).not.toContain("Do you want it?");
  });

  test("is found by the number alone, where an address has lost its signature", async () => {
    const { owner, id } = await talk(scene, department.id);
    const first = await answer(scene, owner, id, "Do you want it?");
    await scene.comes(
      await composeMail({ to: scene.account.address, text: "Yes", inReplyTo: first?.mail.messageId ?? "" }),
    );
    expect((await bodiesOf(id)).at(-1)).toBe("Yes");
  });

  test("from another address is marked, and gets neither history nor what is said next", async () => {
    const { owner, id } = await talk(scene, department.id);
    const first = await answer(scene, owner, id, "Secret of Vera");
    const to = first?.mail.replyTo?.[0]?.address ?? "";
    const mallory = { name: "Vera", address: "mallory@evil.example" };
    await scene.comes(
      await composeMail({ to, from: mallory, text: "Send me all", attachments: [{ filename: "a.txt", content: "a" }] }),
    );
    const entries = await timelineOf(id);
    const marks = entries.filter(({ kind }) => kind === "other_sender");
    expect(marks).toMatchObject([{ pubSeq: null, data: { address: "mallory@evil.example" } }]);
    const at = entries.findIndex(({ kind }) => kind === "other_sender");
    expect(entries[at + 1]?.body).toBe("Send me all");
    await answer(scene, owner, id, "No");
    const sent = await scene.sent();
    expect(sent.map((one) => one.to)).toEqual([["vera@visitor.example"], ["vera@visitor.example"]]);
    expect((await scene.chats())[0]).toMatchObject({ visitorName: "Vera", visitorEmail: "vera@visitor.example" });
  });

  test("that its server could not confirm is marked once for each address, before what it says", async () => {
    const failed = { "Authentication-Results": "mx.company.example; dmarc=fail header.from=visitor.example" };
    await scene.comes(await composeMail({ to: scene.account.address, text: "Hello", headers: failed }));
    const [chat] = await scene.chats();
    const id = chat?.id ?? "";
    const owner = await asThere({ departmentIds: [department.id] });
    await distribute(owner, [department.id]);
    const to = (await answer(scene, owner, id, "Yes?"))?.mail.replyTo?.[0]?.address ?? "";
    await scene.comes(await composeMail({ to, text: "More", headers: failed }));
    await scene.comes(
      await composeMail({ to, text: "Confirmed", headers: { "Authentication-Results": "mx; dmarc=pass" } }),
    );
    const other = { address: "mallory@evil.example", name: "Vera" };
    await scene.comes(await composeMail({ to, from: other, text: "Mine", headers: failed }));
    const entries = await timelineOf(id);
    const marks = entries.filter(({ kind }) => kind === "other_sender");
    expect(marks.map(({ pubSeq, data }) => [pubSeq, data])).toEqual([
      [null, { address: "vera@visitor.example", failed: "dmarc" }],
      [null, { address: "mallory@evil.example" }],
      [null, { address: "mallory@evil.example", failed: "dmarc" }],
    ]);
    const at = entries.findIndex(({ kind }) => kind === "other_sender");
    expect(entries[at + 1]?.body).toContain("Hello");
    // A mark is for operators: nothing of it goes out.
    expect((await scene.sent()).every(({ raw }) => !raw.includes("dmarc"))).toBe(true);
  });

  test("with a forged signature joins nothing, whoever it says that it is from", async () => {
    const { owner, id } = await talk(scene, department.id);
    const first = await answer(scene, owner, id, "Do you want it?");
    const real = first?.mail.replyTo?.[0]?.address ?? "";
    const other = (letter: string) => (letter === "a" ? "b" : "a");
    // The thread is right and its signature is not, and the other way round.
    for (const to of [real.replace(/.(?=@)/, other), real.replace(/(?<=\+)./, other)]) {
      await scene.comes(await composeMail({ to, text: "Yes", inReplyTo: "<first@visitor.example>" }));
    }
    expect(await scene.chats()).toHaveLength(3);
    expect(await bodiesOf(id)).toEqual(["My order\n\nHello", "Do you want it?"]);
  });

  test("that is our own letter, passed on to us in another one's name, begins and joins nothing", async () => {
    const { owner, id } = await talk(scene, department.id);
    const letter = await answer(scene, owner, id, "Hello");
    const passedOn = (letter?.raw ?? "").replace(/^From: .*$/m, "From: Vera <vera@visitor.example>");
    expect(passedOn).toContain("<vera@visitor.example>");
    expect(await scene.comes(Buffer.from(passedOn))).toBe(0);
    expect(await scene.chats()).toHaveLength(1);
    expect(await bodiesOf(id)).toEqual(["My order\n\nHello", "Hello"]);
  });

  test("to a closed chat opens it again, and long after begins one that goes on from it", async () => {
    const { owner, id } = await talk(scene, department.id);
    const to = (await answer(scene, owner, id, "Done"))?.mail.replyTo?.[0]?.address ?? "";
    await closeChat(owner, id);
    await scene.comes(await composeMail({ to, text: "Not quite" }));
    expect((await scene.chats())[0]).toMatchObject({ status: "queued" });
    await distribute(owner, [department.id]);
    await closeChat(owner, id);
    await scene.db
      .update(chats)
      .set({ closedAt: new Date(0) })
      .where(eq(chats.id, id));
    await scene.comes(await composeMail({ to, text: "A month later" }));
    const [, later] = await scene.chats();
    expect(later).toMatchObject({ previousChatId: id, visitorEmail: "vera@visitor.example" });
    await scene.comes(await composeMail({ to, text: "And more" }));
    expect(await bodiesOf(later?.id ?? "")).toEqual(["A month later", "And more"]);
  });
});
