import { afterEach, describe, expect, test, vi } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { chatChannelId } from "@/lib/realtime/events";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { chatOf, entriesOf, setChat } from "@/tests/support/chat-rows";
import { asOperator, asRole, asThere, asVisitor, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { tellTyping } from "./tell-typing";

afterEach(() => void vi.restoreAllMocks());
const refused = (code: string) => expect.objectContaining({ code });

describe("a visitor's typing", () => {
  test("is told to those who may see the chat now, and to every tab of its owner", async () => {
    const { id, owner, visitor } = await ownedChat();
    const { epoch } = await chatOf(id);
    await tellTyping(visitor, id);
    expect(visitor.published).toEqual([
      { channel: "chat", id: chatChannelId(id, epoch), name: "typing.told", data: { chatId: id } },
      { channel: "operator", id: owner.actor.operatorId, name: "typing.told", data: { chatId: id } },
    ]);
  });

  test("leaves no trace in the database", async () => {
    const { id, visitor } = await ownedChat();
    const before = [await chatOf(id), await entriesOf(id)];
    await tellTyping(visitor, id);
    expect([await chatOf(id), await entriesOf(id)]).toEqual(before);
  });

  test("reaches a former owner on no channel", async () => {
    const { id, owner, visitor } = await ownedChat();
    const { epoch } = await chatOf(id);
    const other = await createDepartment();
    await asThere({ departmentIds: [other.id] });
    await transferChat(owner, id, { departmentId: other.id, note: "" });
    await tellTyping(visitor, id);
    const former = [chatChannelId(id, epoch), owner.actor.operatorId];
    expect(visitor.published.length).toBeGreaterThan(0);
    for (const event of visitor.published) expect(former).not.toContain(event.id);
  });

  test("in a waiting chat is told to those who look at it", async () => {
    const { id, visitor } = await waitingChat();
    await tellTyping(visitor, id);
    expect(visitor.published).toMatchObject([{ channel: "chat", name: "typing.told" }]);
  });

  test("in a chat of somebody else does not exist", async () => {
    const { id } = await ownedChat();
    const stranger = await asVisitor();
    await expect(tellTyping(stranger, id)).rejects.toEqual(refused("not_found"));
    await expect(tellTyping(stranger, crypto.randomUUID())).rejects.toEqual(refused("not_found"));
    expect(stranger.published).toEqual([]);
  });

  test("is told to nobody once the chat is closed or erased", async () => {
    const closed = await ownedChat();
    await closeChat(closed.owner, closed.id);
    await tellTyping(closed.visitor, closed.id);
    expect(closed.visitor.published).toEqual([]);
    await setChat(closed.id, { erasedAt: new Date() });
    await expect(tellTyping(closed.visitor, closed.id)).rejects.toEqual(refused("not_found"));
  });
});

describe("an operator's typing", () => {
  test("is told to the visitor of their own chat", async () => {
    const { id, owner } = await ownedChat();
    await tellTyping(owner, id);
    expect(owner.published).toEqual([{ channel: "visitorChat", id, name: "typing.told", data: { chatId: id } }]);
  });

  test("in a chat that is not theirs is refused: of a colleague, another department, an admin, a former owner", async () => {
    const { id, owner, department } = await ownedChat();
    const outsider = await asOperator((await createDepartment()).id);
    const others = [await asOperator(department.id), outsider, await asRole("admin")];
    for (const operator of others) {
      const code = operator === outsider ? "forbidden" : "not_owner";
      await expect(tellTyping(operator, id)).rejects.toEqual(refused(code));
      expect(operator.published).toEqual([]);
    }
    const other = await createDepartment();
    await transferChat(owner, id, { departmentId: other.id, note: "" });
    owner.published.length = 0;
    await expect(tellTyping(owner, id)).rejects.toEqual(refused("forbidden"));
    expect(owner.published).toEqual([]);
  });
});

test("each writer is heard of once in two seconds per chat, however often they say it", async () => {
  const { id, owner, visitor } = await ownedChat();
  const clock = vi.spyOn(performance, "now");
  const at = async (ms: number) => {
    clock.mockReturnValue(1_000_000 + ms);
    await tellTyping(owner, id);
    await tellTyping(visitor, id);
    return [owner.published.length, visitor.published.length];
  };
  expect(await at(0)).toEqual([1, 2]);
  expect(await at(1999)).toEqual([1, 2]);
  expect(await at(2000)).toEqual([2, 4]);
  expect(await at(2001)).toEqual([2, 4]);
});
