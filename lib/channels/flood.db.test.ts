import { eq, like, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channelUpdates, rateLimits } from "@/db/schema";
import { listChannels } from "@/lib/settings/queries";
import { NO_FLOOD_LIMITS } from "@/tests/support/channels/scene";
import { timelineOf } from "@/tests/support/chat-rows";
import { createDepartment } from "@/tests/support/factories";
import { manyRounds } from "@/tests/support/races";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { documentUpdate, newPerson, type Person, textUpdate } from "@/tests/support/telegram/updates";
import { storeUpdates } from "./store-updates";

const REFUSED =
  /^This was not taken, because too much has come in a short time. Please wait \d+ (?:min|hr) before you write again\.$/;

describe("in a messenger", () => {
  let scene: TelegramScene;
  beforeEach(async () => {
    scene = await telegramScene({ departmentId: (await createDepartment()).id });
    scene.door.flood = { ...NO_FLOOD_LIMITS, messages: 3, mails: 0, starts: 0 };
  });
  afterEach(() => scene.close());

  const words = (person: Person, ...said: string[]) => said.map((word) => textUpdate(person, word));
  const said = async () => {
    const all = await Promise.all((await scene.chats()).map(({ id }) => timelineOf(id)));
    return all.map((entries) => entries.flatMap(({ kind, body }) => (kind === "message" ? [body] : [])));
  };
  const refusalsTo = ({ id }: Person) => scene.api.textsTo(id).filter((told) => REFUSED.test(told));
  const refused = async () => (await listChannels(scene.door.db)).find(({ id }) => id === scene.channel.id)?.refused;
  const storedRows = () => scene.door.db.$count(channelUpdates, eq(channelUpdates.channelId, scene.channel.id));
  /** Windows of this database that are open now have ended, except for what is counted for a day. */
  const windowEnds = () =>
    scene.door.db.update(rateLimits).set({ endsAt: sql`now()` }).where(like(rateLimits.key, "channel now %"));

  test("who writes too much is told so once, the rest is not stored, others are taken, and the admin reads how much it was", async () => {
    const [loud, quiet] = [newPerson(), newPerson()];
    const flood = words(loud, "1", "2", "3", "4", "5", "6");
    expect(await scene.tells(...flood.slice(0, 4), ...words(quiet, "Hello"))).toBe(4);
    expect(await scene.tells(...flood.slice(4))).toBe(0);
    expect((await said()).sort()).toEqual([["1", "2", "3"], ["Hello"]]);
    expect([refusalsTo(loud).length, refusalsTo(quiet).length, await refused()]).toEqual([1, 0, 3]);
    // Four that were taken, and the one that says what was not.
    expect(await storedRows()).toBe(5);
  });

  test("what was taken is not counted again however often it is repeated, and takes nobody's place", async () => {
    const person = newPerson();
    const [first, ...more] = words(person, "1", "2", "3");
    for (let time = 0; time < 4; time++) await scene.tells(first);
    await scene.tells(first, ...more);
    expect(await said()).toEqual([["1", "2", "3"]]);
    expect(refusalsTo(person)).toEqual([]);
  });

  test("of files only so many bytes of one person are taken, they are told once, and their texts go on", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, kibibytes: 40 };
    const [loud, quiet] = [newPerson(), newPerson()];
    const file = (person: Person, kibibytes: number) => documentUpdate(person, kibibytes * 1024);
    await scene.tells(file(loud, 6), file(loud, 6), file(loud, 4), textUpdate(loud, "Look"), file(loud, 6));
    await scene.tells(file(loud, 6), file(quiet, 10));
    expect(refusalsTo(loud)).toEqual([expect.stringContaining("wait 60 min before")]);
    expect(refusalsTo(quiet)).toEqual([]);
    expect(await refused()).toBe(3);
    expect((await said()).flat()).toContain("Look");
    // The two that fit, the text, what tells of the rest, and the one of somebody else.
    expect(await storedRows()).toBe(5);
  });

  test("is taken again when the time is over, up to what a day allows, and the day's end is told once", async () => {
    const person = newPerson();
    for (let time = 0; time < 12; time++) {
      await scene.tells(...words(person, "a", "b", "c"));
      await windowEnds();
    }
    expect((await said()).flat()).toHaveLength(30);
    expect(refusalsTo(person)).toEqual([expect.stringContaining("wait 24 hr before")]);
  });

  test("of many requests at once exactly as much is taken as is allowed, each once, and one answer is given", async () => {
    const tally = await manyRounds(async () => {
      const person = newPerson();
      const flood = words(person, "1", "2", "3", "4", "5");
      const store = (...updates: unknown[]) =>
        storeUpdates(scene.door, { channelId: scene.channel.id, kind: scene.door.kinds.telegram, updates });
      // Each comes twice, as from a service that has heard no answer.
      await Promise.all([...flood, ...flood].map((update) => store(update)));
      const rows = await scene.door.db
        .select()
        .from(channelUpdates)
        .where(eq(channelUpdates.externalId, String(person.id)));
      const [open, told] = [rows.filter(({ doneAt }) => !doneAt), rows.filter(({ reply }) => reply)];
      return `${open.length} taken, ${told.length} told`;
    });
    expect(Object.keys(tally)).toEqual(["3 taken, 1 told"]);
  });

  test("of people whom nobody knows only so many are taken, who is known goes on, and the others are told once", async () => {
    scene.door.flood = { ...NO_FLOOD_LIMITS, messages: 0, mails: 0, starts: 2 };
    const people = [newPerson(), newPerson(), newPerson()] as const;
    await scene.tells(...people.flatMap((person) => words(person, "Hello")));
    await scene.tells(...people.flatMap((person) => words(person, "More")));
    expect(await said()).toEqual([
      ["Hello", "More"],
      ["Hello", "More"],
    ]);
    expect(people.map((person) => refusalsTo(person).length)).toEqual([0, 0, 1]);
  });
});
