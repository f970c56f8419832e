import { describe, expect, test } from "vitest";
import type { Context, OperatorActor } from "@/lib/context";
import { setChat, text } from "@/tests/support/chat-rows";
import { asOperator, asRole, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { getInbox } from "../operator/get-inbox";
import { recordPulse } from "../pulse/record-pulse";
import { getChat } from "../queries";
import { countInboxChats } from "./count-inbox-chats";
import { listInboxChats } from "./list-inbox-chats";
import { CLOSED_COUNT_MAX, chatListQuery } from "./list-schemas";

type Operator = Context<OperatorActor>;
const listed = ({ db, actor }: Operator, query: Record<string, string>) =>
  listInboxChats(db, actor, chatListQuery.parse(query));
const idsOf = async (operator: Operator, query: Record<string, string>) =>
  (await listed(operator, query)).chats.map(({ id }) => id);
const counted = async ({ db, actor }: Operator, wanted: Partial<Record<string, unknown>> = {}) =>
  (await countInboxChats(db, actor)).open
    .filter((facet) => Object.entries(wanted).every(([key, value]) => facet[key as keyof typeof facet] === value))
    .reduce((sum, { count }) => sum + count, 0);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe("the open chats of my departments", () => {
  test("are those of all colleagues, newest activity first, and of no other department", async () => {
    const { id, department } = await ownedChat();
    const waiting = await createChat(department);
    await createChat(await createDepartment());
    await setChat(id, { lastMessageAt: minutesAgo(1) });
    await setChat(waiting.id, { lastMessageAt: minutesAgo(2) });
    const colleague = await asOperator(department.id);
    expect(await idsOf(colleague, { list: "all" })).toEqual([id, waiting.id]);
    expect(await idsOf(await asOperator(), { list: "all" })).toEqual([]);
  });

  test("are an admin's of every department, of a supervisor those of their own", async () => {
    const { id, department } = await ownedChat();
    const admin = await asRole("admin");
    expect(await idsOf(admin, { list: "all", department: department.id })).toEqual([id]);
    expect(await idsOf(await asRole("supervisor"), { list: "all", department: department.id })).toEqual([]);
    const { otherDepartments } = await getInbox(admin.db, admin.actor);
    expect(otherDepartments.map((one) => one.id)).toContain(department.id);
    const inbox = await getInbox(admin.db, (await asRole("supervisor")).actor);
    expect(inbox.otherDepartments).toEqual([]);
  });

  test("can be narrowed by status, unread and unanswered, and the counts say how many there are", async () => {
    const { id: answered, department, owner } = await ownedChat();
    const { id: held } = await ownedChat();
    await setChat(held, { departmentId: department.id, heldAt: new Date() });
    const waiting = await createChat(department);
    await sendMessage(owner, answered, text("Hello!"));
    for (const [status, id] of [
      ["waiting", waiting.id],
      ["active", answered],
      ["held", held],
    ] as const) {
      expect(await idsOf(owner, { list: "all", status })).toEqual([id]);
      expect(await counted(owner, { condition: status })).toBe(1);
    }
    expect((await idsOf(owner, { list: "all", unanswered: "1" })).sort()).toEqual([held, waiting.id].sort());
    expect(await counted(owner, { unanswered: true })).toBe(2);
    expect(await idsOf(owner, { list: "all", unread: "1", status: "waiting" })).toEqual([waiting.id]);
  });

  test("are paged by a cursor: each once, whatever is written meanwhile", async () => {
    const department = await createDepartment();
    const operator = await asOperator(department.id);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { id } = await createChat(department);
      // Two at a time: the id decides.
      await setChat(id, { lastMessageAt: minutesAgo(10 + Math.floor(i / 2)) });
      ids.push(id);
    }
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: Awaited<ReturnType<typeof listed>> = await listed(operator, {
        list: "all",
        limit: "2",
        ...(next && { cursor: next }),
      });
      seen.push(...page.chats.map(({ id }) => id));
      next = page.next;
      const oldest = ids.at(-1);
      if (next && oldest && !seen.includes(oldest)) await createChat(department);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(ids.every((id) => seen.includes(id))).toBe(true);
  });

  test("stand in the order of their last message to the millisecond, within five minutes and across, on every page", async () => {
    const department = await createDepartment();
    const operator = await asOperator(department.id);
    const fiveMinutes = 5 * 60_000;
    const start = Math.floor(Date.now() / fiveMinutes) * fiveMinutes - 4 * fiveMinutes;
    const chats: { id: string; at: number }[] = [];
    for (const after of [2, -1, fiveMinutes, 0, 1, fiveMinutes - 1, 1, 3 * fiveMinutes, -fiveMinutes]) {
      const { id } = await createChat(department);
      await setChat(id, { lastMessageAt: new Date(start + after) });
      chats.push({ id, at: start + after });
    }
    const inOrder = chats.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
    for (const limit of ["1", "2", "4", "50"]) {
      const seen: string[] = [];
      let next: string | null = "";
      while (next !== null) {
        const query: Record<string, string> = { list: "all", limit, ...(next && { cursor: next }) };
        const page: Awaited<ReturnType<typeof listed>> = await listed(operator, query);
        seen.push(...page.chats.map(({ id }) => id));
        next = page.next;
      }
      expect(seen).toEqual(inOrder);
    }
  });
});

describe("closed chats", () => {
  test("come newest first by pages, and leave the open ones", async () => {
    const { id: first, department, owner } = await ownedChat();
    const { id: second } = await ownedChat();
    for (const id of [first, second]) await setChat(id, { departmentId: department.id });
    const admin = await asRole("admin", department.id);
    for (const id of [first, second]) await closeChat(admin, id);
    await setChat(first, { closedAt: minutesAgo(5) });
    const page = await listed(owner, { list: "closed", limit: "1" });
    expect(page.chats.map(({ id }) => id)).toEqual([second]);
    expect(await idsOf(owner, { list: "closed", cursor: page.next ?? "" })).toEqual([first]);
    expect(await idsOf(owner, { list: "all" })).toEqual([]);
    expect(await countInboxChats(owner.db, owner.actor)).toEqual({ open: [], closed: 2 });
    expect(CLOSED_COUNT_MAX).toBeGreaterThan(2);
  });
});

test.each([
  { list: "mine" },
  { list: "all", department: "x" },
  { list: "all", status: "closed" },
  { list: "all", unread: "yes" },
  { list: "closed", unanswered: "1" },
  { list: "all", cursor: "2026-01-01T00:00:00.000000Z" },
  { list: "all", cursor: "2026-13-41T99:00:00.000000Z_00000000-0000-4000-8000-000000000000" },
  { list: "all", limit: "0" },
  { list: "all", limit: "101" },
  { list: "all", offset: "5" },
])("a list is refused for %j", (query) => {
  expect(chatListQuery.safeParse(query).success).toBe(false);
});

describe("what an operator has read", () => {
  const readBy = (operator: Operator, chatId: string, seq: number) =>
    recordPulse(operator, { chatIds: [], read: { [chatId]: seq } });

  test("in a chat of a colleague is their own: neither the owner's count nor another colleague's changes", async () => {
    const { id, department, owner, visitor } = await ownedChat();
    const [anna, boris] = [await asOperator(department.id), await asOperator(department.id)];
    const before = await getChat(owner.db, owner.actor, id);
    await readBy(anna, id, 3);
    await sendMessage(visitor, id, text("One"));
    await sendMessage(visitor, id, text("Two"));
    const own = async ({ db, actor }: Operator) => {
      const [chat] = (await listInboxChats(db, actor, { list: "all" })).chats;
      return chat?.own;
    };
    expect(await own(anna)).toEqual({ readSeq: 3, unread: 2 });
    expect(await own(boris)).toBeUndefined();
    expect(await idsOf(anna, { list: "all", unread: "1" })).toEqual([id]);
    expect(await idsOf(boris, { list: "all", unread: "1" })).toEqual([]);
    expect(await counted(anna, { unread: true })).toBe(1);
    expect(await getChat(owner.db, owner.actor, id)).toMatchObject({
      unread: "unread" in before ? before.unread + 2 : Number.NaN,
    });
  });

  test("in a chat that waits is theirs too, only grows, and does not answer it", async () => {
    const department = await createDepartment();
    const anna = await asOperator(department.id);
    const boris = await asOperator(department.id);
    const { id } = await createChat(department);
    await readBy(anna, id, 2);
    await readBy(anna, id, 1);
    const chatFor = async ({ db, actor }: Operator) => (await getInbox(db, actor)).waiting[0];
    expect(await chatFor(anna)).toMatchObject({ own: { readSeq: 2, unread: 0 } });
    expect(await chatFor(boris)).toMatchObject({ unread: 1 });
    expect(await counted(anna, { unread: true })).toBe(0);
    expect(await counted(boris, { unread: true })).toBe(1);
    expect(await counted(anna, { unanswered: true })).toBe(1);
  });

  test("is not kept of a chat that they may not see, nor beyond what there is", async () => {
    const { id, department, owner } = await ownedChat();
    const stranger = await asOperator();
    await readBy(stranger, id, 2);
    const anna = await asOperator(department.id);
    await readBy(anna, id, 999);
    expect(await getChat(owner.db, anna.actor, id)).toMatchObject({ own: { readSeq: 3, unread: 0 } });
    const rows = await owner.db.query.chatReads.findMany({ where: (read, { eq }) => eq(read.chatId, id) });
    expect(rows.map(({ operatorId }) => operatorId)).toEqual([anna.actor.operatorId]);
  });
});
