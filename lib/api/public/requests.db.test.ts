import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { rateLimits } from "@/db/schema";
import { env } from "@/lib/env";
import { JSON_BODY_MAX } from "@/lib/http/read-json";
import { testDatabase } from "@/tests/support/database";
import { ask, newKey } from "./testing";

describe("a request that is not right", () => {
  const ANSWERS = "/chats/0192f0c4-7f3e-7abc-8def-0123456789ab/answers";

  test.each<[string, number, string, Parameters<typeof ask>[3]]>([
    ["too large", 413, "too_large", { raw: JSON.stringify({ body: "x".repeat(JSON_BODY_MAX) }) }],
    ["no JSON", 400, "bad_request", { raw: '{"body": ' }],
    ["another type", 415, "unsupported_media_type", { raw: "{}", headers: { "content-type": "text/plain" } }],
    ["compressed", 415, "unsupported_media_type", { raw: "{}", headers: { "content-encoding": "gzip" } }],
    ["an array", 422, "invalid", { raw: "[]" }],
    ["null", 422, "invalid", { raw: "null" }],
    ["nothing at all", 422, "invalid", { body: {} }],
    ["nested without end", 422, "invalid", { raw: `${"[".repeat(10_000)}${"]".repeat(10_000)}` }],
  ])("in its body is refused: %s", async (_, status, code, sent) => {
    const { key } = await newKey("chats:answer");
    const refused = await ask(key, "POST", ANSWERS, sent);
    expect([refused.status, refused.json.error.code]).toEqual([status, code]);
  });

  test.each<[string, number, string]>([
    ["?limit=1&limit=2", 400, "bad_request"],
    ["?limit[]=1", 400, "bad_request"],
    ["?departmentID=1", 400, "bad_request"],
    ["?limit=many", 422, "invalid"],
    ["?limit=-1", 422, "invalid"],
    ["?cursor=1", 422, "invalid"],
    ["?departmentId=1", 422, "invalid"],
    ["?status=lost", 422, "invalid"],
  ])("in its query is refused: %s", async (query, status, code) => {
    const { key } = await newKey("chats:read");
    const refused = await ask(key, "GET", `/chats${query}`);
    expect([refused.status, refused.json.error.code]).toEqual([status, code]);
  });

  test.each(["?limit=0", "?limit=1000000000"])("in its size alone is answered: %s", async (query) => {
    const { key } = await newKey("chats:read");
    expect((await ask(key, "GET", `/chats${query}`)).status).toBe(200);
  });

  test("in its path or its method is refused without a key", async () => {
    for (const path of ["/nothing", "/chats/", "/chats/1/2/3", "/%2e%2e/chats"]) {
      expect((await ask("", "GET", path)).status).toBe(404);
    }
    const refused = await ask("", "DELETE", "/chats");
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, POST"]);
    const { key } = await newKey();
    expect((await ask(key, "GET", "/chats/1")).status).toBe(404);
  });
});

describe("the limit of a key", () => {
  const spend = async (id: string, points: number) =>
    (await testDatabase())
      .update(rateLimits)
      .set({ points })
      .where(sql`key = ${`api ${id}`}`);
  const most = env().API_REQUESTS_PER_MINUTE;

  test("is said with every answer, and counts down", async () => {
    const { key } = await newKey("departments:read");
    const left = async (path: string) => {
      const { headers } = await ask(key, "GET", path);
      expect(headers.get("ratelimit-limit")).toBe(String(most));
      expect(headers.get("ratelimit-policy")).toBe(`${most};w=60`);
      expect(Number(headers.get("ratelimit-reset"))).toBeGreaterThan(50);
      return Number(headers.get("ratelimit-remaining"));
    };
    expect([await left("/departments"), await left("/operators"), await left("/departments")]).toEqual([
      most - 1,
      most - 2,
      most - 3,
    ]);
  });

  test("refuses what is beyond it, until its window ends; another key is not concerned", async () => {
    const [busy, other] = [await newKey("departments:read"), await newKey("departments:read")];
    await ask(busy.key, "GET", "/departments");
    await spend(busy.id, most - 1);
    expect((await ask(busy.key, "GET", "/departments")).status).toBe(200);
    const refused = await ask(busy.key, "GET", "/departments");
    expect([refused.status, refused.json.error.code]).toEqual([429, "rate_limited"]);
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
    expect((await ask(other.key, "GET", "/departments")).status).toBe(200);
    await (await testDatabase())
      .update(rateLimits)
      .set({ endsAt: sql`now()` })
      .where(sql`key = ${`api ${busy.id}`}`);
    expect((await ask(busy.key, "GET", "/departments")).status).toBe(200);
  });
});
