import { eq, inArray } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { auditEntries, chatEvents, files, legs, offlineMessages, pageVisits } from "@/db/schema";
import { reopenClosedChat } from "@/lib/chats/operator/reopen-closed-chat";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asRole, asVisitor, createDepartment } from "@/tests/support/factories";
import { asRetention, closedChat, forgetRetention, keepFor } from "@/tests/support/retention";
import { deleteOutdated } from "./delete-outdated";
import { KEEP_ALL, retentionInput } from "./schemas";
import { updateRetention } from "./update-retention";

afterEach(forgetRetention);

describe("files, visits, offline messages and the log", () => {
  test("go by their own days; the chat stays, and an open one keeps its files", async () => {
    const [closed, open] = [await closedChat(), await closedChat()];
    await reopenClosedChat(open.owner, open.id);
    await keepFor({ filesAfterDays: 30, visitsAfterDays: 30 });
    await deleteOutdated(await asRetention());
    const fileOf = async (id: string) => (await closed.owner.db.select().from(files).where(eq(files.id, id)))[0];
    expect(await fileOf(closed.fileId)).toMatchObject({ name: "", deletedAt: expect.any(Date) });
    expect(await fileOf(open.fileId)).toMatchObject({ name: "plan.txt", deletedAt: null });
    expect(await closed.owner.db.$count(pageVisits, eq(pageVisits.chatId, closed.id))).toBe(0);
    expect(await closed.owner.db.$count(chatEvents, eq(chatEvents.chatId, closed.id))).toBeGreaterThan(0);
    expect(await closed.owner.db.$count(legs, eq(legs.chatId, closed.id))).toBeGreaterThan(0);
  });

  test("are deleted where they were dealt with, and wait where nobody has", async () => {
    const department = await createDepartment();
    const [visitor, admin] = [await asVisitor(), await asRole("admin")];
    const message = { visitorId: visitor.actor.visitorId, departmentId: department.id, name: "Vera", body: "Call me" };
    const handledAt = new Date(Date.now() - 40 * 86_400_000);
    const made = await visitor.db
      .insert(offlineMessages)
      .values([
        { ...message, clientId: uuidv7(), createdAt: handledAt, handledAt, handledById: admin.actor.operatorId },
        { ...message, clientId: uuidv7(), createdAt: handledAt },
      ])
      .returning({ id: offlineMessages.id });
    await keepFor({ chatsAfterDays: 30 });
    await deleteOutdated(await asRetention());
    const found = await visitor.db
      .select({ id: offlineMessages.id })
      .from(offlineMessages)
      .where(
        inArray(
          offlineMessages.id,
          made.map(({ id }) => id),
        ),
      );
    expect(found).toEqual([{ id: made[1]?.id }]);
  });

  test("entries go after their days, and not before 90", async () => {
    const db = await testDatabase();
    const entry = { action: "tag.updated", actorType: "operator" as const };
    const made = await db
      .insert(auditEntries)
      .values([89, 101].map((days) => ({ ...entry, createdAt: new Date(Date.now() - days * 86_400_000) })))
      .returning({ id: auditEntries.id });
    await keepFor({ auditAfterDays: 100 });
    await deleteOutdated(await asRetention());
    const ids = made.map(({ id }) => id);
    const found = await db.select({ id: auditEntries.id }).from(auditEntries).where(inArray(auditEntries.id, ids));
    expect(found).toEqual([{ id: ids[0] }]);
  });
});

describe("the settings", () => {
  test("are an admin's", async () => {
    for (const ctx of [await asRole("supervisor"), await asRole("operator"), await asVisitor()]) {
      await expect(updateRetention(ctx, KEEP_ALL)).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("take whole days within bounds, or nothing", () => {
    const parse = (days: string, audit = "") =>
      retentionInput.safeParse({ chatsAfterDays: days, filesAfterDays: "", visitsAfterDays: "", auditAfterDays: audit })
        .success;
    expect([parse(""), parse("1"), parse("3650"), parse("", "90")]).toEqual([true, true, true, true]);
    expect([parse("0"), parse("3651"), parse("1.5"), parse("x"), parse("", "89")]).toEqual(Array(5).fill(false));
  });
});
