import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channelContacts, channels } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { inChat } from "@/lib/files/reserve-file";
import { uploadFile } from "@/lib/files/upload-file";
import { uuidv7 } from "@/lib/ids";
import { distribute } from "@/lib/routing/distribute";
import { mortalDoor } from "@/tests/support/channels/mortal-door";
import { text, timelineOf } from "@/tests/support/chat-rows";
import { asThere, createDepartment } from "@/tests/support/factories";
import { LONG, stopEverywhere } from "@/tests/support/mortal";
import { type TelegramScene, telegramScene } from "@/tests/support/telegram/scene";
import { messageUpdate, newPerson, type Person, pressUpdate, textUpdate } from "@/tests/support/telegram/updates";
import { deliverDueEntries } from "../deliver";
import { processUpdates } from "../process-updates";
import { receiveUpdates, updatesUrl } from "../receive";
import { pressText } from "../rules";
import { sendReplies } from "../send-replies";
import { storeUpdates } from "../store-updates";
import { tellPlaces } from "../tell-places";

// Every process here is stopped between every two of its steps; another one goes on when its claims have ended.
const TIMEOUT_MS = 480_000;

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
  const owner = await asThere({ departmentIds: [department.id], values: { maxLoad: 1000 } });
  await distribute(owner, [department.id]);
  await scene.work();
  const chats = await scene.chats();
  return { person, owner, id: chats.at(-1)?.id ?? "" };
}

const stores = (...updates: unknown[]) =>
  storeUpdates(scene.door, { channelId: scene.channel.id, kind: scene.door.kinds.telegram, updates });

/** As if the files of before had come long ago: a chat takes few within a minute. */
const filesAge = (chatId: string) =>
  scene.door.db.execute(
    sql`update files set created_at = created_at - interval '1 hour' where chat_id = ${chatId}::uuid`,
  );

const saidIn = async (id: string) =>
  (await timelineOf(id)).flatMap(({ kind, body, fileId }) => (kind === "message" ? [body ?? (fileId && "file")] : []));

/** Chats of one person, with what they have said in them. */
async function saidBy(person: Person) {
  const { db } = scene.door;
  const [contact] = await db
    .select()
    .from(channelContacts)
    .where(eq(channelContacts.externalId, String(person.id)));
  const chats = (await scene.chats()).filter(({ visitorId }) => visitorId === contact?.visitorId);
  return Promise.all(chats.map(({ id }) => saidIn(id)));
}

/** The same without what stands there twice in a row, and how often that was. */
function withoutDoubles(all: readonly string[]) {
  const once = all.filter((one, index) => one !== all[index - 1]);
  return { once, doubles: all.length - once.length };
}

describe("stopped anywhere", () => {
  test(
    "what operators say arrives in its order with nothing left out; the piece that was on its way may arrive twice",
    async () => {
      const { person, owner, id } = await talk();
      const long = `${"a".repeat(3990)} ${"b".repeat(200)}`;
      // Longer than one message of Telegram's: two pieces.
      scene.door.kinds = { ...scene.door.kinds, telegram: { ...scene.door.kinds.telegram, textMax: 4000 } };
      const file = async () =>
        uploadFile(owner, scene.door.storage, inChat(id), {
          name: "order.txt",
          size: 8,
          body: new Blob(["Order 12"]).stream(),
        });
      let plays = 0;
      const stops = await stopEverywhere(async (process) => {
        const before = scene.api.shownTo(person.id).length;
        await filesAge(id);
        await sendMessage(owner, id, text("one"));
        await sendMessage(owner, id, text(long.slice(0, 4000)));
        await sendMessage(owner, id, { clientId: uuidv7(), body: "three", fileId: (await file()).id });
        await process.run(() => deliverDueEntries(mortalDoor(scene.door, process)));
        // Nobody takes it over before the claim has ended, whatever they try.
        const soon = scene.api.shownTo(person.id).length;
        await deliverDueEntries(scene.door);
        plays += 1;
        const isClaimed = plays > 1;
        if (isClaimed) expect(scene.api.shownTo(person.id).length).toBe(soon);
        await scene.passes(5);
        await scene.work();
        const shown = scene.api.shownTo(person.id).slice(before);
        const { once, doubles } = withoutDoubles(shown.map((message) => message.text));
        expect(once, `stopped at ${process.stoppedAt()}`).toEqual(["one", long.slice(0, 4000), "three"]);
        return doubles;
      });
      // Only between the answer of the service and the note of it: three steps for each of the three pieces.
      const doubled = stops.filter(({ found }) => found > 0);
      expect(doubled.map(({ at, found }) => [at, found])).toEqual([
        ["called perform", 1],
        ["update", 1],
        ["execute", 1],
        ["called perform", 1],
        ["update", 1],
        ["execute", 1],
        ["called sendFile", 1],
        ["update", 1],
        ["execute", 1],
      ]);
    },
    TIMEOUT_MS,
  );

  test(
    "what people write first begins one chat, in which it is once and in its order",
    async () => {
      const stops = await stopEverywhere(async (process) => {
        const person = newPerson();
        await stores(textUpdate(person, "one"), textUpdate(person, "two"));
        await process.run(() => processUpdates(mortalDoor(scene.door, process)));
        await scene.passes(5);
        await processUpdates(scene.door);
        expect(await saidBy(person), `stopped at ${process.stoppedAt()}`).toEqual([["one", "two"]]);
      }, LONG);
      expect(stops.length).toBeGreaterThan(8);
    },
    TIMEOUT_MS,
  );

  test(
    "a file that people send is in the chat once, before what they say next",
    async () => {
      const { person, id } = await talk();
      scene.api.files.set("doc", new TextEncoder().encode("Order 12"));
      const stops = await stopEverywhere(async (process) => {
        await filesAge(id);
        const before = (await saidIn(id)).length;
        const document = { file_id: "doc", file_name: "order.txt", file_size: 8 };
        await stores(messageUpdate(person, { document }), textUpdate(person, "next"));
        await process.run(() => processUpdates(mortalDoor(scene.door, process)));
        await scene.passes(5);
        await processUpdates(scene.door);
        expect((await saidIn(id)).slice(before), `stopped at ${process.stoppedAt()}`).toEqual(["file", "next"]);
      }, LONG);
      expect(stops.length).toBeGreaterThan(8);
    },
    TIMEOUT_MS,
  );

  test(
    "updates are asked for again from where they were kept, and are there once",
    async () => {
      const stops = await stopEverywhere(async (process) => {
        const person = newPerson();
        scene.api.queue(textUpdate(person, "one"), textUpdate(person, "two"));
        await process.run(() => receiveUpdates(mortalDoor(scene.door, process), "telegram"));
        await receiveUpdates(scene.door, "telegram");
        await receiveUpdates(scene.door, "telegram");
        await scene.work();
        expect(await saidBy(person), `stopped at ${process.stoppedAt()}`).toEqual([["one", "two"]]);
      });
      expect(stops.map(({ at }) => at)).toContain("commit");
    },
    TIMEOUT_MS,
  );

  test(
    "the address for updates is told again until it is noted",
    async () => {
      const publicUrl = "https://chat.example.com";
      const url = updatesUrl(publicUrl, scene.channel.id);
      const row = async () =>
        (await scene.door.db.select().from(channels).where(eq(channels.id, scene.channel.id)))[0]?.receivesBy;
      const stops = await stopEverywhere(async (process) => {
        await scene.door.db.update(channels).set({ receivesBy: "poll" }).where(eq(channels.id, scene.channel.id));
        await process.run(() => receiveUpdates(mortalDoor({ ...scene.door, publicUrl }, process), "telegram"));
        // Whoever dies in between has told it and not noted it, never the other way round.
        if ((await row()) === url) expect(scene.api.webhook()?.url).toBe(url);
        await receiveUpdates({ ...scene.door, publicUrl }, "telegram");
        expect([scene.api.webhook()?.url, await row()]).toEqual([url, url]);
      });
      expect(stops.map(({ at }) => at)).toEqual(expect.arrayContaining(["call listen", "called listen"]));
    },
    TIMEOUT_MS,
  );

  test(
    "whoever presses a button hears that it was taken, once",
    async () => {
      const { person, id } = await talk();
      const stops = await stopEverywhere(async (process) => {
        const pressed = pressUpdate(person, pressText({ does: "keepOpen", chatId: id }), { messageId: 1 });
        scene.api.pressing(pressed.callback_query.id);
        await stores(pressed);
        const door = mortalDoor(scene.door, process);
        await process.run(async () => {
          await processUpdates(door);
          await sendReplies(door);
        });
        await scene.passes(5);
        await scene.work();
        return scene.api.answers.filter((answer) => answer.id === pressed.callback_query.id).length;
      });
      expect(new Set(stops.map(({ found }) => found))).toEqual(new Set([1]));
    },
    TIMEOUT_MS,
  );
});

test(
  "the message that tells a place is one; stopped before it is noted, one older message stays and is never touched again",
  async () => {
    const first = newPerson();
    await scene.tells(textUpdate(first, "Hello"));
    const stops = await stopEverywhere(async (process) => {
      const second = newPerson();
      await scene.tells(textUpdate(second, "Hello"));
      const placesOf = () => scene.api.textsTo(second.id).filter((told) => /^You are (number|next)/.test(told));
      await process.run(() => tellPlaces(mortalDoor(scene.door, process)));
      await scene.passes(5);
      await tellPlaces(scene.door);
      const doubles = placesOf().length - 1;
      expect(doubles, `stopped at ${process.stoppedAt()}`).toBeLessThanOrEqual(1);
      // Changed from here on, and stopped again at the same step: a change is never doubled.
      await scene.door.db.execute(
        sql`update channel_chats set place_text = 'older' where external_id = ${String(second.id)}`,
      );
      await scene.passes(5);
      await tellPlaces(scene.door);
      expect(placesOf()).toHaveLength(1 + doubles);
      return doubles;
    });
    expect(stops.filter(({ found }) => found > 0).map(({ at }) => at)).toEqual(["called perform", "execute"]);
  },
  TIMEOUT_MS,
);
