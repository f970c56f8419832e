import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, company, visitorPresences } from "@/db/schema";
import { blockVisitor } from "@/lib/blocks/block-visitor";
import { uuidv7 } from "@/lib/ids";
import { getVisitorBoard } from "@/lib/presences/queries";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { chatOf, entriesOf, legsOf, text } from "@/tests/support/chat-rows";
import { companyKey } from "@/tests/support/company";
import {
  asOperator,
  asRole,
  asThere,
  asVisitor,
  createChat,
  createDepartment,
  startInput,
  unique,
} from "@/tests/support/factories";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { recordPulse } from "../pulse/record-pulse";
import { hasOtherOpenChat } from "../queries";
import { startChat } from "../visitor/start-chat";
import { startWithVisitor } from "./start-with-visitor";

const page = (path = "pans") => ({ url: `https://shop.example/${path}`, title: "Pans", referrer: null });
const invite = (departmentId: string, body = "May I help?") => ({ clientId: uuidv7(), departmentId, body });

/** A visitor who had a chat and is on a page of the department now. */
async function returning(values: Parameters<typeof createDepartment>[0] = {}) {
  const department = await createDepartment(values);
  const anna = await asThere({ departmentIds: [department.id], name: unique("Anna") });
  const { id: firstId, visitor } = await createChat(department);
  await closeChat(visitor, firstId);
  const pulse = (more: object = {}) =>
    recordPulse(visitor, { chatIds: [], page: page(), key: department.key, timeZone: "Asia/Tokyo", ...more });
  await pulse();
  const { visitorId } = visitor.actor;
  return { department, anna, visitor, visitorId, firstId, pulse };
}

describe("a chat that an operator begins", () => {
  test("is theirs, on the visitor's page, with what the visitor told before, and told to the visitor's page", async () => {
    const { department, anna, visitor, visitorId } = await returning();
    expect(await hasOtherOpenChat(visitor.db, visitor.actor, { key: department.key, chatIds: [] })).toBe(false);
    const dto = await startWithVisitor(anna, visitorId, invite(department.id));
    expect(dto).toMatchObject({
      status: "active",
      owner: { id: anna.actor.operatorId },
      visitor: { name: "Vera" },
      page: { url: "https://shop.example/pans" },
      lastMessage: { preview: "May I help?", by: "operator" },
    });
    expect((await entriesOf(dto.id)).kinds).toEqual(["started", "claimed", "message"]);
    expect(await legsOf(dto.id)).toMatchObject([{ operatorId: anna.actor.operatorId, releasedAt: null }]);
    expect(await hasOtherOpenChat(visitor.db, visitor.actor, { key: department.key, chatIds: [] })).toBe(true);
    expect(await hasOtherOpenChat(visitor.db, visitor.actor, { key: department.key, chatIds: [dto.id] })).toBe(false);
    expect(await sendMessage(visitor, dto.id, text("Yes, please"))).toMatchObject({ created: true });
  });

  test("is one, however often it is asked for with the same id", async () => {
    const { department, anna, visitorId } = await returning();
    const input = invite(department.id);
    const [one, two] = await Promise.all([1, 2].map(() => startWithVisitor(anna, visitorId, input)));
    expect(two?.id).toBe(one?.id);
  });

  test("by two operators at once is one's, and the other is told whose", async () => {
    const { department, anna, visitorId } = await returning();
    const boris = await asThere({ departmentIds: [department.id], name: unique("Boris") });
    const outcomes = await Promise.allSettled([
      startWithVisitor(anna, visitorId, invite(department.id)),
      startWithVisitor(boris, visitorId, invite(department.id)),
    ]);
    const won = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(won).toHaveLength(1);
    const lost = outcomes.find((one) => one.status === "rejected")?.reason;
    const data = { reason: "chatting", owner: won[0]?.owner?.name, chatId: won[0]?.id };
    expect(lost).toMatchObject({ code: "conflict", data });
  });

  test("at the moment at which the visitor begins is one chat with both their words, or the operator is refused", async () => {
    for (let round = 0; round < 6; round++) {
      const { department, anna, visitor, visitorId } = await returning();
      const input = startInput(department.key, { body: "My own question" });
      const [started, invited] = await Promise.allSettled([
        startChat(visitor, visitor.token, input, "test browser"),
        startWithVisitor(anna, visitorId, invite(department.id)),
      ]);
      expect(started.status).toBe("fulfilled");
      const open = sql`visitor_id = ${visitorId} and status <> 'closed'`;
      const [chat, ...others] = await visitor.db.select().from(chats).where(open);
      expect(others).toEqual([]);
      const { kinds } = await entriesOf(chat?.id ?? "");
      if (invited.status === "fulfilled") {
        expect(chat).toMatchObject({ id: invited.value.id, startedById: anna.actor.operatorId, lastVisitorSeq: 4 });
        expect(kinds).toEqual(["started", "claimed", "message", "message"]);
      } else {
        expect(invited.reason).toMatchObject({ code: "conflict", data: { reason: "chatting" } });
        expect(kinds).toEqual(["started", "message"]);
      }
      const again = await startChat(visitor, visitor.token, input, "test browser");
      expect(again).toMatchObject({ created: false, chat: { id: chat?.id } });
    }
  });

  test.each([
    ["the visitor has left the page", "left", async (it) => void (await it.pulse({ leaving: true }))],
    [
      "the visitor was not heard of for long",
      "left",
      async ({ visitor }) =>
        void (await visitor.db.update(visitorPresences).set({ seenAt: sql`now() - interval '91 seconds'` })),
    ],
    [
      "the visitor is blocked",
      "blocked",
      async (it) => void (await blockVisitor(it.anna, it.firstId, { reason: "", hours: null, address: false })),
    ],
  ] as [string, string, (it: Awaited<ReturnType<typeof returning>>) => Promise<void>][])(
    "is refused when %s",
    async (_, reason, change) => {
      const it = await returning();
      await change(it);
      const started = startWithVisitor(it.anna, it.visitorId, invite(it.department.id));
      await expect(started).rejects.toMatchObject({ code: "conflict", data: { reason } });
    },
  );

  test("is refused to an operator of another department, and for a department whose page it is not", async () => {
    const { department, visitorId } = await returning();
    const other = await createDepartment();
    const stranger = await asOperator(other.id);
    await expect(startWithVisitor(stranger, visitorId, invite(department.id))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(startWithVisitor(stranger, visitorId, invite(other.id))).rejects.toMatchObject({
      data: { reason: "elsewhere" },
    });
  });

  test("is refused where only known visitors are talked to, and where the consent is another one by now", async () => {
    const strict = await returning({});
    await strict.visitor.db.execute(
      sql`update departments set verified_only = true where id = ${strict.department.id}`,
    );
    const unknown = startWithVisitor(strict.anna, strict.visitorId, invite(strict.department.id));
    await expect(unknown).rejects.toMatchObject({ data: { reason: "unknown" } });
    const { department, anna, visitorId } = await returning();
    await companyKey();
    const consent = { enabled: true, version: 7, texts: { en: "I agree" }, link: null };
    await anna.db.update(company).set({ consent });
    try {
      const asked = startWithVisitor(anna, visitorId, invite(department.id));
      await expect(asked).rejects.toMatchObject({ code: "conflict", data: { reason: "consent" } });
    } finally {
      await anna.db.update(company).set({ consent: null });
    }
  });

  test("never reaches one who was erased", async () => {
    const { department, anna, visitor, visitorId } = await returning();
    await eraseVisitor(visitor);
    await expect(startWithVisitor(anna, visitorId, invite(department.id))).rejects.toMatchObject({ code: "not_found" });
    const kept = await anna.db.select().from(visitorPresences).where(eq(visitorPresences.visitorId, visitorId));
    expect(kept).toEqual([]);
  });
});

describe("the board of visitors", () => {
  test("shows who is there, where, since when and how many pages, and not who has left", async () => {
    const { department, anna, visitorId, firstId, pulse } = await returning();
    await pulse({ page: page("knives") });
    await pulse({ page: page("knives") });
    const rowOf = async (who = anna) =>
      (await getVisitorBoard(who.db, who.actor)).visitors.find((visitor) => visitor.visitorId === visitorId);
    expect(await rowOf()).toMatchObject({
      name: "Vera",
      isVerified: false,
      department: { id: department.id },
      page: { url: "https://shop.example/knives" },
      pages: 2,
      chats: 1,
      lastChatId: firstId,
      state: "before",
    });
    const stranger = await asOperator((await createDepartment()).id);
    expect(await rowOf(stranger)).toBeUndefined();
    expect(await rowOf(await asRole("admin"))).toBeDefined();
    await startWithVisitor(anna, visitorId, invite(department.id));
    expect(await rowOf()).toMatchObject({ state: "chatting", operatorName: anna.actor.name });
    // Of two tabs, the one that is not shown any more says nothing.
    await pulse({ page: page("pans"), leaving: true });
    expect(await rowOf()).toBeDefined();
    await pulse({ page: page("knives"), leaving: true });
    expect(await rowOf()).toBeUndefined();
  });

  test("shows a visitor on the company's pages to the operators of what it offers, without names of other departments", async () => {
    const department = await createDepartment();
    const other = await createDepartment();
    const key = await companyKey();
    const { id, visitor } = await createChat(other);
    await recordPulse(visitor, { chatIds: [], page: page(), key });
    const anna = await asOperator(department.id);
    const { visitors } = await getVisitorBoard(anna.db, anna.actor);
    const row = visitors.find(({ visitorId }) => visitorId === visitor.actor.visitorId);
    expect(row).toMatchObject({ name: null, department: null, chats: 0, state: "waiting", openChatId: null });
    const boris = await asOperator(other.id);
    const seen = (await getVisitorBoard(boris.db, boris.actor)).visitors;
    expect(seen.find(({ visitorId }) => visitorId === visitor.actor.visitorId)).toMatchObject({
      name: "Vera",
      openChatId: id,
    });
  });

  test("knows nobody who has begun nothing, no key of nobody's, and no page of a stranger's chat", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const visitor = await asVisitor();
    await recordPulse(visitor, { chatIds: [], page: page() });
    await recordPulse(visitor, { chatIds: [], page: page(), key: "AAAAAAAAAAAAAAAAAAAAAA" });
    await recordPulse(visitor, { chatIds: [id], page: page() });
    const { visitorId } = visitor.actor;
    const kept = await visitor.db.select().from(visitorPresences).where(eq(visitorPresences.visitorId, visitorId));
    expect(kept).toEqual([]);
  });

  test("is told of an arrival", async () => {
    const { department, visitor } = await returning();
    expect(visitor.published).toContainEqual({
      channel: "department",
      id: department.id,
      name: "visitors.changed",
      data: {},
    });
  });

  test("a presence of a chat stands where the chat does", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    await recordPulse(visitor, { chatIds: [id], page: page() });
    const anna = await asOperator(department.id);
    const { visitors } = await getVisitorBoard(anna.db, anna.actor);
    const row = visitors.find(({ visitorId }) => visitorId === visitor.actor.visitorId);
    expect(row).toMatchObject({ department: { id: department.id }, state: "waiting", openChatId: id });
    expect((await chatOf(id)).pageUrl).toBe("https://shop.example/pans");
  });
});
