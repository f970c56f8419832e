import { describe, expect, test } from "vitest";
import { blockVisitor } from "@/lib/blocks/block-visitor";
import { chatOf, entriesOf, legsOf, text } from "@/tests/support/chat-rows";
import { asOperator, asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { closeChat } from "../close-chat";
import { countInboxChats } from "../lists/count-inbox-chats";
import { listInboxChats } from "../lists/list-inbox-chats";
import { sendMessage } from "../messages/send-message";
import { claimChat } from "./claim-chat";
import { getInbox } from "./get-inbox";
import { markSpam } from "./mark-spam";
import { reopenClosedChat } from "./reopen-closed-chat";

async function scene() {
  const department = await createDepartment();
  const anna = await asThere({ departmentIds: [department.id] });
  const { id, visitor } = await createChat(department, "Cheap watches");
  return { department, anna, id, visitor };
}

describe("a chat that is marked as spam", () => {
  test("ends, is in no list, and the visitor hears of the end alone", async () => {
    const { anna, id, visitor } = await scene();
    await claimChat(anna, id);
    anna.published.length = 0;
    expect(await markSpam(anna, id, true)).toMatchObject({ status: "closed", unread: 0 });
    expect(await chatOf(id)).toMatchObject({ spamById: anna.actor.operatorId, spamAt: expect.any(Date) });
    const { mine, waiting } = await getInbox(anna.db, anna.actor);
    expect([...mine, ...waiting].map((chat) => chat.id)).not.toContain(id);
    const closed = async () => (await listInboxChats(anna.db, anna.actor, { list: "closed" })).chats.map((c) => c.id);
    expect(await closed()).toEqual([]);
    expect((await countInboxChats(anna.db, anna.actor)).closed).toBe(0);
    const told = JSON.stringify(anna.published.filter(({ channel }) => channel === "visitorChat"));
    expect(told).toContain('"closed"');
    expect(told).not.toContain("spam");
    await expect(sendMessage(visitor, id, text("Cheap!", { reopen: true }))).rejects.toMatchObject({ code: "closed" });
  });

  test("is open again with who takes that back, or in the queue where nobody had it", async () => {
    const { department, anna, id } = await scene();
    await markSpam(anna, id, true);
    expect(await markSpam(anna, id, false)).toMatchObject({ status: "queued", owner: null });
    await claimChat(anna, id);
    await markSpam(anna, id, true);
    const boris = await asThere({ departmentIds: [department.id] });
    expect(await markSpam(boris, id, false)).toMatchObject({ status: "active", owner: { id: boris.actor.operatorId } });
    expect((await entriesOf(id)).kinds.slice(-5)).toEqual([
      "closed",
      "spam_marked",
      "spam_unmarked",
      "reopened",
      "claimed",
    ]);
    expect((await legsOf(id)).filter(({ releasedAt }) => releasedAt === null)).toHaveLength(1);
  });

  test("that was closed before stays closed, and one whose visitor is blocked does too", async () => {
    const { anna, id, visitor } = await scene();
    await closeChat(visitor, id);
    await markSpam(anna, id, true);
    expect(await markSpam(anna, id, false)).toMatchObject({ status: "closed" });
    const other = await scene();
    await claimChat(other.anna, other.id);
    await markSpam(other.anna, other.id, true);
    await blockVisitor(other.anna, other.id, { reason: "", hours: null, address: false });
    expect(await markSpam(other.anna, other.id, false)).toMatchObject({ status: "closed" });
  });

  test("is marked by its owner, a member while it waits, or who supervises; twice is once", async () => {
    const { department, anna, id } = await scene();
    const boris = await asOperator(department.id);
    await claimChat(anna, id);
    await expect(markSpam(boris, id, true)).rejects.toMatchObject({ code: "not_owner" });
    const stranger = await asOperator((await createDepartment()).id);
    await expect(markSpam(stranger, id, true)).rejects.toMatchObject({ code: "forbidden" });
    const supervisor = await asRole("supervisor", department.id);
    await Promise.all([markSpam(supervisor, id, true), markSpam(anna, id, true)]);
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "spam_marked")).toHaveLength(1);
  });
});

describe("an operator opens a closed chat again", () => {
  test("and has it, with a leg of their own; the same again changes nothing", async () => {
    const { department, anna, id, visitor } = await scene();
    await claimChat(anna, id);
    await closeChat(visitor, id);
    const boris = await asThere({ departmentIds: [department.id] });
    const [one, two] = [await reopenClosedChat(boris, id), await reopenClosedChat(boris, id)];
    expect(one).toMatchObject({ status: "active", owner: { id: boris.actor.operatorId } });
    expect(two.lastSeq).toBe(one.lastSeq);
    const open = (await legsOf(id)).filter(({ releasedAt }) => releasedAt === null);
    expect(open).toMatchObject([{ operatorId: boris.actor.operatorId, assignedAt: expect.any(Date) }]);
    await sendMessage(boris, id, text("One more thing"));
    expect(await sendMessage(visitor, id, text("Yes?"))).toMatchObject({ created: true });
  });

  test("unless somebody else was faster, or the visitor is in another chat, or blocked", async () => {
    const { department, anna, id, visitor } = await scene();
    await closeChat(visitor, id);
    const boris = await asThere({ departmentIds: [department.id] });
    const outcomes = await Promise.allSettled([reopenClosedChat(anna, id), reopenClosedChat(boris, id)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict" });
    await closeChat(visitor, id);
    const stranger = await asOperator((await createDepartment()).id);
    await expect(reopenClosedChat(stranger, id)).rejects.toMatchObject({ code: "forbidden" });
    await blockVisitor(anna, id, { reason: "", hours: null, address: false });
    const refused = { code: "conflict", data: { reason: "blocked" } };
    await expect(reopenClosedChat(anna, id)).rejects.toMatchObject(refused);
  });
});
