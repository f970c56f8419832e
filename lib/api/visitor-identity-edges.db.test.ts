import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { departments } from "@/db/schema";
import { randomToken, uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { createChat, createDepartment, startInput } from "@/tests/support/factories";
import { known, vouchForVisitors } from "@/tests/support/identity";
import { bearer, call } from "@/tests/support/requests";
import * as chatMessages from "./chat/messages";
import * as chats from "./chats";
import * as offlineMessages from "./offline-messages";
import * as erasure from "./visitors/erasure";

beforeAll(() => vouchForVisitors());

test("with a secret that cannot be opened any more, nobody is known and nothing breaks", async () => {
  const headers = { ...bearer(randomToken(32)), ...known("1") };
  await vouchForVisitors("what AUTH_SECRET was before");
  try {
    const { status, json } = await call(chats.GET, "/api/chats", { method: "GET", headers });
    expect([status, json.error.code]).toEqual([401, "identity_invalid"]);
  } finally {
    await vouchForVisitors();
  }
});

test("a department for known visitors only refuses a stranger's message however the chat's id is written", async () => {
  const department = await createDepartment();
  const { id, visitor } = await createChat(department);
  const db = await testDatabase();
  await db.update(departments).set({ verifiedOnly: true }).where(eq(departments.id, department.id));
  // Routes get their parameters decoded; the first character of the id stands here as its code.
  const written = `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`;
  const sent = { headers: bearer(visitor.token), body: { clientId: uuidv7(), body: "Hello" } };
  const { status, json } = await call(chatMessages.POST, `/api/chats/${written}/messages`, sent, { chatId: id });
  expect([status, json.error?.code]).toEqual([401, "identity_required"]);
});

test("what was started twice with one number, as a stranger and as who they are, is kept twice", async () => {
  const { key } = await createDepartment();
  const browser = bearer(randomToken(32));
  const person = known(randomToken(8));
  const body = { ...startInput(key), email: "vera@example.com" };
  for (const [handler, path] of [
    [chats.POST, "/api/chats"],
    [offlineMessages.POST, "/api/offline-messages"],
  ] as const) {
    // The stranger's request is still on its way when the one with the site's word is taken.
    const first = await call(handler, path, { headers: { ...bearer(randomToken(32)), ...person }, body });
    const second = await call(handler, path, { headers: browser, body });
    expect([first.status, second.status]).toEqual([201, 201]);
  }
  const headers = { ...browser, ...person };
  const { json } = await call(chats.GET, `/api/chats?key=${key}`, { method: "GET", headers });
  expect(json.chats).toHaveLength(2);
});

test("a tab without its site's word erases nothing of a known visitor, and is told so; with it, it erases", async () => {
  const department = await createDepartment();
  const { id, visitor } = await createChat(department);
  const browser = bearer(visitor.token);
  const person = known(randomToken(8));
  const list = async (headers: Record<string, string>) =>
    (await call(chats.GET, `/api/chats?key=${department.key}`, { method: "GET", headers })).json.chats;
  const erase = async (headers: Record<string, string>) =>
    (await call(erasure.POST, "/api/visitors/me/erasure", { headers, body: { confirm: true } })).json;
  expect(await list({ ...browser, ...person })).toMatchObject([{ id }]);
  expect(await erase(browser)).toEqual({ erased: false });
  expect(await list({ ...bearer(randomToken(32)), ...person })).toMatchObject([{ id }]);
  expect(await erase({ ...bearer(randomToken(32)), ...person })).toEqual({ erased: true });
  expect((await erase({ ...browser, ...person })).error.code).toBe("unauthenticated");
});
