import { expect, test } from "vitest";
import { route } from "@/lib/http/route";
import { testDatabase } from "@/tests/support/database";
import { answerMetrics } from "./answer-metrics";

const TOKEN = "only-prometheus-knows-this";

async function ask(token: string | undefined, authorization?: string, path = "/metrics", db = testDatabase) {
  const handler = route((request) => answerMetrics(request, { token, db, sockets: 3 }));
  const request = new Request(`http://chat.test${path}`, { headers: authorization ? { authorization } : {} });
  const response = await handler(request, { params: Promise.resolve({}) });
  return { status: response.status, text: await response.text(), type: response.headers.get("content-type") };
}

test("without a token set there is no such page, whatever is sent", async () => {
  for (const sent of [undefined, "Bearer ", "Bearer undefined", "Bearer null"]) {
    expect((await ask(undefined, sent)).status).toBe(404);
    expect((await ask("", sent)).status).toBe(404);
  }
});

test("a wrong token, one in the address and none at all are refused", async () => {
  expect((await ask(TOKEN)).status).toBe(401);
  expect((await ask(TOKEN, `Bearer ${TOKEN}x`)).status).toBe(401);
  expect((await ask(TOKEN, undefined, `/metrics?token=${TOKEN}`)).status).toBe(401);
});

test("the token reads the figures of the process and of the installation", async () => {
  const { status, text, type } = await ask(TOKEN, `Bearer ${TOKEN}`);
  expect([status, type]).toEqual([200, expect.stringContaining("text/plain")]);
  expect(text).toMatch(/^foyer_database_up 1$/m);
  expect(text).toMatch(/^foyer_chats\{status="queued"\} \d+$/m);
  expect(text).toContain("foyer_realtime_sockets 3");
  expect(text).toContain("process_cpu_seconds_total");
});

test("a database that is away is told as such, with all that the process knows", async () => {
  const away = async () => {
    throw new Error("connect ECONNREFUSED");
  };
  const { status, text } = await ask(TOKEN, `Bearer ${TOKEN}`, "/metrics", away);
  expect(status).toBe(200);
  expect(text).toMatch(/^foyer_database_up 0$/m);
  expect(text).toContain("process_cpu_seconds_total");
});
