import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { channels, chatEvents, chats, departments, files, operators } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { madeOnce } from "./made-once";
import type { Db } from "./types";

/** Values of every kind, and what a left join has not found: as a whole, as a part, and in an object of two tables. */
const select = (db: Db) =>
  db
    .select({
      chat: chats,
      at: sql`clock_timestamp() - clock_timestamp() + ${chats.createdAt}`.mapWith(chats.createdAt),
      count: sql<number>`'7'::text`.mapWith(Number),
      named: sql<string>`upper(${chats.status})`.as("named"),
      tried: chats.triedOperatorIds,
      department: { id: departments.id, name: departments.name, hours: departments.hours },
      owner: operators,
      ownerName: operators.name,
      mixed: { operatorId: operators.id, type: channels.type },
      file: files,
      computed: { nothing: sql<string | null>`null`, one: sql<number>`1` },
    })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .innerJoin(channels, eq(channels.id, chats.channelId))
    .leftJoin(operators, eq(operators.id, chats.operatorId))
    .leftJoin(chatEvents, and(eq(chatEvents.chatId, chats.id), sql`false`))
    .leftJoin(files, eq(files.id, chatEvents.fileId))
    .where(eq(chats.id, sql.placeholder("chatId")))
    .$dynamic();

const planned = madeOnce((db) => select(db).prepare(""));

test.each([
  ["an owned chat", ownedChat],
  ["a waiting chat", waitingChat],
])("%s is read by a plan just as Drizzle reads it", async (_, make) => {
  const { id } = await make();
  const db = await testDatabase();
  const own = planned(db);
  const rows = await own.execute({ chatId: id });
  expect(rows).toEqual(await select(db).prepare("").execute({ chatId: id }));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.chat.createdAt).toEqual(rows[0]?.at);
  expect(rows[0]?.file).toBeNull();
  // Drizzle calls it in place of its own reading: if a later version does not, this is slower and nothing else.
  expect(own).toHaveProperty("customResultMapper", expect.any(Function));
});
