import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditEntries, chatSettings } from "@/db/schema";
import type { Database } from "@/db/types";
import { restoreSettings } from "@/lib/settings/test-rows";
import { type Creatio, LOCKED, startCreatio, TROUBLES, WRONG_PASSWORD } from "@/tests/support/creatio/stand-in";
import { testDatabase } from "@/tests/support/database";
import { asRole, asVisitor } from "@/tests/support/factories";
import { connectCrm } from "./connect-crm";
import { getCrmState } from "./queries";
import { testCrm } from "./test-crm";
import { connectionOf, forgetCrm, saveAccountOf, testSender } from "./testing";

let db: Database;
let crm: Creatio;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  crm = await startCreatio();
});
afterEach(async () => {
  await crm.close();
  await forgetCrm(db);
  await restoreSettings();
});
afterAll(restoreSettings);

const synchronize = async () => connectCrm(await asRole("admin"), testSender(db));
const save = (values: Parameters<typeof saveAccountOf>[2] = {}) => saveAccountOf(db, crm, values);

describe("Synchronize", () => {
  test("connects with what is saved, says what is new, and the second time that nothing is", async () => {
    await save();
    expect(await getCrmState(db)).toMatchObject({ connected: null, isUpToDate: false });
    const admin = await asRole("admin");
    const connected = await connectCrm(admin, testSender(db));
    const changed = ["address", "login", "password", "odataPath"];
    expect(connected).toEqual({ outcome: "connected", changed, sentAgain: 0, waiting: 0 });
    const { address, state } = crm;
    expect(await getCrmState(db)).toMatchObject({
      connected: { address, login: state.login },
      isUpToDate: true,
      failure: null,
    });
    expect(await connectCrm(admin, testSender(db))).toEqual({ ...connected, changed: [] });
    const noted = await db.select().from(auditEntries).where(eq(auditEntries.actorId, admin.actor.operatorId));
    expect(noted.map(({ action }) => action)).toEqual(["crm.connected"]);
    expect(JSON.stringify([noted, await getCrmState(db), await connectionOf(db)])).not.toContain(state.password);
  });

  test("with a wrong password changes nothing: the connection goes on with what works", async () => {
    await save();
    await synchronize();
    const before = await connectionOf(db);
    await save({ password: "wrong" });
    expect(await synchronize()).toEqual({ outcome: "failed", failure: "password", text: WRONG_PASSWORD });
    expect(await connectionOf(db)).toEqual(before);
    expect(await getCrmState(db)).toMatchObject({ isUpToDate: false, failure: null });
  });

  test("with settings that worked and do not any more turns it red, and green when they do again", async () => {
    await save();
    await synchronize();
    crm.state.password = "another one";
    expect(await synchronize()).toMatchObject({ outcome: "failed", failure: "password" });
    expect(await getCrmState(db)).toMatchObject({ failure: "password", retryAt: null, failureText: WRONG_PASSWORD });
    await save();
    expect(await synchronize()).toMatchObject({ outcome: "connected", changed: ["password"] });
    expect(await getCrmState(db)).toMatchObject({ failure: null, failedAt: null });
  });

  test("signs in once each time, so that an admin has as many attempts as the account has", async () => {
    await save({ password: "wrong" });
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await synchronize()).toMatchObject({ text: WRONG_PASSWORD });
      expect(crm.state.signIns).toBe(attempt);
    }
    await save();
    expect(await synchronize()).toMatchObject({ failure: "password", text: LOCKED });
    expect(await connectionOf(db)).toBeUndefined();
  });

  test("without an address ends the connection, and needs login and password for one", async () => {
    await save();
    await synchronize();
    await db.update(chatSettings).set({ passwordEncrypted: null });
    expect(await synchronize()).toEqual({ outcome: "incomplete" });
    await save({ login: "" });
    expect(await synchronize()).toEqual({ outcome: "incomplete" });
    expect(await connectionOf(db)).toBeDefined();
    await save({ address: "" });
    expect(await synchronize()).toEqual({ outcome: "none", wasConnected: true });
    expect(await synchronize()).toEqual({ outcome: "none", wasConnected: false });
    expect(await connectionOf(db)).toBeUndefined();
  });

  test("by two admins at once connects once", async () => {
    await save();
    const both = await Promise.all([synchronize(), synchronize()]);
    expect(both.map(({ outcome }) => outcome)).toEqual(["connected", "connected"]);
    expect(await connectionOf(db)).toMatchObject({ failure: null, claim: null });
  });

  test("with a password of another installation says so", async () => {
    await save();
    const admin = await asRole("admin");
    const sender = { ...testSender(db), authSecret: "another secret, which is long enough" };
    expect(await connectCrm(admin, sender)).toEqual({ outcome: "failed", failure: "secret", text: "" });
    expect(crm.asked).toEqual([]);
  });

  test.each([
    ["html", "answer"],
    ["error", "unreachable"],
    ["redirect", "redirect"],
    ["hangUp", "unreachable"],
  ] as const)("at a CRM in trouble (%s) says why, and connects nothing", async (trouble, failure) => {
    await save();
    crm.answers(TROUBLES[trouble]);
    expect(await synchronize()).toMatchObject({ outcome: "failed", failure });
    expect(await connectionOf(db)).toBeUndefined();
    expect(crm.asked).toHaveLength(1);
  });

  test("finds no CRM at a server that has none, and none of its words that could do harm", async () => {
    await save();
    crm.answers((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ Code: "0", Message: `<script>\u0000${crm.state.password}</script>` }));
      return true;
    });
    const failed = await synchronize();
    expect(failed).toMatchObject({ outcome: "failed", failure: "answer" });
    expect(JSON.stringify(failed)).not.toMatch(/script|wörd/);
  });

  test("is refused to everybody but admins, and asks nothing of the CRM for them", async () => {
    await save();
    for (const ctx of [await asVisitor(), await asRole("operator"), await asRole("supervisor")]) {
      await expect(connectCrm(ctx, testSender(db))).rejects.toMatchObject({ code: "forbidden" });
      const typed = { crmAddress: crm.address, login: "x", password: "x" };
      await expect(testCrm(ctx, typed, testSender(db))).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(crm.asked).toEqual([]);
  });
});

describe("Test connection", () => {
  const run = async (values: { crmAddress?: string; login?: string; password?: string } = {}, options = {}) =>
    testCrm(
      await asRole("admin"),
      { crmAddress: crm.address, login: crm.state.login, password: crm.state.password, ...values },
      testSender(db, options),
    );

  test("tries what stands in the form, and changes nothing, here or there", async () => {
    expect(await run()).toEqual({ failure: null, text: "", odataPath: "/0/odata" });
    expect(await run({ password: "wrong" })).toEqual({ failure: "password", text: WRONG_PASSWORD, odataPath: null });
    expect(await connectionOf(db)).toBeUndefined();
    expect(crm.asked.every(({ method, path }) => method === "GET" || path.endsWith("/Login"))).toBe(true);
  });

  test("finds OData where the CRM runs on .NET", async () => {
    await crm.close();
    crm = await startCreatio({ runsOn: "core" });
    expect(await run()).toEqual({ failure: null, text: "", odataPath: "/odata" });
    expect(crm.state.signIns).toBe(1);
  });

  test("sends the stored password to the address that it was saved for, and to no other", async () => {
    await expect(run({ password: "" })).rejects.toMatchObject({ code: "invalid", fields: { password: "required" } });
    await save();
    expect(await run({ password: "" })).toMatchObject({ failure: null });
    const other = await startCreatio();
    const elsewhere = run({ crmAddress: other.address, password: "" });
    await expect(elsewhere).rejects.toMatchObject({ code: "invalid", fields: { password: "crmPasswordAgain" } });
    expect(other.asked).toEqual([]);
    await other.close();
  });

  test("refuses a private network where the installation does not allow it, also by a name", async () => {
    expect(await run({}, { allowsPrivate: false })).toMatchObject({ failure: "address" });
    const byName = crm.address.replace("http://127.0.0.1", "https://localhost");
    expect(await run({ crmAddress: byName }, { allowsPrivate: false })).toMatchObject({ failure: "address" });
    expect(await run({ crmAddress: "https://169.254.169.254" })).toMatchObject({ failure: "address" });
    expect(crm.asked).toEqual([]);
  });
});
