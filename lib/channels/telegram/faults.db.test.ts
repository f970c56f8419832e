import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channels, channelUpdates } from "@/db/schema";
import { deliverDueEntries } from "@/lib/channels/deliver";
import { processUpdates } from "@/lib/channels/process-updates";
import { receiveUpdates } from "@/lib/channels/receive";
import { storeUpdates } from "@/lib/channels/store-updates";
import { tellPlaces } from "@/lib/channels/tell-places";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { distribute } from "@/lib/routing/distribute";
import { setMaintenance } from "@/lib/settings/maintenance";
import { entriesOf, text, timelineOf } from "@/tests/support/chat-rows";
import { asRole, asThere, createDepartment } from "@/tests/support/factories";
import { manyRounds } from "@/tests/support/races";
import { Refusal } from "@/tests/support/telegram/checks";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { memberUpdate, newPerson, textUpdate } from "@/tests/support/telegram/updates";

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: TelegramScene;
beforeEach(async () => {
  department = await createDepartment();
  scene = await telegramScene({ departmentId: department.id });
});
afterEach(() => scene.close());

async function talk() {
  const person = newPerson();
  await scene.tells(textUpdate(person, "Hello"));
  const owner = await asThere({ departmentIds: [department.id] });
  await distribute(owner, [department.id]);
  await scene.work();
  const [chat] = await scene.chats();
  return { person, owner, id: chat?.id ?? "" };
}

const channelRow = async () => {
  const [row] = await scene.door.db.select().from(channels).where(eq(channels.id, scene.channel.id));
  return row;
};
const bodies = async (id: string) =>
  (await timelineOf(id)).filter(({ kind }) => kind === "message").map(({ body }) => body);

describe("what goes to Telegram", () => {
  test("waits while it is dead for an hour, and then arrives once, in its order", async () => {
    const { person, owner, id } = await talk();
    const before = scene.api.textsTo(person.id).length;
    await scene.api.dies();
    for (let minute = 0; minute < 6; minute++) {
      await sendMessage(owner, id, text(`${minute}`));
      await scene.work();
      await scene.passes(10);
    }
    expect(await channelRow()).toMatchObject({ failure: "unreachable", failedAt: expect.any(Date) });
    await scene.api.comesBack();
    await scene.passes(10);
    await scene.work();
    expect(scene.api.textsTo(person.id).slice(before)).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(await channelRow()).toMatchObject({ failure: null, retryAt: null });
  });

  test.each(["html", "nothing"] as const)("is kept when the answer is %s", async (answer) => {
    const { person, owner, id } = await talk();
    await sendMessage(owner, id, text("Kept"));
    scene.api.faults(() => answer);
    await scene.work();
    scene.api.works();
    await scene.passes(5);
    await scene.work();
    expect(scene.api.textsTo(person.id).filter((said) => said === "Kept")).toHaveLength(1);
  });

  test("waits for as long as Telegram says when it is too much", async () => {
    const { person, owner, id } = await talk();
    scene.api.faults(({ method }) =>
      method === "sendMessage" ? new Refusal(429, "Too Many Requests: retry after 35", 35) : undefined,
    );
    await sendMessage(owner, id, text("Slowly"));
    await scene.work();
    scene.api.works();
    await scene.passes(0.5);
    await scene.work();
    expect(scene.api.textsTo(person.id)).not.toContain("Slowly");
    await scene.passes(0.1);
    await scene.work();
    expect(scene.api.textsTo(person.id).at(-1)).toBe("Slowly");
    expect(await channelRow()).toMatchObject({ failure: null });
  });

  test("is sent by one of several processes at once", async () => {
    const { person, owner, id } = await talk();
    for (const word of ["a", "b", "c", "d"]) await sendMessage(owner, id, text(word));
    await Promise.all([1, 2, 3].map(() => deliverDueEntries(scene.door)));
    expect(scene.api.textsTo(person.id).slice(-4)).toEqual(["a", "b", "c", "d"]);
  });

  test("leaves out what is refused, tells the operators so, and goes on", async () => {
    const { person, owner, id } = await talk();
    scene.api.faults(({ params }) => (params.text === "bad" ? new Refusal(400, "Bad Request: no") : undefined));
    for (const word of ["bad", "good"]) await sendMessage(owner, id, text(word));
    await scene.work();
    expect(scene.api.textsTo(person.id).at(-1)).toBe("good");
    expect((await entriesOf(id)).last).toMatchObject({
      kind: "undelivered",
      pubSeq: null,
      data: { reason: "refused" },
    });
  });

  test("waits for who has blocked the bot, whose operator reads so once", async () => {
    const { person, owner, id } = await talk();
    scene.api.block(person.id);
    await sendMessage(owner, id, text("Are you there?"));
    await scene.work();
    await sendMessage(owner, id, text("Hello?"));
    await scene.tells(memberUpdate(person, "kicked"));
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "undelivered")).toHaveLength(1);
    scene.api.block(person.id, false);
    await scene.passes(60);
    await scene.work();
    expect(scene.api.textsTo(person.id)).not.toContain("Hello?");
    await scene.tells(textUpdate(person, "I am back"));
    expect(scene.api.textsTo(person.id).slice(-2)).toEqual(["Are you there?", "Hello?"]);
  });

  test("stops when the token is revoked: the channel says so, and its chats stay", async () => {
    const { owner, id } = await talk();
    scene.api.revoke();
    await sendMessage(owner, id, text("Hello?"));
    await scene.work();
    expect(await channelRow()).toMatchObject({ failure: "token" });
    expect((await scene.chats())[0]).toMatchObject({ status: "active" });
  });
});

describe("what comes from Telegram", () => {
  test("is asked for from where it was left, and never done twice", async () => {
    const person = newPerson();
    const updates = ["one", "two"].map((word) => textUpdate(person, word));
    scene.api.queue(...updates);
    expect(await receiveUpdates(scene.door, "telegram")).toMatchObject({ added: 2 });
    expect(scene.api.waiting()).toBe(2);
    scene.api.queue(...updates.slice(1));
    await receiveUpdates(scene.door, "telegram");
    await scene.work();
    const [chat] = await scene.chats();
    expect(await bodies(chat?.id ?? "")).toEqual(["one", "two"]);
    expect(Number((await channelRow())?.pollAfter)).toBe((updates[1]?.update_id ?? 0) + 1);
  });

  test("is done by one of several processes at once", async () => {
    const tally = await manyRounds(async () => {
      const person = newPerson();
      const update = textUpdate(person, "Hello");
      await storeUpdates(scene.door, {
        channelId: scene.channel.id,
        kind: scene.door.kinds.telegram,
        updates: [update, textUpdate(person, "Again")],
      });
      await Promise.all([1, 2, 3].map(() => processUpdates(scene.door)));
      await processUpdates(scene.door);
      return (await bodies((await scene.chats()).at(-1)?.id ?? "")).join(", ");
    });
    expect(Object.keys(tally)).toEqual(["Hello, Again"]);
  });

  test("late is told to have been held up, before anything else", async () => {
    const person = newPerson();
    const date = Math.floor(Date.now() / 1000) - 300;
    await scene.tells(textUpdate(person, "During the outage", { date }), textUpdate(person, "And again", { date }));
    expect(scene.api.textsTo(person.id)).toEqual([
      "For technical reasons the chat is unavailable. We are already working on it.",
      `You are in ${department.name}`,
    ]);
    expect(await bodies((await scene.chats())[0]?.id ?? "")).toEqual(["During the outage", "And again"]);
  });

  test("waits in maintenance mode, with the set text once, and then reaches the operator once", async () => {
    const admin = await asRole("admin");
    const person = newPerson();
    await setMaintenance(admin, { isOn: true, until: null });
    try {
      await scene.tells(textUpdate(person, "one"), textUpdate(person, "two"));
      await scene.passes(1);
      await scene.work();
      expect(await scene.chats()).toEqual([]);
      expect(scene.api.textsTo(person.id)).toEqual([
        "For technical reasons the chat is unavailable. We are already working on it.",
      ]);
    } finally {
      await setMaintenance(admin, { isOn: false, until: null });
    }
    await scene.passes(1);
    await scene.work();
    expect(await bodies((await scene.chats())[0]?.id ?? "")).toEqual(["one", "two"]);
    expect(scene.api.textsTo(person.id)).toHaveLength(2);
  });

  test("leaves nothing of its text behind once it is done", async () => {
    await talk();
    const kept = await scene.door.db
      .select()
      .from(channelUpdates)
      .where(eq(channelUpdates.channelId, scene.channel.id));
    expect(kept).toMatchObject([{ incoming: null, reply: null, doneAt: expect.any(Date) }]);
  });
});

test("the place in the queue is one message, changed in its place and taken away at the end", async () => {
  const [first, second] = [newPerson(), newPerson()];
  await scene.tells(textUpdate(first, "Hello"));
  await scene.tells(textUpdate(second, "Hello"));
  const tell = async () => {
    await scene.passes(1);
    await tellPlaces(scene.door);
  };
  await tell();
  expect(scene.api.textsTo(second.id)).toEqual([`You are in ${department.name}`, "You are number 2"]);
  const owner = await asThere({ departmentIds: [department.id], values: { maxLoad: 1 } });
  await distribute(owner, [department.id]);
  await tell();
  expect(scene.api.textsTo(second.id)).toEqual([`You are in ${department.name}`, "You are next"]);
  expect(scene.api.shownTo(second.id).at(-1)?.edits).toBe(1);
  await scene.work();
  await tell();
  expect(scene.api.textsTo(first.id)).toEqual([`You are in ${department.name}`, `${owner.actor.name} is with you`]);
  await scene.door.db.execute(sql`select 1`);
});
