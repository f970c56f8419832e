import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries, company } from "@/db/schema";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { randomToken, uuidv7 } from "@/lib/ids";
import { companyKey } from "@/tests/support/company";
import { ownDatabase, testDatabase } from "@/tests/support/database";
import { asThere, createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { ask, newKey } from "./testing";

// Lists are read to their end, page by page.
ownDatabase();

describe("departments", () => {
  test("are told as they are, hidden and disabled ones as well", async () => {
    const { key } = await newKey("departments:read");
    const [open, hidden, disabled] = [
      await createDepartment(),
      await createDepartment({ hidden: true }),
      await createDepartment({ disabled: true }),
    ];
    const there = await asThere({ departmentIds: [open.id], values: { maxLoad: 1 } });
    const one = async (id: string) => (await ask(key, "GET", `/departments/${id}`)).json;
    expect(await one(open.id)).toMatchObject({ name: open.name, state: "open", waiting: 0, key: open.key });
    const { id } = await createChat(open);
    await claimChat(there, id);
    await createChat(open);
    expect(await one(open.id)).toMatchObject({ state: "busy", waiting: 1 });
    expect(await one(hidden.id)).toMatchObject({ hidden: true, state: "away" });
    expect(await one(disabled.id)).toMatchObject({ disabled: true, state: "closed", opensAt: null });
    const { json } = await ask(key, "GET", "/departments");
    const ids = json.items.map((item: { id: string }) => item.id);
    expect(ids).toEqual(expect.arrayContaining([open.id, hidden.id, disabled.id]));
    expect((await ask(key, "GET", `/departments/${uuidv7()}`)).status).toBe(404);
  });
});

describe("operators", () => {
  test("are told as they are, page by page; who is gone is not there", async () => {
    const { key } = await newKey("operators:read");
    const department = await createDepartment();
    const there = await asThere({ departmentIds: [department.id] });
    await claimChat(there, (await createChat(department)).id);
    const { operatorId, name } = there.actor;
    const { json } = await ask(key, "GET", `/operators/${operatorId}`);
    expect(json).toMatchObject({ name, intent: "online", isReachable: true, openChats: 1, load: 1 });
    expect(json.departmentIds).toEqual([department.id]);
    expect(JSON.stringify(json)).not.toContain("@example.com");
    const gone = await createOperator({ values: { deactivatedAt: new Date() } });
    expect((await ask(key, "GET", `/operators/${gone.id}`)).status).toBe(404);
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const page = (await ask(key, "GET", `/operators?limit=2${cursor}`)).json;
      seen.push(...page.items.map((item: { id: string }) => item.id));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain(operatorId);
    expect(seen).not.toContain(gone.id);
  });
});

describe("webhooks", () => {
  const body = (url: string) => ({ name: "Shop", url, events: ["chat.started"] });

  test("are added, listed and deleted, in the name of the key", async () => {
    const { id: keyId, key } = await newKey("webhooks:manage");
    const made = await ask(key, "POST", "/webhooks", { body: body("https://example.com/hook") });
    expect([made.status, made.json.webhook.disabledReason]).toEqual([201, null]);
    const { id } = made.json.webhook;
    const { json, text } = await ask(key, "GET", "/webhooks");
    expect(json.items).toContainEqual(made.json.webhook);
    expect(text).not.toContain(made.json.secret);
    const gone = await ask(key, "DELETE", `/webhooks/${id}`);
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expect((await ask(key, "DELETE", `/webhooks/${id}`)).status).toBe(404);
    const noted = await (await testDatabase()).select().from(auditEntries).where(eq(auditEntries.subject, id));
    expect(noted.map(({ action, actorType, actorId }) => [action, actorType, actorId]).sort()).toEqual([
      ["webhook.created", "key", keyId],
      ["webhook.deleted", "key", keyId],
    ]);
  });

  test.each([
    "http://example.com/",
    "https://127.1/",
    "https://[::1]/",
    "https://169.254.169.254/",
    "https://localhost./",
    "https://example.com:25/",
    "nonsense",
  ])("never lead inward: %s", async (url) => {
    const { key } = await newKey("webhooks:manage");
    const { status, json } = await ask(key, "POST", "/webhooks", { body: body(url) });
    expect([status, Object.keys(json.error.fields)]).toEqual([422, ["url"]]);
  });
});

describe("a badge", () => {
  test("says how a department is, to whoever has its key; a hidden one to nobody else", async () => {
    const hidden = await createDepartment({ hidden: true, name: `Secret <b>"7"</b>` });
    const { status, text, headers } = await ask("", "GET", `/badge/${hidden.key}.svg`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect(text).toContain("Away");
    expect(text).not.toContain("<b>");
    const ofCompany = await ask("", "GET", `/badge/${await companyKey()}.svg`);
    expect(ofCompany.text).not.toContain("Secret");
  });

  test("of the company is the best of its visible departments, under the company's name", async () => {
    const key = await companyKey();
    const department = await createDepartment({ hidden: true });
    await asThere({ departmentIds: [department.id] });
    const db = await testDatabase();
    const [owner] = await db.select({ name: company.name }).from(company);
    const { text } = await ask("", "GET", `/badge/${key}.svg?lang=de`);
    expect(text).toContain(owner?.name ?? "nobody");
    expect(text).not.toContain(department.name);
    expect(text).toMatch(/lang="de"/);
  });

  test("is answered alike for an unknown key and for a disabled department's, and has no other parameter", async () => {
    const disabled = await createDepartment({ disabled: true });
    const unknown = await ask("", "GET", `/badge/${randomToken(16)}.svg`);
    const refused = await ask("", "GET", `/badge/${disabled.key}.svg`);
    expect([refused.status, refused.text]).toEqual([404, unknown.text]);
    expect((await ask("", "GET", "/badge/x.svg")).text).toBe(unknown.text);
    expect((await ask("", "GET", `/badge/${disabled.key}.svg?name=x`)).status).toBe(400);
  });
});
