import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rateLimits } from "@/db/schema";
import { env } from "@/lib/env";
import { PEER_HEADER } from "@/lib/http/node-adapter";
import { randomToken, uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { createDepartment, startInput } from "@/tests/support/factories";
import { bearer, call } from "@/tests/support/requests";
import * as chats from "./chats";
import * as offlineMessages from "./offline-messages";

const start = (key: string, token: string, headers = {}) =>
  call(chats.POST, "/api/chats", { headers: { ...bearer(token), ...headers }, body: startInput(key) });
const leave = (key: string, token: string, headers = {}) =>
  call(offlineMessages.POST, "/api/offline-messages", {
    headers: { ...bearer(token), ...headers },
    body: { key, clientId: uuidv7(), name: "V", email: "v@example.com", body: "Hi", locale: "en" },
  });

test("a browser that begins chat after chat is told to wait, for messages as well; another one begins its own", async () => {
  const { key } = await createDepartment();
  const token = randomToken(32);
  for (let time = 0; time < env().VISITOR_STARTS_PER_BROWSER; time++) {
    expect((await start(key, token)).status).toBe(201);
  }
  for (const refused of [await start(key, token), await leave(key, token)]) {
    expect([refused.status, refused.json.error.code]).toEqual([429, "rate_limited"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(500);
  }
  expect((await start(key, randomToken(32))).status).toBe(201);
});

test("an address with new tokens is told to wait, too; nobody's address or token is kept", async () => {
  const { key } = await createDepartment();
  const at = (address: string) => ({ [PEER_HEADER]: address });
  expect((await leave(key, randomToken(32), at("198.51.100.7"))).status).toBe(201);
  const db = await testDatabase();
  await db.update(rateLimits).set({ points: env().VISITOR_STARTS_PER_ADDRESS }).where(sql`key like '% address %'`);
  for (const ask of [start, leave]) {
    expect((await ask(key, randomToken(32), at("198.51.100.7"))).status).toBe(429);
    expect((await ask(key, randomToken(32), at("203.0.113.9"))).status).toBe(201);
  }
  const kept = JSON.stringify(await db.select().from(rateLimits));
  expect(kept).not.toContain("198.51.100.7");
});
