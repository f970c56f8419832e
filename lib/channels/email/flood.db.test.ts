import { eq, like, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channelFiles, channelUpdates, rateLimits } from "@/db/schema";
import { listChannels } from "@/lib/settings/queries";
import { NO_FLOOD_LIMITS } from "@/tests/support/channels/scene";
import { composeMail } from "@/tests/support/email/mails";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { bodiesOf } from "@/tests/support/email/talk";
import { createDepartment } from "@/tests/support/factories";
import { processUpdates } from "../process-updates";
import { storeUpdates } from "../store-updates";
import { replyAddress, signThread } from "./reply-token";

describe("by mail", () => {
  let scene: EmailScene;
  beforeEach(async () => {
    scene = await emailScene({ departmentId: (await createDepartment()).id });
    scene.door.flood = { ...NO_FLOOD_LIMITS, messages: 0, mails: 2, starts: 0 };
  });
  afterEach(() => scene.close());

  const mail = (text: string, address = "vera@visitor.example") =>
    composeMail({ text, subject: "", from: { name: "Vera", address }, to: scene.account.address });

  test("who begins too many chats begins no further one, is answered nothing, and the mails stay in the mailbox", async () => {
    await scene.comes(await mail("1"), await mail("2"), await mail("3"), await mail("other", "tom@visitor.example"));
    const chats = await scene.chats();
    expect((await Promise.all(chats.map(({ id }) => bodiesOf(id)))).sort()).toEqual([["1"], ["2"], ["other"]]);
    expect(await scene.sent()).toEqual([]);
    expect(scene.imap.mailbox.mails).toHaveLength(4);
    expect((await listChannels(scene.db)).find(({ id }) => id === scene.channel.id)?.refused).toBe(1);
  });

  test("a mail is taken with all its files or not at all, and its files do not count", async () => {
    const attachments = ["a.txt", "b.txt", "c.txt"].map((filename) => ({ filename, content: filename }));
    await scene.comes(
      await composeMail({ text: "1", subject: "", attachments }),
      await composeMail({ text: "2", subject: "", attachments }),
      await composeMail({ text: "3", subject: "", attachments }),
    );
    await processUpdates(scene.door);
    const chats = await scene.chats();
    expect(await Promise.all(chats.map(async ({ id }) => (await bodiesOf(id)).length))).toEqual([4, 4]);
  });

  test("an answer is counted in its thread, and a flood of new mails takes nothing of it", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, messages: 0, mails: 2, starts: 1 };
    await scene.comes(await mail("1"), await mail("2", "tom@visitor.example"));
    expect(await scene.chats()).toHaveLength(1);
    const [update] = await scene.db.select().from(channelUpdates).where(eq(channelUpdates.channelId, scene.channel.id));
    const to = replyAddress(signThread(update?.externalId ?? "", scene.signer), scene.account.address);
    const reply = (text: string) => composeMail({ text, to, from: "vera@visitor.example" });
    await scene.comes(await reply("answer 1"), await reply("answer 2"), await reply("answer 3"));
    const [chat] = await scene.chats();
    expect(await bodiesOf(chat?.id ?? "")).toEqual(["1", "answer 1", "answer 2"]);
  });

  const from = (sender: string, results: string) =>
    composeMail({
      text: sender,
      subject: "",
      from: { name: "Vera", address: sender },
      headers: { "Authentication-Results": `mx.company.example; ${results}` },
    });
  const bodies = async () => (await Promise.all((await scene.chats()).map(({ id }) => bodiesOf(id)))).flat().toSorted();
  const forgeries = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => from(`x${index}@forged${index}.example`, "spf=none")));

  test("made-up senders use up their own share and no one else's, who has a domain that of this domain", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, starts: 8 };
    await scene.comes(...(await forgeries(12)));
    expect(await scene.chats()).toHaveLength(2);
    const own = ["a@spam.example", "b@n1.spam.example", "c@n2.spam.example"];
    await scene.comes(...(await Promise.all(own.map((sender) => from(sender, "dmarc=pass")))));
    await scene.comes(
      await from("vera@visitor.example", "dkim=pass header.d=visitor.example"),
      ...(await forgeries(1)),
    );
    expect(await bodies()).toEqual([
      "a@spam.example",
      "b@n1.spam.example",
      "vera@visitor.example",
      "x0@forged0.example",
      "x1@forged1.example",
    ]);
  });

  test("who forges another one's address takes nothing of what that one may write", async () => {
    await scene.comes(...(await Promise.all([1, 2, 3].map(() => from("vera@visitor.example", "spf=softfail")))));
    expect(await scene.chats()).toHaveLength(2);
    await scene.comes(await from("vera@visitor.example", "dmarc=pass"));
    expect(await scene.chats()).toHaveLength(3);
  });

  test("a pass that is about another domain is none, and forged passes leave the share of those without any", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, starts: 4 };
    await scene.comes(
      await from("a@x1.example", "spf=pass smtp.mailfrom=evil.example"),
      await from("b@x2.example", "dkim=pass header.d=evil.example"),
    );
    expect(await bodies()).toEqual(["a@x1.example"]);
    const passes = Array.from({ length: 6 }, (_, index) => from(`y@y${index}.example`, "dmarc=pass"));
    await scene.comes(...(await Promise.all(passes)));
    expect(await scene.chats()).toHaveLength(5);
  });

  const heavy = (text: string, kibibytes: number, more: object = {}) =>
    composeMail({
      text,
      subject: "",
      attachments: [{ filename: `${text}.txt`, content: "x".repeat(kibibytes * 1024) }],
      ...more,
    });
  const shown = async () => (await listChannels(scene.db)).find(({ id }) => id === scene.channel.id);

  test("too many bytes leave files in the mailbox, by name, while what is said comes in, once however often it is found", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, kibibytes: 40 };
    await scene.comes(await heavy("one", 6), await heavy("two", 6), await heavy("three", 3));
    const missing = "two\n\nAn attachment could not be taken: \u2068two.txt\u2069";
    expect(await bodies()).toEqual([null, null, "one", "three", missing].toSorted());
    expect(await shown()).toMatchObject({ refused: 0, bare: 1 });
    // The mailbox is made anew, and everything of it is found once more.
    scene.imap.mailbox.validity = 9;
    expect(await scene.comes()).toBe(0);
    expect(await bodies()).toHaveLength(5);
    const left = await scene.db.select().from(channelFiles).where(eq(channelFiles.channelId, scene.channel.id));
    expect(left).toEqual([]);
  });

  test("a mail that is only files says which they were, and somebody confirmed has bytes of their own", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, kibibytes: 40 };
    await scene.comes(
      await heavy("", 11, { attachments: [{ filename: "a.txt", content: "x".repeat(11 * 1024) }] }),
      await heavy("mine", 9, { headers: { "Authentication-Results": "mx.company.example; dmarc=pass" } }),
    );
    expect((await bodies()).filter((body) => body !== null)).toEqual([
      "An attachment could not be taken: \u2068a.txt\u2069",
      "mine",
    ]);
    expect(await bodies()).toHaveLength(3);
  });

  test("bytes of made-up senders take nothing of what all others have together", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, kibibytes: 40 };
    const confirmed = { "Authentication-Results": "mx.company.example; dmarc=pass" };
    const others = ["a", "b", "c", "d"].map((name) =>
      heavy(name, 10, { from: `${name}@${name}.example`, headers: confirmed }),
    );
    await scene.comes(await heavy("forged", 10), ...(await Promise.all(others)));
    expect(await shown()).toMatchObject({ refused: 0, bare: 0 });
    // What all of them have together is used up now, whoever it is.
    await scene.comes(await heavy("e", 1, { from: "e@e.example", headers: confirmed }));
    expect(await shown()).toMatchObject({ refused: 0, bare: 1 });
  });

  test("a service that passes mail on is told to keep what has too many bytes, whole", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, kibibytes: 40 };
    const kind = scene.door.kinds.email;
    const store = async (raw: Buffer) => {
      const request = new Request("http://chat.test", {
        method: "POST",
        headers: { "content-type": "message/rfc822" },
        body: new Uint8Array(raw),
      });
      const updates = (await kind.readRequest?.(JSON.stringify(scene.account), request)) ?? [];
      return storeUpdates(scene.door, { channelId: scene.channel.id, kind, updates });
    };
    const large = await heavy("large", 11);
    expect(await store(large)).toMatchObject({ added: 0, refused: 1, retryAfterSeconds: expect.any(Number) });
    await scene.db.update(rateLimits).set({ endsAt: sql`now()` }).where(like(rateLimits.key, "channel kib%"));
    scene.door.flood = { ...NO_FLOOD_LIMITS, kibibytes: 80 };
    expect(await store(large)).toMatchObject({ added: 2, refused: 0 });
    expect(await shown()).toMatchObject({ refused: 1, bare: 0 });
  });
});
