import { eq, ne } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { chats, operators } from "@/db/schema";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { withFreshDatabase } from "@/tests/support/database";
import { asOperator, asRole, createOperator } from "@/tests/support/factories";
import { synchronize } from "./synchronize";
import { insertChat, insertClosedChat, restoreSettings } from "./test-rows";

afterEach(restoreSettings);

const notConnected = [
  { target: "telegram", outcome: "notConnected", count: 0 },
  { target: "crm", outcome: "notConnected", count: 0 },
];

test("every active operator and every open chat is told once, and the answer says how many", async () => {
  const admin = await asRole("admin");
  const operator = await asOperator();
  const former = await createOperator();
  await admin.db.update(operators).set({ deactivatedAt: new Date() }).where(eq(operators.id, former.id));
  const queued = await insertChat();
  const active = await insertChat({ status: "active", operatorId: operator.actor.operatorId });
  const closed = await insertClosedChat();
  const results = await synchronize(admin);

  const told = (channel: string) => admin.published.filter((event) => event.channel === channel);
  const open = await admin.db.select({ id: chats.id }).from(chats).where(ne(chats.status, "closed"));
  expect(results).toEqual([
    { target: "inboxes", outcome: "done", count: told("operator").length },
    { target: "widgets", outcome: "done", count: open.length },
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
  const [inboxes, widgets, ...others] = await synchronize(failingFor("operator"));
  expect(inboxes).toEqual({ target: "inboxes", outcome: "failed", count: 0 });
  expect(widgets).toMatchObject({ target: "widgets", outcome: "done" });
  expect(others).toEqual(notConnected);
  expect(told.map(({ channel }) => channel)).toContain("visitorChat");

  const [first, second] = await synchronize(failingFor("visitorChat"));
  expect([first?.outcome, second?.outcome]).toEqual(["done", "failed"]);
});

test("with nobody to tell there is nothing to do", async () => {
  const { actor } = await asRole("admin");
  await withFreshDatabase(async (db) => {
    const results = await synchronize({ actor, db, publish: async () => undefined });
    expect(results).toEqual([
      { target: "inboxes", outcome: "nothing", count: 0 },
      { target: "widgets", outcome: "nothing", count: 0 },
      ...notConnected,
    ]);
  });
});
