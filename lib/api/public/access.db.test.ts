import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { apiKeys } from "@/db/schema";
import { replaceApiKey } from "@/lib/api-keys/replace-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { API_SCOPES } from "@/lib/api-keys/rules";
import { randomToken, uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asRole, asVisitor, createOperator } from "@/tests/support/factories";
import { signedIn } from "@/tests/support/requests";
import type { Endpoint } from "./endpoint";
import { endpoints } from "./table";
import { ask, newKey } from "./testing";

const keyed = endpoints.filter(({ scopes }) => scopes.length > 0);
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
const call = ({ method, path }: Endpoint, key: string, headers = {}) =>
  ask(key, method, path.replace(/\{\w+\}/g, uuidv7()), { headers, ...(method === "POST" && { body: {} }) });

let dead: Record<string, string>;
beforeAll(async () => {
  const admin = await asRole("admin");
  const [revoked, replaced, expired] = [await newKey(), await newKey(), await newKey()];
  await revokeApiKey(admin, revoked.id);
  await replaceApiKey(admin, replaced.id);
  const db = await testDatabase();
  await db.update(apiKeys).set({ expiresAt: sql`now()` }).where(eq(apiKeys.id, expired.id));
  const { key } = await newKey();
  dead = {
    none: "",
    unknown: `foyer_${randomToken(32)}`,
    revoked: revoked.key,
    replaced: replaced.key,
    expired: expired.key,
    truncated: key.slice(0, -1),
    longer: `${key}A`,
    odd: "0",
    aVisitorsToken: (await asVisitor()).token,
  };
});

describe.each(keyed.map((endpoint) => [nameOf(endpoint), endpoint] as const))("%s", (_, endpoint) => {
  test("answers every key that is none alike, and nobody who is signed in", async () => {
    const texts = new Set<string>();
    for (const [name, key] of Object.entries(dead)) {
      const { status, text, headers } = await call(endpoint, key);
      expect([name, status, headers.get("www-authenticate")]).toEqual([name, 401, "Bearer"]);
      texts.add(text);
    }
    expect([...texts]).toHaveLength(1);
    const admin = await createOperator({ role: "admin" });
    expect((await call(endpoint, "", await signedIn(admin.id))).status).toBe(401);
  });

  test("refuses a key with every scope but its own, and says which one it takes", async () => {
    const others = API_SCOPES.filter((scope) => !endpoint.scopes.includes(scope));
    const { key } = await newKey(...others);
    const { status, json } = await call(endpoint, key);
    expect([status, json.error.code, json.error.data]).toEqual([403, "forbidden", { scopes: endpoint.scopes }]);
  });

  test("takes a key with any of its scopes", async () => {
    for (const scope of endpoint.scopes) {
      const { key } = await newKey(scope);
      const { status } = await call(endpoint, key);
      expect([200, 404, 422]).toContain(status);
    }
  });
});

test("a key in the address is no key", async () => {
  const { key } = await newKey();
  expect((await ask("", "GET", `/departments?access_token=${key}`)).status).toBe(401);
});

test("what takes no key is answered with a dead one as well", async () => {
  expect((await ask(dead.revoked ?? "", "GET", "/openapi.json")).status).toBe(200);
});
