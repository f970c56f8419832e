import { describe, expect, test } from "vitest";
import { auditEntries } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asRole, createDepartment } from "@/tests/support/factories";
import { auditCsvLines } from "./csv";
import { noteEntry } from "./note-entry";
import { findSubjectName, listAuditEntries } from "./queries";
import { AUDIT_PAGE, type AuditQuery, auditQuery } from "./schemas";

const query = (given: Record<string, string> = {}): AuditQuery => auditQuery.parse(given);

/** Entries of one admin about one subject, as many as asked for. */
async function write(count: number, values: Partial<typeof auditEntries.$inferInsert> = {}) {
  const db = await testDatabase();
  const { actor } = await asRole("admin");
  const subject = uuidv7();
  const row = {
    action: "tag.updated",
    actorType: "operator" as const,
    actorId: actor.operatorId,
    actorName: actor.name,
  };
  await db
    .insert(auditEntries)
    .values(Array.from({ length: count }, () => ({ ...row, subject, subjectName: "Urgent", ...values })));
  return { db, actor, subject };
}

describe("the pages of the log", () => {
  test("hold every entry once, newest first, also of many that were written at one instant", async () => {
    const count = AUDIT_PAGE * 2 + 7;
    const { db, actor, subject } = await write(count);
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let before: string | null = null; ; ) {
      const { entries, hasMore } = await listAuditEntries(db, query({ who: actor.operatorId, subject }), before);
      seen.push(...entries.map(({ id }) => id));
      sizes.push(entries.length);
      before = entries.at(-1)?.id ?? null;
      if (!hasMore) break;
    }
    expect(sizes).toEqual([AUDIT_PAGE, AUDIT_PAGE, 7]);
    expect(new Set(seen).size).toBe(count);
  });

  test("show what a filter asks for, and nothing else", async () => {
    const { db, actor, subject } = await write(2);
    const admin = await asRole("admin");
    await db.transaction(async (tx) => {
      await noteEntry(tx, admin.actor, { action: "department.updated", subject, subjectName: "Sales" });
      await noteEntry(tx, { type: "system", job: "some-job" }, { action: "webhook.stopped", subject });
    });
    const actions = async (given: Record<string, string>) =>
      (await listAuditEntries(db, query({ subject, ...given }), null)).entries.map(({ action }) => action).sort();
    expect(await actions({})).toEqual(["department.updated", "tag.updated", "tag.updated", "webhook.stopped"]);
    expect(await actions({ who: actor.operatorId })).toEqual(["tag.updated", "tag.updated"]);
    expect(await actions({ who: "system" })).toEqual(["webhook.stopped"]);
    expect(await actions({ who: "visitor" })).toEqual([]);
    expect(await actions({ kind: "department" })).toEqual(["department.updated"]);
    expect(await actions({ kind: "webhook_secret" })).toEqual([]);
    expect(await findSubjectName(db, subject)).toEqual(expect.any(String));
    expect(await findSubjectName(db, uuidv7())).toBeNull();
  });

  test("begin and end their days in the time zone of who looks", async () => {
    const { db, subject } = await write(1, { createdAt: new Date("2026-05-12T22:30:00Z") });
    const found = async (from: string, to: string, zone: string) =>
      (await listAuditEntries(db, query({ subject, from, to, zone }), null)).entries.length;
    expect(await found("2026-05-12", "2026-05-12", "UTC")).toBe(1);
    expect(await found("2026-05-13", "2026-05-13", "UTC")).toBe(0);
    expect(await found("2026-05-12", "2026-05-12", "Europe/Berlin")).toBe(0);
    expect(await found("2026-05-13", "2026-05-13", "Europe/Berlin")).toBe(1);
  });

  test("name departments and operators that stand in them by their ids", async () => {
    const [department, admin] = [await createDepartment(), await asRole("admin")];
    const { db, subject } = await write(1, {
      changes: {
        overflowDepartmentId: { before: null, after: department.id },
        [`members.${admin.actor.operatorId}`]: { before: 1, after: null },
      },
    });
    const { names } = await listAuditEntries(db, query({ subject }), null);
    expect(names).toEqual({ [department.id]: department.name, [admin.actor.operatorId]: admin.actor.name });
  });

  test.each<Record<string, string>>([
    { who: "somebody" },
    { kind: "weather" },
    { subject: "1" },
    { from: "2026-02-30" },
    { to: "yesterday" },
    { from: "2026-01-01", zone: "Mars/Olympus" },
  ])("are not asked for by %j", (given) => {
    expect(auditQuery.safeParse(given).success).toBe(false);
  });
});

describe("the file of the log", () => {
  test("has a line for each field that changed, holds no formula and no secret, and reads on through many entries", async () => {
    const { db, actor, subject } = await write(501, {
      subjectName: `=HYPERLINK("https://evil.example")`,
      changes: {
        name: { before: "@old", after: "a, b" },
        password: { isSecret: true },
        domains: { before: [], after: ["a.example"] },
      },
      data: { chats: 3 },
    });
    let text = "";
    for await (const part of auditCsvLines(db, query({ subject }))) text += part;
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("\ufefftime,action,actor_type,actor_id,actor,subject_id,subject,field,before,after");
    expect(lines).toHaveLength(1 + 501 * 4 + 1);
    const head = `,tag.updated,operator,${actor.operatorId},${actor.name},${subject},"'=HYPERLINK(""https://evil.example"")",`;
    const told = lines.slice(1, 5).map((line) => line.slice(line.indexOf(head) + head.length));
    expect(told.sort()).toEqual(
      [`name,'@old,"a, b"`, "password,(secret),(secret)", `domains,[],"[""a.example""]"`, "chats,,3"].sort(),
    );
  });
});
