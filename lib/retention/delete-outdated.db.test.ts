import { desc, eq, inArray, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { rows } from "@/db/rows";
import { auditEntries, chats, files, legs } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { reopenClosedChat } from "@/lib/chats/operator/reopen-closed-chat";
import { uuidv7 } from "@/lib/ids";
import { findJob } from "@/lib/jobs/registry";
import { runJob } from "@/lib/jobs/run-job";
import { beforeStatement } from "@/tests/support/before-statement";
import { testDatabase } from "@/tests/support/database";
import { asVisitor, createDepartment } from "@/tests/support/factories";
import { codes, race } from "@/tests/support/races";
import { asRetention, closedChat, forgetRetention, keepFor } from "@/tests/support/retention";
import { ownedChat } from "@/tests/support/scenes";
import { CHATS_BATCH, deleteOldChats } from "./delete-batch";
import { deleteOutdated, isRetentionSet } from "./delete-outdated";
import { countOutdated, getRetention } from "./queries";
import { KEEP_ALL } from "./schemas";

afterEach(forgetRetention);

async function left(chatId: string) {
  const db = await testDatabase();
  const [found] = await rows<Record<string, number>>(
    db,
    sql`select (select count(*) from chats where id = ${chatId})::int as chats,
      (select count(*) from chat_events where chat_id = ${chatId})::int as events,
      (select count(*) from legs where chat_id = ${chatId})::int as legs,
      (select count(*) from page_visits where chat_id = ${chatId})::int as visits`,
  );
  return found;
}

const NOTHING = { chats: 0, events: 0, legs: 0, visits: 0 };

async function today() {
  const db = await testDatabase();
  const told = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.action, "retention.deleted"))
    .orderBy(desc(auditEntries.createdAt));
  return told.map(({ actorType, actorName, data }) => ({ actorType, actorName, data }));
}

describe("while nothing is set", () => {
  test("everything is kept for ever, and the job has nothing to do", async () => {
    const { id, owner } = await closedChat(4000);
    expect(await getRetention(owner.db)).toEqual(KEEP_ALL);
    expect(await isRetentionSet(owner.db)).toBe(false);
    const outdated = findJob("delete-outdated");
    expect(outdated && (await runJob(await asRetention(), outdated))).toEqual({ ran: false });
    await deleteOutdated(await asRetention());
    expect((await left(id))?.chats).toBe(1);
    expect(await today()).toEqual([]);
  });
});

describe("closed chats", () => {
  test("go with everything in them after their days, younger and open ones stay, and the log says how many", async () => {
    await keepFor({ chatsAfterDays: 30 });
    await deleteOutdated(await asRetention());
    const before = Number((await today())[0]?.data.chats ?? 0);
    const [old, young, open] = [await closedChat(31), await closedChat(29), await ownedChat()];
    await keepFor({ chatsAfterDays: 30 });
    expect(await countOutdated(old.owner.db, { ...KEEP_ALL, chatsAfterDays: 30 })).toMatchObject({ chats: 1 });
    expect(await deleteOutdated(await asRetention())).toMatchObject({ chats: 1 });
    expect(await left(old.id)).toEqual(NOTHING);
    expect((await left(young.id))?.chats).toBe(1);
    expect((await left(open.id))?.chats).toBe(1);
    const [file] = await old.owner.db.select().from(files).where(eq(files.id, old.fileId));
    expect(file).toMatchObject({ chatId: null, name: "", deletedAt: expect.any(Date), purgeAt: expect.any(Date) });
    expect(await today()).toEqual([{ actorType: "system", actorName: "delete-outdated", data: { chats: before + 1 } }]);
  });

  test("that somebody reopens at this moment either are theirs and whole, or are gone and not there to open", async () => {
    await keepFor({ chatsAfterDays: 30 });
    for (let round = 0; round < 8; round++) {
      const { id, owner } = await closedChat();
      const whole = await left(id);
      const [reopened, deleted] = codes(
        await race(
          round,
          () => reopenClosedChat(owner, id),
          async () => deleteOutdated(await asRetention()),
        ),
      );
      expect(deleted).toBe("ok");
      expect(["ok", "not_found"]).toContain(reopened);
      const after = await left(id);
      if (reopened === "ok") {
        expect(after?.chats).toBe(1);
        expect(after?.events).toBeGreaterThan(whole?.events ?? 0);
      } else expect(after).toEqual(NOTHING);
    }
  });

  test("that were taken up again between the look at them and their lock stay", async () => {
    const { id } = await closedChat();
    const db = await testDatabase();
    const { seen } = await db.transaction(async (tx) => {
      // What another one commits in between is seen like what is written here.
      const crossed = beforeStatement(tx, 2, () =>
        tx.update(chats).set({ closedAt: sql`now()` }).where(eq(chats.id, id)),
      );
      await deleteOldChats(crossed.db, 30);
      return crossed;
    });
    expect(seen.statements).toBeGreaterThanOrEqual(2);
    expect((await left(id))?.chats).toBe(1);
  });

  test("that were reopened and closed again count from their last end", async () => {
    await keepFor({ chatsAfterDays: 30 });
    const { id, owner } = await closedChat();
    await reopenClosedChat(owner, id);
    await deleteOutdated(await asRetention());
    expect((await left(id))?.chats).toBe(1);
    await closeChat(owner, id, {});
    await deleteOutdated(await asRetention());
    expect((await left(id))?.chats).toBe(1);
  });

  test("of which a crash has left some go with the next run, and are counted once", async () => {
    await keepFor({ chatsAfterDays: 30 });
    await deleteOutdated(await asRetention());
    const counted = Number((await today())[0]?.data.chats ?? 0);
    const department = await createDepartment();
    const { actor, db } = await asVisitor();
    const closedAt = sql`now() - interval '31 days'` as never;
    const made = await db
      .insert(chats)
      .values(
        Array.from({ length: CHATS_BATCH + 5 }, () => ({
          visitorId: actor.visitorId,
          startClientId: uuidv7(),
          departmentId: department.id,
          status: "closed" as const,
          closeReason: "operator" as const,
          closedAt,
        })),
      )
      .returning({ id: chats.id });
    const isMade = inArray(
      chats.id,
      made.map(({ id }) => id),
    );
    const dying = new Proxy(db, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (name !== "transaction") return typeof value === "function" ? value.bind(target) : value;
        transactions += 1;
        if (transactions > 1) return () => Promise.reject(new Error("killed"));
        return target.transaction.bind(target);
      },
    });
    let transactions = 0;
    await expect(deleteOutdated(await asRetention(dying))).rejects.toThrow("killed");
    expect(await db.$count(chats, isMade)).toBe(5);
    expect((await today())[0]?.data).toMatchObject({ chats: counted + CHATS_BATCH });
    await deleteOutdated(await asRetention());
    expect(await db.$count(chats, isMade)).toBe(0);
    expect((await today())[0]?.data).toMatchObject({ chats: counted + made.length });
  });

  test("have legs that nobody else can delete", async () => {
    const { id, owner } = await closedChat();
    const refused = { cause: { message: expect.stringContaining("has ended and is never changed") } };
    await expect(owner.db.delete(legs).where(eq(legs.chatId, id))).rejects.toMatchObject(refused);
  });

  test("are deleted once by two runs at the same time", async () => {
    await keepFor({ chatsAfterDays: 30 });
    await deleteOutdated(await asRetention());
    const { id } = await closedChat();
    const runs = await Promise.all([deleteOutdated(await asRetention()), deleteOutdated(await asRetention())]);
    expect(runs.reduce((sum, { chats: count }) => sum + count, 0)).toBe(1);
    expect(await left(id)).toEqual(NOTHING);
  });
});
