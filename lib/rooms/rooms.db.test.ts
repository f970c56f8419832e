import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { operators, roomMessages } from "@/db/schema";
import type { Context, OperatorActor } from "@/lib/context";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, createDepartment, type TestContext } from "@/tests/support/factories";
import { markRoomRead } from "./mark-room-read";
import { getRoomPage, listRooms } from "./queries";
import { sendRoomMessage } from "./send-room-message";
import { startDirectRoom } from "./start-direct-room";

type Operator = TestContext<OperatorActor>;
const ALL = { after: 0, limit: 200 };

const say = (ctx: Context<OperatorActor>, roomId: string, body: string, clientId = uuidv7(), after?: number) =>
  sendRoomMessage(ctx, roomId, { clientId, body, ...(after !== undefined && { after }) });

const readAll = async (ctx: Operator, roomId: string) =>
  (await getRoomPage(ctx.db, ctx.actor, roomId, ALL)).events.map(({ seq, body }) => `${seq} ${body}`);

const roomOf = async (ctx: Operator, roomId: string) =>
  (await listRooms(ctx.db, ctx.actor)).rooms.find(({ id }) => id === roomId);

async function team() {
  const { id: departmentId } = await createDepartment();
  const [anna, boris] = [await asOperator(departmentId), await asOperator(departmentId)];
  return { departmentId, anna, boris };
}

async function pair() {
  const { anna, boris } = await team();
  const { roomId } = await startDirectRoom(anna, boris.actor.operatorId);
  return { anna, boris, roomId };
}

describe("a department's room", () => {
  test("is there for its members before anybody has written, and tells all of them what is written", async () => {
    const { departmentId, anna, boris } = await team();
    expect(await roomOf(anna, departmentId)).toMatchObject({ department: { id: departmentId }, lastSeq: 0, unread: 0 });
    await say(anna, departmentId, "Who knows Mr Ito?");
    expect(anna.published.map(({ name, id }) => `${name} ${id}`).sort()).toEqual(
      [anna, boris].map(({ actor }) => `room.appended ${actor.operatorId}`).sort(),
    );
    expect(await readAll(boris, departmentId)).toEqual(["1 Who knows Mr Ito?"]);
  });

  test("is no room for anybody else, an admin who is no member included: as if it did not exist", async () => {
    const { departmentId, anna } = await team();
    await say(anna, departmentId, "Among us");
    const { id: elsewhere } = await createDepartment();
    for (const stranger of [await asOperator(elsewhere), await asRole("supervisor"), await asRole("admin")]) {
      const missing = uuidv7();
      for (const roomId of [departmentId, missing]) {
        await expect(getRoomPage(stranger.db, stranger.actor, roomId, ALL)).rejects.toMatchObject({
          code: "not_found",
        });
        await expect(say(stranger, roomId, "Hello")).rejects.toMatchObject({ code: "not_found" });
        await expect(markRoomRead(stranger, roomId, 1)).rejects.toMatchObject({ code: "not_found" });
      }
      expect(await roomOf(stranger, departmentId)).toBeUndefined();
      expect(stranger.published).toEqual([]);
    }
  });

  test("counts for each what they have not read, and not what they wrote", async () => {
    const { departmentId, anna, boris } = await team();
    for (const body of ["one", "two", "three"]) await say(anna, departmentId, body);
    expect(await roomOf(anna, departmentId)).toMatchObject({ unread: 0, readSeq: 3 });
    expect(await roomOf(boris, departmentId)).toMatchObject({
      unread: 3,
      readSeq: 0,
      lastMessage: { preview: "three" },
    });
    await markRoomRead(boris, departmentId, 2);
    await markRoomRead(boris, departmentId, 1);
    expect(await roomOf(boris, departmentId)).toMatchObject({ unread: 1, readSeq: 2 });
    await markRoomRead(boris, departmentId, 2_000_000_000);
    expect(await roomOf(boris, departmentId)).toMatchObject({ unread: 0, readSeq: 3 });
  });
});

describe("a message in a room", () => {
  test("of many written at once each is stored once, numbered without a hole", async () => {
    const { departmentId, anna, boris } = await team();
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    await Promise.all(texts.map((body, index) => say(index % 2 ? anna : boris, departmentId, body)));
    const { events, upto } = await getRoomPage(anna.db, anna.actor, departmentId, ALL);
    expect(events.map(({ seq }) => seq)).toEqual(texts.map((_, index) => index + 1));
    expect(events.map(({ body }) => body).sort()).toEqual([...texts].sort());
    expect(upto).toBe(20);
  });

  test("sent again finds its row, and with another text is refused", async () => {
    const { departmentId, anna } = await team();
    const clientId = uuidv7();
    const sent = await Promise.all([1, 2, 3].map(() => say(anna, departmentId, "Once", clientId)));
    expect(sent.map(({ event }) => event.seq)).toEqual([1, 1, 1]);
    expect(sent.filter(({ created }) => created)).toHaveLength(1);
    const other = say(anna, departmentId, "Twice", clientId);
    await expect(other).rejects.toMatchObject({ code: "idempotency_mismatch" });
    expect(await readAll(anna, departmentId)).toEqual(["1 Once"]);
  });

  test("brings along what its writer had not seen", async () => {
    const { departmentId, anna, boris } = await team();
    await say(boris, departmentId, "first");
    const { event, missed } = await say(anna, departmentId, "second", uuidv7(), 0);
    expect([event.seq, missed.map(({ body }) => body)]).toEqual([2, ["first"]]);
  });

  test("is paged by its number", async () => {
    const { departmentId, anna } = await team();
    for (const body of ["a", "b", "c"]) await say(anna, departmentId, body);
    const first = await getRoomPage(anna.db, anna.actor, departmentId, { after: 0, limit: 2 });
    expect([first.events.length, first.hasMore, first.upto]).toEqual([2, true, 2]);
    const second = await getRoomPage(anna.db, anna.actor, departmentId, { after: 2, limit: 2 });
    expect([second.events.map(({ body }) => body), second.hasMore]).toEqual([["c"], false]);
  });
});

describe("a direct room", () => {
  test("is one for each pair, whoever begins it and however often at once", async () => {
    const { anna, boris } = await team();
    const begun = await Promise.all([
      startDirectRoom(anna, boris.actor.operatorId),
      startDirectRoom(boris, anna.actor.operatorId),
      startDirectRoom(anna, boris.actor.operatorId),
    ]);
    expect(new Set(begun.map(({ roomId }) => roomId)).size).toBe(1);
  });

  test("is for the two alone", async () => {
    const { anna, boris, roomId } = await pair();
    await say(anna, roomId, "Between us");
    expect(await readAll(boris, roomId)).toEqual(["1 Between us"]);
    const third = await asRole("admin");
    await expect(getRoomPage(third.db, third.actor, roomId, ALL)).rejects.toMatchObject({ code: "not_found" });
    await expect(say(third, roomId, "Me too")).rejects.toMatchObject({ code: "not_found" });
  });

  test("shows how far the colleague has read", async () => {
    const { anna, boris, roomId } = await pair();
    await say(anna, roomId, "Read me");
    const marks = async () => (await getRoomPage(anna.db, anna.actor, roomId, ALL)).state.marks.read;
    expect(await marks()).toBe(0);
    await markRoomRead(boris, roomId, 1);
    expect(await marks()).toBe(1);
    expect(boris.published.map(({ name, id }) => [name, id])).toEqual(
      expect.arrayContaining([["room.read", anna.actor.operatorId]]),
    );
  });

  test("is begun with nobody who is not there, and not with oneself", async () => {
    const { anna, boris } = await team();
    const db = await testDatabase();
    await db.update(operators).set({ deactivatedAt: new Date() }).where(eq(operators.id, boris.actor.operatorId));
    for (const id of [anna.actor.operatorId, boris.actor.operatorId, uuidv7()]) {
      await expect(startDirectRoom(anna, id)).rejects.toMatchObject({
        code: "invalid",
        fields: { operatorId: "invalid" },
      });
    }
  });

  test("stays to be read when the colleague has left, and takes no new message", async () => {
    const { anna, boris, roomId } = await pair();
    await say(boris, roomId, "Bye");
    const db = await testDatabase();
    await db.update(operators).set({ deactivatedAt: new Date() }).where(eq(operators.id, boris.actor.operatorId));
    await expect(say(anna, roomId, "Wait")).rejects.toMatchObject({ code: "closed" });
    expect(await readAll(anna, roomId)).toEqual(["1 Bye"]);
    expect(await db.$count(roomMessages, eq(roomMessages.roomId, roomId))).toBe(1);
  });
});
