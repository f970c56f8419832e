import { describe, expect, test } from "vitest";
import { createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { bearer, call, signedIn } from "@/tests/support/requests";
import * as search from "./search";

const ask = async (parameters: string, headers: Record<string, string>) =>
  call(search.GET, `/api/search?${parameters}`, { method: "GET", headers });

async function scene() {
  const department = await createDepartment();
  const { id, visitor } = await createChat(department, "Когда приедет курьер?");
  const operator = await createOperator({ departmentIds: [department.id] });
  return { id, visitor, headers: await signedIn(operator.id) };
}

describe("GET /api/search", () => {
  test("answers an operator with the chats that they may read", async () => {
    const { id, headers } = await scene();
    const found = await ask(`q=${encodeURIComponent("курьеры")}&zone=Europe/Moscow`, headers);
    expect(found).toMatchObject({
      status: 200,
      json: { chats: [{ id, matchCount: 1 }], next: null, isSimilar: false },
    });
    expect(found.headers.get("cache-control")).toBe("no-store");
  });

  test("is for operators alone", async () => {
    const { visitor } = await scene();
    expect((await ask("q=x", {})).status).toBe(401);
    expect((await ask("q=x", bearer(visitor.token))).status).toBe(401);
  });

  test.each([
    ["", { q: "required" }],
    ["q=", { q: "blank" }],
    [`q=${"x".repeat(10_000)}`, { q: "tooLong" }],
    ["q=before:soon", { q: "filterDate" }],
    ["q=x&zone=Mars/X", { zone: "timeZone" }],
    ["q=x&cursor=now", { cursor: "invalid" }],
    ["q=x&cursor=2026-99-99T00:00:00.000000Z_00000000-0000-4000-8000-000000000000", { cursor: "invalid" }],
    ["q=x&limit=0", { limit: "invalid" }],
    ["q=x&limit=1000000", { limit: "invalid" }],
    ["q=x&sort=id;drop", {}],
  ])("refuses %.40s at the field", async (parameters, fields) => {
    const { headers } = await scene();
    const refused = await ask(parameters, headers);
    expect(refused.status).toBe(422);
    expect(refused.json.error.fields).toMatchObject(fields);
  });

  test("refuses a parameter that comes twice", async () => {
    const { headers } = await scene();
    expect((await ask("q=x&q=y", headers)).status).toBe(400);
  });

  test.each(["%_\\", "'", "(a+)+$", "\u0000x", "\ud800x", "x' or '1'='1"])("takes %j literally", async (typed) => {
    const { headers } = await scene();
    const found = await ask(`q=${encodeURIComponent(typed.toWellFormed())}`, headers);
    expect(found).toMatchObject({ status: 200, json: { chats: [] } });
  });
});
