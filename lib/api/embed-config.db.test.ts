import { describe, expect, test } from "vitest";
import { company, departmentMembers, departments, operators } from "@/db/schema";
import type { Database } from "@/db/types";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { getConditions } from "@/lib/embed/conditions";
import { toWidgetConfig } from "@/lib/embed/widget-config";
import { randomToken, uuidv7 } from "@/lib/ids";
import { setOperator } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import { withFreshDatabase } from "@/tests/support/database";
import { addEndedLegs } from "@/tests/support/ended-legs";
import { asThere, createChat, createDepartment, unique } from "@/tests/support/factories";
import { bearer, call } from "@/tests/support/requests";
import * as chats from "./chats";
import * as embedConfig from "./embed-config";
import * as offlineMessages from "./offline-messages";

const config = (key: string) => call(embedConfig.GET, `/api/embed/${key}`, { method: "GET" }, { key });

describe("what a department's key tells", () => {
  test("follows the department: away, open, busy with the expected wait, full, closed until it opens", async () => {
    const { id, key } = await createDepartment({ queueLimitChats: 2, awayTexts: { en: "Back at nine." } });
    const look = async () => {
      const { json } = await config(key);
      expect(json.state).toBe(json.departments[0].state);
      return json.departments[0];
    };
    const idle = { opensAt: null, isFull: false, estimate: null, awayText: "Back at nine." };
    expect(await look()).toMatchObject({ ...idle, state: "away" });
    const anna = await asThere({ departmentIds: [id], values: { maxLoad: 1 } });
    expect(await look()).toMatchObject({ ...idle, state: "open" });
    await addEndedLegs(id, anna.actor.operatorId, { count: 10, minutes: 3 });
    const busy = await createChat({ key });
    await anna.db.execute(
      `update chats set status = 'active', operator_id = '${anna.actor.operatorId}' where id = '${busy.id}'`,
    );
    expect(await look()).toMatchObject({ ...idle, state: "busy", estimate: { fromMinutes: 2, toMinutes: 4 } });
    await createChat({ key });
    await createChat({ key });
    expect(await look()).toMatchObject({ state: "busy", isFull: true });
    const tomorrow = new Date(Date.now() + 86_400_000);
    const hours = [{ weekday: tomorrow.getUTCDay() || 7, from: "09:00", to: "10:00" }];
    await anna.db.execute(`update departments set hours = '${JSON.stringify(hours)}'::jsonb where id = '${id}'`);
    expect(await look()).toMatchObject({ state: "closed", opensAt: expect.stringMatching(/T09:00:00\.000Z$/) });
  });

  test("is in the visitor's language alone, the page's before the browser's", async () => {
    const { key } = await createDepartment({ awayTexts: { en: "Back at nine.", de: "Ab neun wieder da.", ar: " " } });
    const look = async (lang: string, browser = "") => {
      const request = { method: "GET", headers: { "accept-language": browser } };
      return (await call(embedConfig.GET, `/api/embed/${key}?lang=${lang}`, request, { key })).json.departments[0];
    };
    expect((await look("de-AT", "en")).awayText).toBe("Ab neun wieder da.");
    expect((await look("nl", "nl, de;q=0.5")).awayText).toBe("Ab neun wieder da.");
    expect((await look("nl")).awayText).toBe("Back at nine.");
    for (const without of ["ar", "fr"]) expect(await look(without)).not.toHaveProperty("awayText");
  });

  test("names nobody: no operator, no place in a line, no number of those who wait", async () => {
    const { id, key } = await createDepartment();
    const anna = await asThere({ departmentIds: [id], name: unique("Anna") });
    await createChat({ key });
    const { text } = await config(key);
    for (const secret of [anna.actor.name, anna.actor.operatorId, "waiting", "slots", "maxLoad", "strategy"]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe("a hidden department", () => {
  test("is in no answer to the company's key: not listed, not in its state, not in a refusal", async () => {
    const hidden = await createDepartment({ hidden: true, awayTexts: { en: unique("away") } });
    const visible = await createDepartment();
    const key = await companyKey();
    const headers = bearer(randomToken(32));
    const person = { clientId: uuidv7(), name: "Vera", email: "vera@example.com", body: "Hello" };
    const tried = async (departmentId: string) => {
      const body = { ...person, key, departmentId };
      return [
        await call(chats.POST, "/api/chats", { headers, body }),
        await call(offlineMessages.POST, "/api/offline-messages", { headers, body }),
      ];
    };
    const [foreign, missing] = [await tried(hidden.id), await tried(uuidv7())];
    expect(foreign.map(({ status, text }) => [status, text])).toEqual(
      missing.map(({ status, text }) => [status, text]),
    );
    expect(foreign.map(({ status }) => status)).toEqual([404, 404]);
    const listed = await config(key);
    expect(listed.text).toContain(visible.id);
    for (const { text } of [listed, ...foreign]) {
      for (const secret of [hidden.id, hidden.name, hidden.key, hidden.awayTexts.en ?? ""]) {
        expect(text).not.toContain(secret);
      }
    }
    expect((await config(hidden.key)).json.departments).toMatchObject([{ id: hidden.id, name: hidden.name }]);
  });

  test("that is open does not make the company's widget open: its state is the best of the visible ones", async () => {
    await withFreshDatabase(async (db) => {
      const key = randomToken(16);
      await db.insert(company).values({ key });
      const state = async () => {
        const target = await findEmbedTarget(db, key);
        return target && toWidgetConfig(target, await getConditions(db, target), "en").state;
      };
      const hidden = await department(db, { hidden: true });
      await someoneThere(db, hidden, 5);
      // Nothing to choose from.
      expect(await state()).toBe("closed");
      const closed = await department(db, { hours: [] });
      await someoneThere(db, closed, 5);
      expect(await state()).toBe("closed");
      const away = await department(db, {});
      expect(await state()).toBe("away");
      await someoneThere(db, away, 0);
      expect(await state()).toBe("busy");
      await someoneThere(db, await department(db, {}), 1);
      expect(await state()).toBe("open");
    });
  });
});

async function department(db: Database, values: Partial<typeof departments.$inferInsert>): Promise<string> {
  const [row] = await db
    .insert(departments)
    .values({ name: unique("Department"), key: randomToken(16), ...values })
    .returning();
  return row?.id ?? "";
}

async function someoneThere(db: Database, departmentId: string, maxLoad: number): Promise<void> {
  const email = `${randomToken(9).toLowerCase()}@example.com`;
  const [row] = await db
    .insert(operators)
    .values({ name: "Anna", email, passwordHash: "none", lastPulseAt: new Date(), maxLoad })
    .returning();
  await db.insert(departmentMembers).values({ departmentId, operatorId: row?.id ?? "" });
}

describe("a key that leads nowhere", () => {
  test("is answered alike, whether it is unknown, malformed or of a disabled department", async () => {
    const disabled = await createDepartment({ disabled: true });
    const answers = [
      await config(disabled.key),
      await config(randomToken(16)),
      await config("../etc"),
      await config(""),
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});

describe("the offline form", () => {
  test("is taken once per clientId, at its fields, and needs a token", async () => {
    const { key } = await createDepartment({ hours: [] });
    const headers = bearer(randomToken(32));
    const right = { key, clientId: uuidv7(), name: "Vera", email: "vera@example.com", body: "Call me" };
    const send = (values: object = {}, who: Record<string, string> = headers) =>
      call(offlineMessages.POST, "/api/offline-messages", { headers: who, body: { ...right, ...values } });
    const first = await send();
    const again = await send();
    expect([first.status, again.status, again.json]).toEqual([201, 200, first.json]);
    expect((await send({ body: "Other" })).json.error.code).toBe("idempotency_mismatch");
    expect((await send({}, {})).status).toBe(401);
    for (const [values, field] of [
      [{ email: "vera" }, "email"],
      [{ name: " " }, "name"],
      [{ body: "" }, "body"],
      [{ body: "x".repeat(4001) }, "body"],
      [{ clientId: "x" }, "clientId"],
    ] as const) {
      const { status, json } = await send({ clientId: uuidv7(), ...values });
      expect([status, Object.keys(json.error.fields)]).toEqual([422, [field]]);
    }
  });

  test("is what a visitor is led to by a start in a closed or full department", async () => {
    const closed = await createDepartment({ hours: [] });
    const full = await createDepartment({ queueLimitChats: 0 });
    for (const [{ key }, state] of [
      [closed, "closed"],
      [full, "full"],
    ] as const) {
      const body = { key, clientId: uuidv7(), name: "Vera", body: "Hello" };
      const { status, json } = await call(chats.POST, "/api/chats", { headers: bearer(randomToken(32)), body });
      expect([status, json.error.code, json.error.data]).toEqual([409, "conflict", { state, opensAt: null }]);
    }
    const anna = await asThere({ departmentIds: [full.id] });
    await setOperator(anna.actor.operatorId, { maxLoad: 3 });
    const body = { key: full.key, clientId: uuidv7(), name: "Vera", body: "Hello" };
    expect((await call(chats.POST, "/api/chats", { headers: bearer(randomToken(32)), body })).status).toBe(201);
  });
});
