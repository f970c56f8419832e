import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { chats } from "@/db/schema";
import { beforeStatement } from "@/tests/support/before-statement";
import { legsOf, text, timelineOf } from "@/tests/support/chat-rows";
import { testDatabase, testDatabaseKind } from "@/tests/support/database";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { sendMessage } from "./send-message";

const bodiesOf = async (id: string) => (await timelineOf(id)).flatMap(({ body }) => body ?? []);
const someChats = (count: number) => Promise.all(Array.from({ length: count }, () => waitingChat()));

test("messages of many chats at the same moment share their statements, and each is in its own chat once", async () => {
  const db = await testDatabase();
  const talks = [...(await someChats(20)), ...(await Promise.all(Array.from({ length: 10 }, () => ownedChat())))];
  const counted = beforeStatement(db, 0, async () => {});
  const sent = await Promise.all(
    talks.map(({ visitor, id }, index) => sendMessage({ ...visitor, db: counted.db }, id, text(`Number ${index}`))),
  );
  expect(sent.map(({ created }) => created)).not.toContain(false);
  for (const [index, { id }] of talks.entries()) {
    const bodies = await bodiesOf(id);
    expect(bodies.filter((body) => body.startsWith("Number"))).toEqual([`Number ${index}`]);
  }
  expect(counted.seen.statements).toBeLessThan(10);
});

test("answers of several operators in one statement are noted each in its own leg", async () => {
  const talks = await Promise.all(Array.from({ length: 4 }, () => ownedChat()));
  await Promise.all(talks.map(({ visitor, id }) => sendMessage(visitor, id, text("Hello?"))));
  await Promise.all(talks.map(({ owner, id }) => sendMessage(owner, id, text("Yes."))));
  for (const { id } of talks) {
    const legs = await legsOf(id);
    const answer = (await timelineOf(id)).find(({ body }) => body === "Yes.");
    expect(legs.at(-1)?.firstReplyAt).toEqual(answer?.createdAt);
  }
});

test("a message that is stored already is found, and fails none that is written at the same moment", async () => {
  const talks = await someChats(8);
  const [repeated, ...others] = talks;
  if (!repeated) throw new Error("no chat");
  const input = text("Once");
  await sendMessage(repeated.visitor, repeated.id, input);
  const sent = await Promise.all([
    ...others.slice(0, 3).map(({ visitor, id }) => sendMessage(visitor, id, text("Mine"))),
    sendMessage(repeated.visitor, repeated.id, input),
    ...others.slice(3).map(({ visitor, id }) => sendMessage(visitor, id, text("Mine"))),
  ]);
  expect(sent.map(({ created }) => created)).toEqual([true, true, true, false, true, true, true, true]);
  expect((await bodiesOf(repeated.id)).filter((body) => body === "Once")).toHaveLength(1);
  for (const { id } of others) expect(await bodiesOf(id)).toContain("Mine");
});

test.runIf(testDatabaseKind === "postgres")(
  "a chat that somebody else holds is waited for by its own message alone",
  async () => {
    const db = await testDatabase();
    const [held, ...others] = await someChats(6);
    if (!held) throw new Error("no chat");
    let isOver = false;
    let waiting: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await tx.select().from(chats).where(eq(chats.id, held.id)).for("update");
      const all = others.map(({ visitor, id }) => sendMessage(visitor, id, text("Free")));
      waiting = sendMessage(held.visitor, held.id, text("Held")).then((sent) => {
        expect(isOver).toBe(true);
        return sent;
      });
      all.push(...others.map(({ visitor, id }) => sendMessage(visitor, id, text("Free again"))));
      await Promise.all(all);
      isOver = true;
    });
    expect(await waiting).toMatchObject({ created: true });
    expect(await bodiesOf(held.id)).toContain("Held");
  },
);
