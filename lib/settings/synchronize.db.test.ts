import { eq, ne } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { chats, operators } from "@/db/schema";
import type { CrmConnected } from "@/lib/crm/connect-crm";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { withFreshDatabase } from "@/tests/support/database";
import { asOperator, asRole, createOperator } from "@/tests/support/factories";
import { SYNCHRONIZE_TARGETS } from "./sync-schemas";
import { type SyncDoors, syncTargets } from "./sync-targets";
import { synchronize } from "./synchronize";
import { insertChat, insertClosedChat, restoreSettings } from "./test-rows";

afterEach(restoreSettings);

/** Without a bot and without a CRM, unless a test says otherwise. */
const targetsWith = (doors: Partial<SyncDoors> = {}) =>
  syncTargets({
    tellTelegram: async () => ({ told: 0, failed: 0 }),
    tryMail: async () => ({ told: 0, failed: 0 }),
    connectCrm: async () => ({ outcome: "none", wasConnected: false }),
    ...doors,
  });

const plain = { problem: null, text: "" };
const notConnected = [
  { target: "telegram", outcome: "notConnected", facts: [], ...plain },
  { target: "mail", outcome: "notConnected", facts: [], ...plain },
  { target: "crm", outcome: "notConnected", facts: [], ...plain },
];

test("every active operator and every open chat is told once, and the answer says how many", async () => {
  const admin = await asRole("admin");
  const operator = await asOperator();
  const former = await createOperator();
  await admin.db.update(operators).set({ deactivatedAt: new Date() }).where(eq(operators.id, former.id));
  const queued = await insertChat();
  const active = await insertChat({ status: "active", operatorId: operator.actor.operatorId });
  const closed = await insertClosedChat();
  const results = await synchronize(admin, targetsWith());

  const told = (channel: string) => admin.published.filter((event) => event.channel === channel);
  const open = await admin.db.select({ id: chats.id }).from(chats).where(ne(chats.status, "closed"));
  expect(results).toEqual([
    { target: "inboxes", outcome: "done", facts: [{ name: "operators", count: told("operator").length }], ...plain },
    { target: "widgets", outcome: "done", facts: [{ name: "chats", count: open.length }], ...plain },
    ...notConnected,
  ]);
  const ids = admin.published.map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining([operator.actor.operatorId, admin.actor.operatorId, queued.id, active.id]),
  );
  expect(ids).not.toContain(closed.id);
  expect(ids).not.toContain(former.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(told("operator")[0]).toMatchObject({ name: "inbox.changed", data: { reason: "settings" } });
  expect(told("visitorChat")[0]).toMatchObject({ name: "settings.changed", data: {} });
});

test("a target that fails says so with what it had told, and does not keep the others from being told", async () => {
  const admin = await asRole("admin");
  await insertChat();
  const told: RealtimeEvent[] = [];
  const failingFor = (channel: string) => ({
    ...admin,
    publish: async (events: RealtimeEvent[]) => {
      if (events.some((event) => event.channel === channel)) throw new Error("the realtime server is down");
      told.push(...events);
    },
  });
  const [inboxes, widgets, ...others] = await synchronize(failingFor("operator"), targetsWith());
  expect(inboxes).toEqual({ target: "inboxes", outcome: "failed", facts: [], problem: "realtime", text: "" });
  expect(widgets).toMatchObject({ target: "widgets", outcome: "done" });
  expect(others).toEqual(notConnected);
  expect(told.map(({ channel }) => channel)).toContain("visitorChat");

  const [first, second] = await synchronize(failingFor("visitorChat"), targetsWith());
  expect([first?.outcome, second?.outcome]).toEqual(["done", "failed"]);
});

test("also where a target breaks in a way that nobody thought of, of which nothing is told", async () => {
  const admin = await asRole("admin");
  const tellTelegram = () => Promise.reject(new Error("password=hunter2"));
  const results = await synchronize(admin, targetsWith({ tellTelegram }));
  expect(results.map(({ target }) => target)).toEqual([...SYNCHRONIZE_TARGETS]);
  expect(results[2]).toEqual({ target: "telegram", outcome: "failed", facts: [], problem: "unexpected", text: "" });
  expect(results.slice(3)).toEqual(notConnected.slice(1));
  expect(JSON.stringify(results)).not.toContain("hunter2");
});

test("of bots it is told how many were, and how many could not be", async () => {
  const admin = await asRole("admin");
  const tellTelegram = async () => ({ told: 2, failed: 1 });
  const [, , telegram] = await synchronize(admin, targetsWith({ tellTelegram }));
  const facts = [
    { name: "bots", count: 2 },
    { name: "botsFailed", count: 1 },
  ];
  expect(telegram).toEqual({ target: "telegram", outcome: "failed", facts, problem: "telegram", text: "" });
});

test.each<[CrmConnected, object]>([
  [
    { outcome: "connected", changed: ["login", "password"], sentAgain: 2, waiting: 5 },
    {
      outcome: "done",
      facts: [
        { name: "newLogin", count: 1 },
        { name: "newPassword", count: 1 },
        { name: "chatsAgain", count: 2 },
        { name: "chatsWaiting", count: 5 },
      ],
    },
  ],
  [
    { outcome: "connected", changed: [], sentAgain: 0, waiting: 0 },
    { outcome: "done", facts: [{ name: "unchanged", count: 1 }] },
  ],
  [
    { outcome: "none", wasConnected: true },
    { outcome: "notConnected", facts: [{ name: "disconnected", count: 1 }] },
  ],
  [{ outcome: "incomplete" }, { outcome: "failed", problem: "crm.incomplete" }],
  [
    { outcome: "failed", failure: "password", text: "Locked" },
    { outcome: "failed", problem: "crm.password", text: "Locked" },
  ],
])("of the CRM %o is told as it went", async (connected, expected) => {
  const results = await synchronize(await asRole("admin"), targetsWith({ connectCrm: async () => connected }));
  expect(results[4]).toEqual({ target: "crm", facts: [], ...plain, ...expected });
});

test("with nobody to tell there is nothing to do", async () => {
  const { actor } = await asRole("admin");
  await withFreshDatabase(async (db) => {
    const results = await synchronize({ actor, db, publish: async () => undefined }, targetsWith());
    expect(results).toEqual([
      { target: "inboxes", outcome: "nothing", facts: [], ...plain },
      { target: "widgets", outcome: "nothing", facts: [], ...plain },
      ...notConnected,
    ]);
  });
});
