import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channelUpdates } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { distribute } from "@/lib/routing/distribute";
import { setMaintenance } from "@/lib/settings/maintenance";
import { NO_FLOOD_LIMITS } from "@/tests/support/channels/scene";
import { text, timelineOf } from "@/tests/support/chat-rows";
import { asRole, asThere, createDepartment } from "@/tests/support/factories";
import { stopEverywhere } from "@/tests/support/mortal";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { newPerson, type Person, textUpdate } from "@/tests/support/telegram/updates";
import { deliverDueEntries } from "../deliver";
import { processUpdates } from "../process-updates";
import { sendReplies } from "../send-replies";
import { storeUpdates } from "../store-updates";

// Scenario 5 of the product: the visitor reads the set text, nothing is lost, and the operator reads it exactly once.
const NOTICE = "For technical reasons the chat is unavailable. We are already working on it.";

let department: Awaited<ReturnType<typeof createDepartment>>;
let scene: TelegramScene;
beforeEach(async () => {
  department = await createDepartment();
  scene = await telegramScene({ departmentId: department.id });
});
afterEach(() => scene.close());

const stores = (...updates: unknown[]) =>
  storeUpdates(scene.door, { channelId: scene.channel.id, kind: scene.door.kinds.telegram, updates });

/** Written so many seconds before it came, by the clock of the database. */
async function storesLate(person: Person, body: string, seconds: number) {
  const update = textUpdate(person, body);
  await stores(update);
  await scene.door.db
    .update(channelUpdates)
    .set({ receivedAt: sql`to_timestamp(${update.message.date + seconds})` })
    .where(eq(channelUpdates.updateId, String(update.update_id)));
}

const bodies = async (id: string) =>
  (await timelineOf(id)).flatMap(({ kind, body }) => (kind === "message" ? [body] : []));
const allBodies = async () => Promise.all((await scene.chats()).map(({ id }) => bodies(id)));
const noticesTo = ({ id }: Person) => scene.api.textsTo(id).filter((told) => told === NOTICE);

async function inMaintenance(work: () => Promise<void>) {
  const admin = await asRole("admin");
  await setMaintenance(admin, { isOn: true, until: null });
  try {
    await work();
  } finally {
    await setMaintenance(admin, { isOn: false, until: null });
  }
}

describe("after an outage", () => {
  test("the notice is the first thing that who wrote during it reads, whatever else is ready to be sent", async () => {
    const person = newPerson();
    await storesLate(person, "Hello", 121);
    await processUpdates(scene.door);
    // The jobs are not waiting for each other.
    await deliverDueEntries(scene.door);
    expect(scene.api.textsTo(person.id)).toEqual([]);
    await Promise.all([deliverDueEntries(scene.door), sendReplies(scene.door)]);
    await deliverDueEntries(scene.door);
    expect(scene.api.textsTo(person.id)).toEqual([NOTICE, `You are in ${department.name}`]);
    expect(await allBodies()).toEqual([["Hello"]]);
  });

  test.each([
    [119, 0],
    [120, 1],
  ])("what came %i seconds late is told of %i times", async (seconds, times) => {
    const person = newPerson();
    await storesLate(person, "Hello", seconds);
    await scene.work();
    expect(noticesTo(person)).toHaveLength(times);
    expect(await allBodies()).toEqual([["Hello"]]);
  });

  test("in a chat that goes on the notice comes once for all that was held up, before the answer, and again after the next outage", async () => {
    const person = newPerson();
    await scene.tells(textUpdate(person, "Hello"));
    const owner = await asThere({ departmentIds: [department.id] });
    await distribute(owner, [department.id]);
    await scene.work();
    const [chat] = await scene.chats();
    const before = scene.api.textsTo(person.id).length;
    for (const word of ["one", "two", "three"]) await storesLate(person, word, 300);
    await processUpdates(scene.door);
    await sendMessage(owner, chat?.id ?? "", text("We are back"));
    await deliverDueEntries(scene.door);
    await scene.work();
    expect(scene.api.textsTo(person.id).slice(before)).toEqual([NOTICE, "We are back"]);
    expect(await bodies(chat?.id ?? "")).toEqual(["Hello", "one", "two", "three", "We are back"]);
    await scene.door.db.execute(
      sql`update channel_contacts set noticed_at = noticed_at - interval '1 hour' where channel_id = ${scene.channel.id}::uuid`,
    );
    await storesLate(person, "four", 300);
    await scene.work();
    expect(noticesTo(person)).toHaveLength(2);
  });

  test("a reply that cannot be sent for an hour keeps nothing of the chat any longer", async () => {
    const person = newPerson();
    await storesLate(person, "Hello", 121);
    await processUpdates(scene.door);
    await scene.door.db.execute(
      sql`update channel_updates set received_at = now() - interval '61 minutes' where channel_id = ${scene.channel.id}::uuid`,
    );
    await deliverDueEntries(scene.door);
    expect(scene.api.textsTo(person.id)).toEqual([`You are in ${department.name}`]);
  });

  test("what the service repeats, because nobody said that it was kept, is kept once and counted once", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, messages: 1 };
    await stopEverywhere(async (process) => {
      const person = newPerson();
      const update = textUpdate(person, "Hello");
      const stored = { channelId: scene.channel.id, kind: scene.door.kinds.telegram, updates: [update] };
      await process.run(() => storeUpdates({ ...scene.door, db: process.database(scene.door.db) }, stored));
      for (let time = 0; time < 2; time++) await storeUpdates(scene.door, stored);
      const kept = await scene.door.db
        .select()
        .from(channelUpdates)
        .where(eq(channelUpdates.externalId, String(person.id)));
      expect(kept, `stopped at ${process.stoppedAt()}`).toMatchObject([{ doneAt: null, reply: null }]);
    });
  });
});

describe("in maintenance mode", () => {
  test("each who writes reads the set text once, whoever asks how often, and afterwards all is there once, in its order", async () => {
    const people = [newPerson(), newPerson()] as const;
    await inMaintenance(async () => {
      for (const word of ["one", "two", "three"]) {
        await stores(...people.map((person) => textUpdate(person, word)));
        await scene.passes(1);
        await Promise.all([1, 2, 3].map(() => processUpdates(scene.door)));
        await scene.work();
      }
      expect(await scene.chats()).toEqual([]);
      expect(people.map((person) => scene.api.textsTo(person.id))).toEqual([[NOTICE], [NOTICE]]);
    });
    await scene.passes(1);
    await Promise.all([1, 2, 3].map(() => processUpdates(scene.door)));
    await scene.work();
    expect(await allBodies()).toEqual([
      ["one", "two", "three"],
      ["one", "two", "three"],
    ]);
    expect(people.map((person) => scene.api.textsTo(person.id))).toEqual([
      [NOTICE, `You are in ${department.name}`],
      [NOTICE, `You are in ${department.name}`],
    ]);
  });

  test("who was told in one outage is told once in the next one", async () => {
    const person = newPerson();
    for (const word of ["one", "two"]) {
      await inMaintenance(async () => {
        await scene.tells(textUpdate(person, word), textUpdate(person, "more"));
        await scene.passes(1);
        await scene.work();
      });
      await scene.passes(1);
      await scene.work();
    }
    expect(noticesTo(person)).toHaveLength(2);
    expect(await allBodies()).toEqual([["one", "more", "two", "more"]]);
  });
});
