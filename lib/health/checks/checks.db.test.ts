import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { chatSettings, crmConnection, jobLeases, mailOutbox, webhooks } from "@/db/schema";
import type { Database } from "@/db/types";
import { localStorage } from "@/lib/files/storage/local-storage";
import { type FileStorage, StorageError } from "@/lib/files/storage/storage";
import { ensurePushKeys, findKeyState } from "@/lib/push/keys";
import { testDatabase, withFreshDatabase } from "@/tests/support/database";
import { inspectHealth } from "../inspect-health";
import type { JobRuns } from "../job-runs";
import { checkCrm } from "./check-crm";
import { checkClock, checkDatabase } from "./check-database";
import { checkJobs } from "./check-jobs";
import { checkMail, checkPush, checkWebhooks } from "./check-outgoing";
import { checkDisk, checkStorage } from "./check-storage";

const folder = mkdtempSync(path.join(tmpdir(), "foyer-health-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the database", () => {
  test("answers with its kind, size and version, and is told to be old before its migrations ran", async () => {
    const db = await testDatabase();
    const good = await checkDatabase({ db, kind: "postgres", newestMigration: 1 });
    expect(good).toMatchObject({ name: "database", reason: expect.stringMatching(/^(ok|slow)$/) });
    expect(good.facts.map(({ label }) => label)).toEqual(["kind", "version", "latency", "size"]);
    expect(await checkDatabase({ db, kind: "postgres", newestMigration: Number.MAX_SAFE_INTEGER })).toMatchObject({
      state: "fail",
      reason: "old",
    });
  });

  test("has the clock of this machine", async () => {
    expect(await checkClock(await testDatabase())).toMatchObject({ name: "clock", state: "ok" });
  });
});

describe("the file storage", () => {
  test("is proven by a file that is written, read back and deleted, and nothing of it stays", async () => {
    const root = path.join(folder, "files");
    expect(await checkStorage(localStorage(root), "folder")).toMatchObject({ state: "ok", reason: "ok" });
    const left = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(left).toEqual([]);
  });

  test.each<[string, Partial<FileStorage>, object]>([
    ["keeps what was deleted", { remove: async () => undefined }, { reason: "differs" }],
    [
      "gives other bytes",
      { open: async () => ({ body: new Blob(["other"]).stream(), size: 5 }) },
      { reason: "differs" },
    ],
    ["is full", { put: () => Promise.reject(new StorageError("no room", { isFull: true })) }, { reason: "full" }],
    [
      "refuses",
      { put: () => Promise.reject(new StorageError("The storage answered 403 AccessDenied")) },
      {
        reason: "broken",
        facts: expect.arrayContaining([
          { label: "error", value: "The storage answered 403 AccessDenied", unit: "text" },
        ]),
      },
    ],
  ])("that %s fails", async (_, broken, expected) => {
    const storage = { ...localStorage(path.join(folder, "broken")), ...broken };
    expect(await checkStorage(storage, "folder")).toMatchObject({ state: "fail", ...expected });
  });

  test("tells nothing of an error of the system, which may name folders", async () => {
    const file = path.join(folder, "no-folder");
    writeFileSync(file, "");
    const answer = await checkStorage(localStorage(path.join(file, "files")), "folder");
    expect(answer).toMatchObject({ state: "fail", reason: "broken" });
    expect(JSON.stringify(answer)).not.toContain(folder);
  });

  test("stands on a disk whose room is told", async () => {
    const { facts } = await checkDisk(folder);
    expect(facts.map(({ label }) => label)).toEqual(["free", "total"]);
  });
});

const JOBS = [
  { name: "hourly", everySeconds: 3600, leaseSeconds: 60 },
  { name: "send-due-mail", everySeconds: 5, leaseSeconds: null, isNeeded: async () => true },
];
const look = async (db: Database, runs: [string, JobRuns][] = [], upSeconds = 1e6) =>
  checkJobs(db, { jobs: JOBS, runs: new Map(runs), upSeconds });
const asked = (agoSeconds: number, hasFailed = false): JobRuns => ({
  askedAt: Date.now() - agoSeconds * 1000,
  ranAt: null,
  hasFailed,
});

describe("timed jobs", () => {
  test("are in time, overdue, failed or late by what is known of them", () =>
    withFreshDatabase(async (db) => {
      expect((await look(db, [], 60)).check).toMatchObject({ state: "ok", reason: "ok" });
      expect((await look(db)).check).toMatchObject({ state: "warn", reason: "overdue" });
      await db.insert(jobLeases).values({ name: "hourly", lockedUntil: new Date(), lastRunAt: new Date() });
      const good = await look(db, [["send-due-mail", asked(4)]]);
      expect(good.check).toMatchObject({ state: "ok" });
      expect(good.jobs).toMatchObject([
        { name: "hourly", isOverdue: false, lastRunAt: expect.any(String) },
        { name: "send-due-mail", isOverdue: false, lastRunAt: null, lateSeconds: 0 },
      ]);
      expect((await look(db, [["send-due-mail", asked(400)]])).check).toMatchObject({ reason: "overdue" });
      expect((await look(db, [["send-due-mail", asked(4, true)]])).check).toMatchObject({ reason: "failed" });
      const dueAt = sql`now() - interval '10 minutes'`;
      await db.insert(mailOutbox).values({ to: "a@b.example", subject: "Late", body: "Late", dueAt });
      const late = await look(db, [["send-due-mail", asked(4)]]);
      expect(late.check).toMatchObject({ state: "fail", reason: "late" });
      expect(late.jobs[1]?.lateSeconds).toBeGreaterThan(590);
    }));
});

describe("what goes out", () => {
  test("by mail: not set, unused, failed, stuck, in this order of trouble; no recipient is told", () =>
    withFreshDatabase(async (db) => {
      expect(await checkMail(db, null)).toMatchObject({ state: "warn", reason: "notConfigured" });
      expect(await checkMail(db, "mail.example")).toMatchObject({ state: "ok", reason: "unused" });
      const mail = { to: "vera@shop.example", subject: "Hi", body: "Secret words" };
      await db.insert(mailOutbox).values({ ...mail, sentAt: new Date() });
      expect(await checkMail(db, "mail.example")).toMatchObject({ state: "ok", reason: "ok" });
      await db.insert(mailOutbox).values({ ...mail, failedAt: new Date(), error: "550 <vera@shop.example> unknown" });
      const failed = await checkMail(db, "mail.example");
      expect(failed).toMatchObject({ state: "warn", reason: "failed" });
      expect(failed.facts).toContainEqual({ label: "lastError", value: "550 <…@shop.example> unknown", unit: "text" });
      expect(JSON.stringify(failed)).not.toMatch(/vera|Secret/);
      await db.insert(mailOutbox).values({ ...mail, dueAt: sql`now() - interval '10 minutes'` });
      expect(await checkMail(db, "mail.example")).toMatchObject({ state: "fail", reason: "stuck" });
    }));

  test("by push: keys are looked at, and made by nobody who looks", () =>
    withFreshDatabase(async (db) => {
      const secret = "a secret of the tests that is long enough";
      expect(await findKeyState(db, secret)).toBe("none");
      expect(await checkPush(db, "none")).toMatchObject({ state: "ok", reason: "unused" });
      await ensurePushKeys(db, secret);
      expect(await findKeyState(db, secret)).toBe("ok");
      expect(await findKeyState(db, "another secret, which is long enough")).toBe("unreadable");
      expect(await checkPush(db, "unreadable")).toMatchObject({ state: "warn", reason: "unreadable" });
    }));

  test("to webhooks: none, well, failing and stopped", () =>
    withFreshDatabase(async (db) => {
      expect(await checkWebhooks(db)).toMatchObject({ state: "ok", reason: "unused" });
      const hook = { name: "CRM", url: "https://crm.example/secret", secretEncrypted: "box", events: [] };
      await db.insert(webhooks).values(hook);
      expect(await checkWebhooks(db)).toMatchObject({ state: "ok", reason: "ok" });
      await db.insert(webhooks).values({ ...hook, failingSince: new Date() });
      expect(await checkWebhooks(db)).toMatchObject({ state: "warn", reason: "failing" });
      await db.insert(webhooks).values({ ...hook, disabledAt: new Date(), disabledReason: "gone" });
      const stopped = await checkWebhooks(db);
      expect(stopped).toMatchObject({ state: "fail", reason: "stopped" });
      expect(JSON.stringify(stopped)).not.toContain("crm.example");
    }));
});

test("a part that fails, hides no other one and tells nothing of why", async () => {
  const db = await testDatabase();
  const health = await inspectHealth({
    db,
    databaseKind: "postgres",
    newestMigration: 1,
    realtime: { mode: "embedded", url: null, authorize: () => "", publish: async () => undefined, sockets: null },
    mailHost: null,
    pushKeys: () => Promise.reject(new Error("password=hunter2")),
    storage: localStorage(path.join(folder, "whole")),
    storageKind: "folder",
    dataDir: path.join(folder, "not there"),
    jobs: [],
    version: "1.2.3",
  });
  const reasons = Object.fromEntries(health.checks.map(({ name, reason }) => [name, reason]));
  expect(reasons).toMatchObject({
    push: "unknown",
    disk: "unknown",
    realtime: "notRunning",
    storage: "ok",
    clock: "ok",
  });
  expect(health.state).toBe("fail");
  expect(JSON.stringify(health)).not.toMatch(/hunter2|not there/);
});

test("the connection to the CRM is unused, saved, well, red or short of a chat, and tells no account", () =>
  withFreshDatabase(async (db) => {
    expect(await checkCrm(db)).toMatchObject({ state: "ok", reason: "unused" });
    await db
      .update(chatSettings)
      .set({ crmAddress: "https://crm.example", login: "hunter2", passwordEncrypted: "box" });
    expect(await checkCrm(db)).toMatchObject({ state: "warn", reason: "notInUse" });
    const address = "https://crm.example";
    await db.insert(crmConnection).values({ address, login: "hunter2", passwordEncrypted: "box", odataPath: "/odata" });
    expect(await checkCrm(db)).toMatchObject({ state: "ok", reason: "ok" });
    for (const [failure, state, reason] of [
      ["unreachable", "warn", "unreachable"],
      ["password", "fail", "password"],
      ["rights", "fail", "broken"],
    ] as const) {
      await db.update(crmConnection).set({ failure, failedAt: new Date(), failureText: "hunter2" });
      const check = await checkCrm(db);
      expect(check).toMatchObject({ state, reason });
      expect(JSON.stringify(check)).not.toMatch(/hunter2|box/);
    }
  }));
