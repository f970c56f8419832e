import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { rows } from "@/db/rows";
import {
  auditEntries,
  chatEvents,
  chats,
  legs,
  mailOutbox,
  offlineMessages,
  visitorBlocks,
  visitorPresences,
  visitors,
} from "@/db/schema";
import { blockVisitor } from "@/lib/blocks/block-visitor";
import { closeChat } from "@/lib/chats/close-chat";
import { lockChat } from "@/lib/chats/lock-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { getInbox } from "@/lib/chats/operator/get-inbox";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { getChat, getEventsPage, listVisitorChats } from "@/lib/chats/queries";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { uuidv7 } from "@/lib/ids";
import { leaveOfflineMessage } from "@/lib/offline-messages/leave-offline-message";
import { listOfflineMessages } from "@/lib/offline-messages/queries";
import { testDatabase } from "@/tests/support/database";
import { asRole, asThere, asVisitor, createChat, createDepartment, startInput } from "@/tests/support/factories";
import { eraseVisitor, eraseVisitorFor } from "./erase-visitor";
import { exportHtml } from "./export-html";
import { exportVisitor } from "./export-visitor";
import { listEarlierChats } from "./queries";
import { findVisitor } from "./token";

/** Other tests write into the same database: these words are in none of theirs. */
const SECRET = "4111 1111 1111 1111";
const EMAIL = "vera.to-be-erased@example.com";
const PHONE = "+15559990417";
const page = { url: "https://to-be-erased.example/orders/17", title: `Order of ${SECRET}`, referrer: null };

/** A chat in which both sides have written about the visitor. */
async function talk() {
  const department = await createDepartment({ offlineEmail: "team@example.com" });
  const operator = await asThere({ departmentIds: [department.id] });
  const visitor = await asVisitor();
  const input = { ...startInput(department.key, { body: `My card is ${SECRET}` }), name: `Vera ${SECRET}`, page };
  const { chat } = await startChat(visitor, visitor.token, { ...input, email: EMAIL, phone: PHONE }, SECRET);
  await claimChat(operator, chat.id);
  await sendMessage(operator, chat.id, { clientId: uuidv7(), body: `Is it really ${SECRET}?` });
  return { department, operator, visitor, chatId: chat.id };
}

/** Everything that any table says. */
async function everything(): Promise<string> {
  const db = await testDatabase();
  const tables = [chats, chatEvents, offlineMessages, mailOutbox, visitors, legs, auditEntries];
  return JSON.stringify(await Promise.all(tables.map((table) => db.select().from(table))));
}

describe("erasing a visitor", () => {
  test("leaves nothing about them anywhere, and the frame of what happened", async () => {
    const { department, operator, visitor, chatId } = await talk();
    const offline = {
      key: department.key,
      clientId: uuidv7(),
      name: `Vera ${SECRET}`,
      email: EMAIL,
      phone: PHONE,
      body: `Call me about ${SECRET}`,
      locale: "en" as const,
      page,
    };
    await leaveOfflineMessage(visitor, visitor.token, offline);
    expect(await everything()).toContain(SECRET);
    const before = await getEventsPage(visitor.db, operator.actor, chatId, { after: 0, limit: 200 });

    const erased = await eraseVisitor(visitor);
    expect(erased).toEqual({ chats: 1, messages: 2, offlineMessages: 1 });
    const after = await everything();
    const traces = [SECRET, EMAIL, PHONE, "to-be-erased.example/orders"];
    // Not the whole database in the message of a failure.
    expect(traces.filter((trace) => after.includes(trace))).toEqual([]);

    const { events } = await getEventsPage(visitor.db, operator.actor, chatId, { after: 0, limit: 200 });
    expect(events.slice(0, before.events.length).map(({ kind, seq }) => [seq, kind])).toEqual(
      before.events.map(({ kind, seq }) => [seq, kind]),
    );
    expect(events.slice(before.events.length).map(({ kind }) => kind)).toEqual(["closed", "erased"]);
    const dto = await getChat(visitor.db, operator.actor, chatId);
    expect(dto).toMatchObject({ status: "closed", visitor: { email: null, phone: null, isErased: true } });
    expect(
      (await listOfflineMessages(visitor.db, operator.actor)).filter(({ department: at }) => at?.id === department.id),
    ).toEqual([]);
    const [leg] = await visitor.db.select().from(legs).where(eq(legs.operatorId, operator.actor.operatorId));
    expect(leg).toMatchObject({ firstReplyAt: expect.any(Date), releasedAt: expect.any(Date) });
  });

  test("is accounted for with numbers alone, and told to the operators at once", async () => {
    const { visitor, chatId } = await talk();
    visitor.published.length = 0;
    await eraseVisitor(visitor);
    const [entry] = await visitor.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subject, visitor.actor.visitorId));
    expect(entry).toMatchObject({ action: "visitor.erased", actorType: "visitor", data: { chats: 1, messages: 2 } });
    const told = visitor.published
      .filter(({ channel }) => channel === "chat")
      .map(({ name, data }) => [name, "kind" in data && data.kind]);
    expect(told).toContainEqual(["event.appended", "erased"]);
    const row = visitor.published.findLast(({ name }) => name === "chat.changed");
    expect(row?.data).toMatchObject({ chat: { id: chatId, visitor: { isErased: true } } });
    // The visitor's own side hears no more than that the chat ended.
    const own = visitor.published.filter(({ channel }) => channel === "visitorChat");
    expect(JSON.stringify(own)).not.toContain("erased");
  });

  test("twice does it once, and the token is nobody's from then on", async () => {
    const { department, visitor, chatId } = await talk();
    const [one, other] = await Promise.all([eraseVisitor(visitor), eraseVisitor(visitor)]);
    expect([one, other].filter((erased) => erased !== null)).toMatchObject([{ chats: 1 }]);
    expect(await findVisitor(visitor.db, visitor.token)).toBeNull();
    await expect(getChat(visitor.db, visitor.actor, chatId)).rejects.toMatchObject({ code: "not_found" });
    const again = startChat(visitor, visitor.token, startInput(department.key), "test browser");
    await expect(again).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("touches nobody else", async () => {
    const { department, visitor } = await talk();
    const other = await createChat(department, "Somebody else's question");
    await eraseVisitor(visitor);
    const { events } = await getEventsPage(other.visitor.db, other.visitor.actor, other.id, { after: 0, limit: 200 });
    expect(events.map(({ body }) => body)).toContain("Somebody else's question");
  });
});

describe("what is written while a visitor is erased", () => {
  test("is erased with the rest, or refused", async () => {
    for (let round = 0; round < 5; round++) {
      const { department, operator, visitor, chatId } = await talk();
      const text = (word: string) => ({ clientId: uuidv7(), body: `${word} ${SECRET}` });
      const results = await Promise.allSettled([
        sendMessage(visitor, chatId, { ...text("Late"), reopen: true }),
        eraseVisitor(visitor),
        sendMessage(operator, chatId, text("Reply")),
        recordPulse(visitor, { chatIds: [chatId], page }),
        startChat(visitor, visitor.token, startInput(department.key, { body: SECRET }), "test browser"),
        closeChat(visitor, chatId),
      ]);
      expect(results[1].status).toBe("fulfilled");
      for (const result of results) {
        if (result.status === "rejected")
          expect(result.reason.code).toMatch(/^(not_found|unauthenticated|closed|not_owner)$/);
      }
      expect(await everything()).not.toContain(SECRET);
      const [chat] = await visitor.db.select().from(chats).where(eq(chats.id, chatId));
      expect(chat).toMatchObject({ status: "closed", pageUrl: null, visitorName: "" });
    }
  });
});

test("erasing a known visitor waits for who holds a chat of theirs, and neither dies of the other", async () => {
  const { visitor, chatId } = await talk();
  const { visitorId } = visitor.actor;
  await visitor.db
    .update(visitors)
    .set({ identitySub: `foyer ${uuidv7()}` })
    .where(eq(visitors.id, visitorId));
  let onLocked = () => {};
  const locked = new Promise<void>((resolve) => {
    onLocked = resolve;
  });
  const holding = visitor.db.transaction(async (tx) => {
    await lockChat(tx, visitor.actor, chatId);
    onLocked();
    // Time for the other one to come to the lock, where transactions run beside each other.
    await new Promise((resolve) => setTimeout(resolve, 300));
    // As a transcript does, and an offline message of who leaves the queue.
    await tx.insert(mailOutbox).values({ visitorId, to: EMAIL, subject: SECRET, body: SECRET });
  });
  await locked;
  const [erased] = await Promise.all([eraseVisitor(visitor), holding]);
  expect(erased).toMatchObject({ chats: 1 });
  const [row] = await visitor.db.select().from(visitors).where(eq(visitors.id, visitorId));
  expect(row).toMatchObject({ identitySub: null, erasedAt: expect.any(Date) });
  expect(await everything()).not.toContain(SECRET);
});

test("an erased offline message is none that waits to be handled", async () => {
  const { department, operator, visitor } = await talk();
  const { key } = department;
  const rest = { clientId: uuidv7(), phone: PHONE, body: "Call me", locale: "en" as const, page };
  await leaveOfflineMessage(visitor, visitor.token, { key, name: "Vera", email: EMAIL, ...rest });
  expect(await getInbox(visitor.db, operator.actor)).toMatchObject({ offlineCount: 1 });
  await eraseVisitor(visitor);
  expect(await getInbox(visitor.db, operator.actor)).toMatchObject({ offlineCount: 0 });
});

describe("earlier chats of a browser", () => {
  test("are those that ended behind the key, newest first, with the last line", async () => {
    const { department, visitor, chatId, operator } = await talk();
    expect(await listEarlierChats(visitor.db, visitor.actor, department.key)).toEqual([]);
    await closeChat(operator, chatId);
    const [earlier, ...others] = await listEarlierChats(visitor.db, visitor.actor, department.key);
    expect(others).toEqual([]);
    expect(earlier).toMatchObject({ id: chatId, lastMessage: { by: "operator", preview: `Is it really ${SECRET}?` } });
    const elsewhere = await createDepartment();
    expect(await listEarlierChats(visitor.db, visitor.actor, elsewhere.key)).toEqual([]);
    expect(await listEarlierChats(visitor.db, (await asVisitor()).actor, department.key)).toEqual([]);
    await eraseVisitor(visitor);
    expect(await listVisitorChats(visitor.db, visitor.actor, department.key)).toHaveLength(0);
  });
});

describe("an admin erases a visitor, and exports what is stored", () => {
  test("the same goes, with the admin's name, and a second time nothing is left to erase", async () => {
    const { operator, visitor, chatId } = await talk();
    const admin = await asRole("admin");
    await recordPulse(visitor, { chatIds: [chatId], page, timeZone: "Asia/Tokyo" });
    await blockVisitor(operator, chatId, { reason: SECRET, hours: null, address: false });
    const { visitorId } = visitor.actor;
    expect(await eraseVisitorFor(admin, visitorId)).toMatchObject({ chats: 1, messages: 2 });
    expect(await everything()).not.toContain(SECRET);
    const [kept] = await visitor.db.select().from(visitors).where(eq(visitors.id, visitorId));
    expect(kept).toMatchObject({ timeZone: null, country: null, erasedAt: expect.any(Date) });
    const [block] = await visitor.db.select().from(visitorBlocks).where(eq(visitorBlocks.visitorId, visitorId));
    expect(block).toMatchObject({ reason: "", visitorName: "", liftedAt: null });
    const { events } = await getEventsPage(admin.db, admin.actor, chatId, { after: 0, limit: 200 });
    expect(events.at(-1)).toMatchObject({ kind: "erased", data: { operatorName: admin.actor.name } });
    const found = sql`select 1 from chat_events where chat_id = ${chatId} and words @@ plainto_tsquery('foyer', 'card')`;
    expect(await rows(visitor.db, found)).toEqual([]);
    expect(await eraseVisitorFor(admin, visitorId)).toBeNull();
    const [entry] = await visitor.db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.subject, visitorId), eq(auditEntries.action, "visitor.erased")));
    expect(entry).toMatchObject({ actorType: "operator", actorId: admin.actor.operatorId });
  });

  test("while the visitor writes, nothing of it is left", async () => {
    for (let round = 0; round < 4; round++) {
      const { visitor, chatId } = await talk();
      const admin = await asRole("admin");
      const results = await Promise.allSettled([
        eraseVisitorFor(admin, visitor.actor.visitorId),
        sendMessage(visitor, chatId, { clientId: uuidv7(), body: `Late ${SECRET}`, reopen: true }),
        recordPulse(visitor, { chatIds: [chatId], page }),
      ]);
      expect(results[0].status).toBe("fulfilled");
      expect(await everything()).not.toContain(SECRET);
      const left = eq(visitorPresences.visitorId, visitor.actor.visitorId);
      expect(await visitor.db.select().from(visitorPresences).where(left)).toEqual([]);
    }
  });

  test("an export has what both sides wrote, and its page is text", async () => {
    const { visitor, chatId, operator } = await talk();
    await sendMessage(visitor, chatId, { clientId: uuidv7(), body: "<img src=x onerror=alert(1)>" });
    const admin = await asRole("admin");
    const data = await exportVisitor(admin, visitor.actor.visitorId);
    expect(data.chats[0]).toMatchObject({ id: chatId, form: { email: EMAIL, phone: PHONE }, page: { url: page.url } });
    const html = exportHtml(data, "https://chat.example.com");
    expect(html).toContain("My card is");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(html).not.toMatch(/<img|<script/);
    expect(JSON.stringify(data)).not.toMatch(/tokenHash|addressHash|decision/);
    await expect(exportVisitor(operator, visitor.actor.visitorId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(eraseVisitorFor(operator, visitor.actor.visitorId)).rejects.toMatchObject({ code: "forbidden" });
    await eraseVisitor(visitor);
    await expect(exportVisitor(admin, visitor.actor.visitorId)).rejects.toMatchObject({ code: "not_found" });
  });
});
