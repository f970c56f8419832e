import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, operators } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, asVisitor, createChat, createDepartment, startInput } from "@/tests/support/factories";
import { closeChat } from "./close-chat";
import { sendMessage } from "./messages/send-message";
import { claimChat } from "./operator/claim-chat";
import { getInbox } from "./operator/get-inbox";
import { recordPulse } from "./pulse/record-pulse";
import { getChat, getEventsPage, listChatStates, listVisitorChats } from "./queries";
import { startChat } from "./visitor/start-chat";

const text = (body: string) => ({ clientId: uuidv7(), body });

describe("the inbox", () => {
  test("lists the queue of own departments, next first, and own open chats, each with its department", async () => {
    const bikes = await createDepartment({ color: "#0b6b4f" });
    const hardware = await createDepartment();
    const foreign = await createDepartment();
    const operator = await asOperator(bikes.id, hardware.id);
    const first = await createChat(bikes);
    const second = await createChat(hardware);
    await createChat(foreign);
    const taken = await createChat(hardware);
    await claimChat(operator, taken.id);
    const inbox = await getInbox(operator.db, operator.actor);
    expect(inbox.waiting.map(({ id, department }) => [id, department.id])).toEqual([
      [first.id, bikes.id],
      [second.id, hardware.id],
    ]);
    expect(inbox.waiting[0]?.department).toMatchObject({ name: bikes.name, color: "#0b6b4f", logoUrl: null });
    expect(inbox.mine.map(({ id }) => id)).toEqual([taken.id]);
    expect(inbox).toMatchObject({ waitingCount: 2, operator: { intent: "online" } });
    expect(inbox.departments.map(({ id }) => id).sort()).toEqual([bikes.id, hardware.id].sort());
  });

  test("is empty for an operator of no department", async () => {
    const operator = await asOperator();
    expect(await getInbox(operator.db, operator.actor)).toMatchObject({ departments: [], waiting: [], mine: [] });
  });

  test("puts a higher priority before an earlier arrival", async () => {
    const department = await createDepartment();
    const operator = await asOperator(department.id);
    const early = await createChat(department);
    const urgent = await createChat(department);
    await operator.db.update(chats).set({ priority: 1 }).where(eq(chats.id, urgent.id));
    const { waiting } = await getInbox(operator.db, operator.actor);
    expect(waiting.map(({ id }) => id)).toEqual([urgent.id, early.id]);
  });
});

describe("a visitor's chats behind a key", () => {
  test("are those of the department for its own key, and all for nobody else's", async () => {
    const one = await createDepartment();
    const two = await createDepartment({ hidden: true });
    const visitor = await asVisitor();
    const inOne = await startChat(visitor, visitor.token, startInput(one.key), "");
    const inTwo = await startChat(visitor, visitor.token, startInput(two.key), "");
    const ids = async (key: string) => (await listVisitorChats(visitor.db, visitor.actor, key)).map(({ id }) => id);
    expect(await ids(one.key)).toEqual([inOne.chat.id]);
    expect(await ids(two.key)).toEqual([inTwo.chat.id]);
    expect(await ids("no-such-key-at-all")).toEqual([]);
    const stranger = await asVisitor();
    expect(await listVisitorChats(stranger.db, stranger.actor, one.key)).toEqual([]);
  });

  test("come with the open one first", async () => {
    const department = await createDepartment();
    const visitor = await asVisitor();
    const open = await startChat(visitor, visitor.token, startInput(department.key), "");
    const later = await startChat(visitor, visitor.token, startInput(department.key), "");
    await closeChat(visitor, later.chat.id);
    const found = await listVisitorChats(visitor.db, visitor.actor, department.key);
    expect(found.map(({ id }) => id)).toEqual([open.chat.id, later.chat.id]);
  });
});

describe("one chat", () => {
  test("shows a visitor neither ids of operators nor the numbering of operators", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const operator = await asOperator(department.id);
    await claimChat(operator, id);
    const seen = await getChat(visitor.db, visitor.actor, id);
    expect(seen).toMatchObject({ state: { status: "active", owner: { name: operator.actor.name } } });
    expect(JSON.stringify(seen)).not.toContain(operator.actor.operatorId);
  });

  test("is forbidden to operators of other departments and does not exist for other visitors", async () => {
    const { id } = await createChat(await createDepartment());
    const outsider = await asRole("supervisor");
    await expect(getChat(outsider.db, outsider.actor, id)).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await asVisitor();
    await expect(getChat(stranger.db, stranger.actor, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a pulse", () => {
  test("answers the states of own chats and leaves out the others without a word", async () => {
    const department = await createDepartment();
    const own = await createChat(department);
    const foreign = await createChat(department);
    const states = await listChatStates(own.visitor.db, own.visitor.actor, [own.id, foreign.id]);
    expect(Object.keys(states)).toEqual([own.id]);
    expect(states[own.id]).toMatchObject({ status: "queued", lastSeq: 2 });
  });

  test("of a visitor on another page tells the department once, and changes no other visitor's chat", async () => {
    const { id, visitor } = await createChat(await createDepartment());
    visitor.published.length = 0;
    const page = { url: "https://example.com/pans", title: "Pans" };
    await recordPulse(visitor, { chatIds: [id], page });
    await recordPulse(visitor, { chatIds: [id], page });
    const changes = ({ published }: typeof visitor) => published.filter(({ name }) => name === "chat.changed");
    expect(changes(visitor)).toMatchObject([{ data: { chat: { page } } }]);
    const stranger = await asVisitor();
    await recordPulse(stranger, { chatIds: [id], page: { url: "https://evil.example/", title: "x" } });
    expect(changes(stranger)).toEqual([]);
  });

  test("of an operator notes that they can be reached and moves the read mark forward only", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const operator = await asOperator(department.id);
    await claimChat(operator, id);
    await sendMessage(visitor, id, { clientId: uuidv7(), body: "Hello?" });
    const readSeq = async () => (await getInbox(operator.db, operator.actor)).mine[0]?.readSeq;
    await recordPulse(operator, { chatIds: [], read: { [id]: 999 } });
    expect(await readSeq()).toBe(4);
    await recordPulse(operator, { chatIds: [], read: { [id]: 2 } });
    expect(await readSeq()).toBe(4);
    const colleague = await asOperator(department.id);
    await recordPulse(colleague, { chatIds: [], read: { [id]: 3 } });
    const db = await testDatabase();
    const [row] = await db.select().from(operators).where(eq(operators.id, operator.actor.operatorId));
    expect(row?.lastPulseAt).toBeInstanceOf(Date);
  });
});

describe("catching up", () => {
  test("goes back page by page, each side in its own numbering, to the first entry", async () => {
    const department = await createDepartment();
    const operator = await asOperator(department.id);
    const { id, visitor } = await createChat(department);
    await claimChat(operator, id);
    for (let i = 0; i < 4; i++) await sendMessage(visitor, id, text(`text ${i}`));
    for (const { actor } of [operator, visitor]) {
      const all = await getEventsPage(operator.db, actor, id, { after: 0, limit: 200 });
      const seen: typeof all.events = [];
      let before = 2_147_483_647;
      let hasMore = true;
      while (hasMore) {
        const page = await getEventsPage(operator.db, actor, id, { before, limit: 2 });
        expect(page.upto).toBe(page.events.at(-1)?.seq);
        seen.unshift(...page.events);
        before = page.events[0]?.seq ?? 0;
        hasMore = page.hasMore;
      }
      expect(seen).toEqual(all.events);
      const none = await getEventsPage(operator.db, actor, id, { before: 1, limit: 2 });
      expect(none).toMatchObject({ events: [], upto: 0, hasMore: false });
    }
  });

  test("pages through the timeline and ends with the same entries as one large page", async () => {
    const { id, visitor } = await createChat(await createDepartment());
    for (let i = 0; i < 5; i++) await sendMessage(visitor, id, text(`Text ${i}`));
    const whole = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 200 });
    const paged = [];
    let after = 0;
    for (let hasMore = true; hasMore; ) {
      const page = await getEventsPage(visitor.db, visitor.actor, id, { after, limit: 3 });
      paged.push(...page.events);
      after = page.upto;
      hasMore = page.hasMore;
    }
    expect(paged).toEqual(whole.events);
    expect(whole).toMatchObject({ upto: 7, hasMore: false, state: { lastSeq: 7 } });
  });

  test("never shows a visitor the id of an operator", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const operator = await asOperator(department.id);
    await claimChat(operator, id);
    await sendMessage(operator, id, text("Hello"));
    await closeChat(operator, id);
    const page = await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 200 });
    expect(JSON.stringify(page)).not.toContain(operator.actor.operatorId);
    expect(page.events.find(({ sender }) => sender.type === "operator")?.sender).toEqual({
      type: "operator",
      name: operator.actor.name,
    });
  });
});
