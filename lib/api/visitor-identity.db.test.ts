import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { departments } from "@/db/schema";
import type { HotRoute, Method } from "@/lib/http/route";
import { randomToken, uuidv7 } from "@/lib/ids";
import { companyKey } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { createChat, createDepartment } from "@/tests/support/factories";
import { known, signIdentity, vouchForVisitors } from "@/tests/support/identity";
import { bearer, call } from "@/tests/support/requests";
import { hotRoutes } from "./routes";

/**
 * What each route is to a visitor: `none` takes no visitor's token at all; `start` makes something of a new visitor;
 * `read`, `write` and `end` are about one chat; `own` about all of the visitor's.
 */
const ROUTES: Record<string, "none" | "start" | "own" | "read" | "write" | "end"> = {
  "POST /api/channels/[channelId]/updates": "none",
  "POST /api/chats": "start",
  "GET /api/chats": "own",
  "GET /api/chats/[chatId]": "read",
  "POST /api/chats/[chatId]/claim": "none",
  "POST /api/chats/[chatId]/closure": "end",
  "GET /api/chats/[chatId]/events": "read",
  "POST /api/chats/[chatId]/files": "write",
  "GET /api/chats/[chatId]/files/[fileId]": "read",
  "POST /api/chats/[chatId]/files/links": "read",
  "POST /api/chats/[chatId]/messages": "write",
  "POST /api/chats/[chatId]/typing": "write",
  "POST /api/chats/[chatId]/viewing": "none",
  "POST /api/chats/[chatId]/contact": "write",
  "POST /api/chats/[chatId]/department": "write",
  "POST /api/chats/[chatId]/hold": "none",
  "POST /api/chats/[chatId]/keep-open": "write",
  "POST /api/chats/[chatId]/offer": "none",
  "POST /api/chats/[chatId]/on-it": "none",
  "POST /api/chats/[chatId]/notes": "none",
  "GET /api/chats/[chatId]/mentionable": "none",
  "GET /api/operators/me/mentions": "none",
  "GET /api/operators/me/reviews": "none",
  "POST /api/operators/me/reviews/read": "none",
  "GET /api/canned-replies": "none",
  "POST /api/canned-replies/files": "none",
  "GET /api/canned-replies/files/[fileId]": "none",
  "POST /api/operators/me/mentions/read": "none",
  "GET /api/chats/[chatId]/pages": "none",
  "POST /api/chats/[chatId]/rating": "write",
  "POST /api/chats/[chatId]/snooze": "none",
  "POST /api/chats/[chatId]/tags": "none",
  "POST /api/chats/[chatId]/unread": "none",
  "POST /api/chats/[chatId]/transcript": "write",
  "POST /api/chats/[chatId]/take-over": "none",
  "POST /api/chats/[chatId]/whisper": "none",
  "GET /api/board": "none",
  "GET /api/board/chats": "none",
  "GET /api/audit/csv": "none",
  "GET /api/reports/csv": "none",
  "GET /api/reports/chats/csv": "none",
  "GET /api/reports/availability/csv": "none",
  "GET /api/reviews/csv": "none",
  "GET /api/alerts": "none",
  "POST /api/alerts/[alertId]/acknowledgement": "none",
  "POST /api/chats/[chatId]/transfer": "none",
  "GET /api/chats/[chatId]/transfer-targets": "none",
  "GET /api/embed/[key]": "none",
  "GET /api/health": "none",
  "GET /api/backup": "none",
  "GET /healthz": "none",
  "GET /metrics": "none",
  "GET /readyz": "none",
  "GET /api/inbox": "none",
  "GET /api/inbox/chats": "none",
  "GET /api/inbox/counts": "none",
  "GET /api/installs": "none",
  "POST /api/offline-messages": "start",
  "GET /api/offline-messages": "none",
  "POST /api/offline-messages/[messageId]/handled": "none",
  "PUT /api/operators/me/presence": "none",
  "GET /api/operators/me/push": "none",
  "PUT /api/operators/me/push": "none",
  "DELETE /api/operators/me/push": "none",
  "POST /api/operators/me/push/test": "none",
  "POST /api/pulse": "own",
  "POST /api/realtime/auth": "own",
  "GET /api/chats/[chatId]/drafts": "none",
  "PUT /api/chats/[chatId]/drafts": "none",
  "POST /api/inbox/bulk": "none",
  "POST /api/inbox/bulk/undo": "none",
  "GET /api/operators/me/drafts": "none",
  "GET /api/views": "none",
  "POST /api/views": "none",
  "PUT /api/views/order": "none",
  "PUT /api/views/[viewId]": "none",
  "GET /api/search": "none",
  "GET /api/tags": "none",
  "POST /api/tags": "none",
  "GET /api/visitors": "none",
  "POST /api/visitors/[visitorId]/chats": "none",
  "POST /api/visitors/[visitorId]/erasure": "none",
  "GET /api/visitors/[visitorId]/export": "none",
  "POST /api/chats/[chatId]/block": "none",
  "POST /api/chats/[chatId]/reopening": "none",
  "POST /api/chats/[chatId]/spam": "none",
  "GET /api/chats/[chatId]/visitor": "none",
  "GET /api/rooms": "none",
  "POST /api/rooms": "none",
  "GET /api/rooms/[roomId]/events": "none",
  "POST /api/rooms/[roomId]/messages": "none",
  "PUT /api/rooms/[roomId]/read": "none",
  "GET /api/visitors/me/chats": "own",
  "POST /api/visitors/me/erasure": "own",
  "GET /api/v1/[...path]": "none",
  "POST /api/v1/[...path]": "none",
  "DELETE /api/v1/[...path]": "none",
  "GET /embed/[key]": "none",
  "GET /logos/[file]": "none",
};

type Mounted = { name: string; path: string; method: Method; handler: NonNullable<HotRoute["handlers"][Method]> };
const mounted: Mounted[] = hotRoutes.flatMap(({ path, handlers }) =>
  Object.entries(handlers)
    .filter(([method]) => /^[A-Z]+$/.test(method))
    .map(([method, handler]) => ({ name: `${method} ${path}`, path, method: method as Method, handler })),
);
const ofKind = (...kinds: string[]) => mounted.filter(({ name }) => kinds.includes(ROUTES[name] ?? ""));

beforeAll(() => vouchForVisitors());

/** A body that each route takes. */
const bodyFor = (path: string, key: string) => ({
  key,
  clientId: uuidv7(),
  name: "Vera",
  email: "vera@example.com",
  body: "Hello",
  score: 5,
  chatIds: [],
  fileIds: [uuidv7()],
  departmentId: undefined as string | undefined,
  ...(path.endsWith("/auth") && { socketId: "1.1", channelName: "private-visitor-chat-x" }),
});

type Call = { headers: Record<string, string>; chatId?: string; key?: string; body?: Record<string, unknown> };
const FILE = { "content-type": "application/octet-stream", "content-length": "2", "x-file-name": "a.txt" };

function ask({ path, method, handler }: Mounted, { headers, chatId = uuidv7(), key = "", body = {} }: Call) {
  const fileId = uuidv7();
  const url = path
    .replace("[chatId]", chatId)
    .replace("[fileId]", fileId)
    .replace(/\/events$/, "/events?after=0");
  const isUpload = path.endsWith("/files");
  const sent = isUpload ? { raw: "hi" } : { body: { ...bodyFor(path, key), ...body } };
  const options = { method, headers: isUpload ? { ...FILE, ...headers } : headers, ...(method !== "GET" && sent) };
  return call(handler, url, options, { chatId, fileId });
}

async function start(department: { key: string }, headers: Record<string, string>) {
  const [route] = ofKind("start").filter(({ path }) => path === "/api/chats");
  if (!route) throw new Error("no route starts chats");
  const { status, json } = await ask(route, { headers, key: department.key });
  expect(status).toBe(201);
  return json.chat.id as string;
}

async function listed(department: { key: string }, headers: Record<string, string>): Promise<string[]> {
  const handler = hotRoutes.find(({ path }) => path === "/api/chats")?.handlers.GET;
  if (!handler) throw new Error("no route lists chats");
  const { json } = await call(handler, `/api/chats?key=${department.key}`, { method: "GET", headers });
  return (json.chats ?? []).map(({ id }: { id: string }) => id);
}

test("every route is known here, so that a new one cannot forget who asks", () => {
  expect(mounted.map(({ name }) => name).sort()).toEqual(Object.keys(ROUTES).sort());
});

describe("a request with a bad identity is refused as such, whatever its token may do", () => {
  test.each(ofKind("start", "own", "read", "write", "end"))("$name", async (route) => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const attempt = (token: string) =>
      ask(route, {
        headers: { ...bearer(visitor.token), "x-foyer-identity": token },
        chatId: id,
        key: department.key,
      });
    const forged = await attempt(signIdentity("1", {}, "another secret"));
    expect([forged.status, forged.json.error.code]).toEqual([401, "identity_invalid"]);
    const empty = await attempt("");
    expect([empty.status, empty.json.error.code]).toEqual([401, "identity_invalid"]);
    const old = await attempt(signIdentity("1", { exp: Date.now() / 1000 - 120 }));
    expect([old.status, old.json.error.code]).toEqual([401, "identity_expired"]);
    const elsewhere = await attempt(signIdentity("1", { aud: "evil.example" }));
    expect([elsewhere.status, elsewhere.json.error.code]).toEqual([401, "identity_invalid"]);
  });

  test.each(ofKind("start", "own", "read", "write", "end"))(
    "and an identity without a token opens nothing: $name",
    async (route) => {
      const { status, json } = await ask(route, { headers: known("1") });
      expect([status, json.error.code]).toEqual([401, "unauthenticated"]);
    },
  );
});

describe("somebody else's chat is answered byte for byte like one that does not exist", () => {
  test.each(ofKind("read", "write", "end"))("to a known visitor: $name", async (route) => {
    const department = await createDepartment();
    const foreignId = await start(department, { ...bearer(randomToken(32)), ...known(randomToken(8)) });
    const headers = { ...bearer(randomToken(32)), ...known(randomToken(8)) };
    await start(department, headers);
    const body = { key: department.key, departmentId: department.id };
    const foreign = await ask(route, { headers, chatId: foreignId, body });
    const missing = await ask(route, { headers, body });
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
  });

  test.each(ofKind("read", "write", "end"))(
    "to the browser of a known visitor without their site's word: $name",
    async (route) => {
      const department = await createDepartment();
      const browser = bearer(randomToken(32));
      await start(department, browser);
      const id = await start(department, { ...browser, ...known(randomToken(8)) });
      // The row behind the token has something of its own, so that it is a visitor at all.
      await start(department, browser);
      const body = { key: department.key, departmentId: department.id };
      const [own, missing] = [
        await ask(route, { headers: browser, chatId: id, body }),
        await ask(route, { headers: browser, body }),
      ];
      expect([own.status, own.text]).toEqual([404, missing.text]);
    },
  );
});

describe("a department for known visitors only", () => {
  test.each(ofKind("start"))("refuses a stranger's $name, and takes a known visitor's", async (route) => {
    const department = await createDepartment({ verifiedOnly: true });
    const headers = bearer(randomToken(32));
    const refused = await ask(route, { headers, key: department.key });
    expect([refused.status, refused.json.error.code]).toEqual([401, "identity_required"]);
    const taken = await ask(route, { headers: { ...headers, ...known(randomToken(8)) }, key: department.key });
    expect(taken.status).toBe(201);
  });

  test.each(ofKind("write"))("refuses $name in a chat that a stranger began before", async (route) => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const db = await testDatabase();
    await db.update(departments).set({ verifiedOnly: true }).where(eq(departments.id, department.id));
    const call = { headers: bearer(visitor.token), chatId: id, key: department.key };
    const { status, json } = await ask(route, { ...call, body: { departmentId: department.id } });
    expect([status, json.error.code]).toEqual([401, "identity_required"]);
  });

  test("cannot be reached by switching to it from another one", async () => {
    const open = await createDepartment();
    const strict = await createDepartment({ verifiedOnly: true });
    const { id, visitor } = await createChat(open);
    const [route] = mounted.filter(({ path }) => path.endsWith("/department"));
    if (!route) throw new Error("no route switches");
    const body = { departmentId: strict.id, key: await companyKey() };
    const { status, json } = await ask(route, { headers: bearer(visitor.token), chatId: id, body });
    expect([status, json.error.code]).toEqual([401, "identity_required"]);
  });
});

describe("a visitor who becomes known", () => {
  test("keeps the chat that they began as a stranger, and finds it in another browser", async () => {
    const department = await createDepartment();
    const browser = bearer(randomToken(32));
    const id = await start(department, browser);
    const person = known(randomToken(8));
    expect(await listed(department, { ...browser, ...person })).toEqual([id]);
    expect(await listed(department, { ...bearer(randomToken(32)), ...person })).toEqual([id]);
    // Without the site's word nobody finds it any more, in whatever browser.
    expect(await listed(department, browser)).toEqual([]);
  });

  test("who sends a message once more gets it once, also when they became known in between", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const [route] = mounted.filter(({ path }) => path.endsWith("/messages"));
    if (!route) throw new Error("no route sends");
    const body = { clientId: uuidv7(), body: "once" };
    const first = await ask(route, { headers: bearer(visitor.token), chatId: id, body });
    const again = await ask(route, {
      headers: { ...bearer(visitor.token), ...known(randomToken(8)) },
      chatId: id,
      body,
    });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json.seq).toBe(first.json.seq);
  });

  test("under one id on two sites is two people", async () => {
    const department = await createDepartment({ allowedDomains: ["a.example", "*.b.example"] });
    const browser = () => bearer(randomToken(32));
    const sub = randomToken(8);
    const id = await start(department, { ...browser(), ...known(sub, { aud: "a.example" }) });
    expect(await listed(department, { ...browser(), ...known(sub, { aud: "https://a.example" }) })).toEqual([id]);
    expect(await listed(department, { ...browser(), ...known(sub, { aud: "shop.b.example" }) })).toEqual([]);
    expect(await listed(department, { ...browser(), ...known(sub) })).toEqual([]);
  });

  test("is shown to operators by the site's word, and a typed address is none", async () => {
    const db = await testDatabase();
    const { getInboxChat } = await import("@/lib/chats/queries");
    const department = await createDepartment();
    const browser = bearer(randomToken(32));
    const id = await start(department, browser);
    expect((await getInboxChat(db, id)).visitor).toMatchObject({ email: "vera@example.com", identity: null });
    const sub = randomToken(8);
    const person = known(sub, { name: "Vera Known", email: "vera@site.example" });
    await listed(department, { ...browser, ...person });
    const identity = { sub, name: "Vera Known", email: "vera@site.example" };
    expect((await getInboxChat(db, id)).visitor).toMatchObject({ name: "Vera", identity });
    const next = await start(department, { ...browser, ...person });
    expect((await getInboxChat(db, next)).visitor.identity).toEqual(identity);
  });

  test("typing the address of a known visitor finds nothing of theirs", async () => {
    const department = await createDepartment();
    await start(department, { ...bearer(randomToken(32)), ...known(randomToken(8), { email: "vera@example.com" }) });
    const stranger = bearer(randomToken(32));
    const id = await start(department, stranger);
    expect(await listed(department, stranger)).toEqual([id]);
  });

  test("in two browsers at once becomes one person", async () => {
    const department = await createDepartment();
    const browsers = [1, 2, 3].map(() => bearer(randomToken(32)));
    const ids = await Promise.all(browsers.map((browser) => start(department, browser)));
    const person = known(randomToken(8));
    await Promise.all(browsers.map((browser) => listed(department, { ...browser, ...person })));
    const last = await listed(department, { ...bearer(randomToken(32)), ...person });
    expect(last.sort()).toEqual(ids.sort());
  });
});
