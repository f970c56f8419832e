import { afterEach, describe, expect, test, vi } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { chatChannelId } from "@/lib/realtime/events";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { chatOf, entriesOf, setChat } from "@/tests/support/chat-rows";
import { asOperator, asThere, asVisitor, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { tellTyping } from "./tell-typing";

afterEach(() => void vi.restoreAllMocks());
const reply = { as: "reply" } as const;
const refused = (code: string) => expect.objectContaining({ code });

describe("a visitor's typing", () => {
  test("is told to those who may see the chat now, and to every tab of its owner", async () => {
    const { id, owner, visitor } = await ownedChat();
    const { epoch } = await chatOf(id);
    await tellTyping(visitor, id, reply);
    expect(visitor.published).toEqual([
      { channel: "chat", id: chatChannelId(id, epoch), name: "typing.told", data: { chatId: id } },
      { channel: "operator", id: owner.actor.operatorId, name: "typing.told", data: { chatId: id } },
    ]);
  });

  test("leaves no trace in the database", async () => {
    const { id, visitor } = await ownedChat();
    const before = [await chatOf(id), await entriesOf(id)];
    await tellTyping(visitor, id, reply);
    expect([await chatOf(id), await entriesOf(id)]).toEqual(before);
  });

  test("reaches a former owner on no channel", async () => {
    const { id, owner, visitor } = await ownedChat();
    const { epoch } = await chatOf(id);
    const other = await createDepartment();
    await asThere({ departmentIds: [other.id] });
    await transferChat(owner, id, { departmentId: other.id, note: "" });
    await tellTyping(visitor, id, reply);
    const former = [chatChannelId(id, epoch), owner.actor.operatorId];
    expect(visitor.published.length).toBeGreaterThan(0);
    for (const event of visitor.published) expect(former).not.toContain(event.id);
  });

  test("in a waiting chat is told to those who look at it", async () => {
    const { id, visitor } = await waitingChat();
    await tellTyping(visitor, id, reply);
    expect(visitor.published).toMatchObject([{ channel: "chat", name: "typing.told" }]);
  });

  test("in a chat of somebody else does not exist", async () => {
    const { id } = await ownedChat();
    const stranger = await asVisitor();
    await expect(tellTyping(stranger, id, reply)).rejects.toEqual(refused("not_found"));
    await expect(tellTyping(stranger, crypto.randomUUID(), reply)).rejects.toEqual(refused("not_found"));
    expect(stranger.published).toEqual([]);
  });

  test("is told to nobody once the chat is closed or erased", async () => {
    const closed = await ownedChat();
    await closeChat(closed.owner, closed.id);
    await tellTyping(closed.visitor, closed.id, reply);
    expect(closed.visitor.published).toEqual([]);
    await setChat(closed.id, { erasedAt: new Date() });
    await expect(tellTyping(closed.visitor, closed.id, reply)).rejects.toEqual(refused("not_found"));
  });
});

describe("an operator's typing", () => {
  /** What others are told of somebody who types. */
  const told = ({ actor }: { actor: { operatorId: string; name: string } }, chatId: string, as = "reply") => ({
    name: "colleague.typing",
    data: { chatId, operatorId: actor.operatorId, name: actor.name, as },
  });

  const owned = async () => {
    const { id, owner } = await ownedChat();
    return { id, writer: owner };
  };
  const looked = async () => {
    const { id, department } = await waitingChat();
    return { id, writer: await asOperator(department.id) };
  };

  test("is told to the visitor of their own chat, and to the colleagues who look at it", async () => {
    const { id, owner } = await ownedChat();
    const { epoch } = await chatOf(id);
    await tellTyping(owner, id, reply);
    expect(owner.published).toEqual([
      { channel: "chat", id: chatChannelId(id, epoch), ...told(owner, id) },
      { channel: "visitorChat", id, name: "typing.told", data: { chatId: id } },
    ]);
  });

  test("in a colleague's chat is told to the department and its owner, and never to the visitor", async () => {
    const { id, owner, department } = await ownedChat();
    const { epoch } = await chatOf(id);
    const boris = await asOperator(department.id);
    await tellTyping(boris, id, reply);
    expect(boris.published).toEqual([
      { channel: "chat", id: chatChannelId(id, epoch), ...told(boris, id) },
      { channel: "department", id: department.id, ...told(boris, id) },
      { channel: "operator", id: owner.actor.operatorId, ...told(boris, id) },
    ]);
  });

  test.each(["owned", "waiting", "closed"] as const)(
    "of a note is never told to the visitor of a chat that is %s",
    async (kind) => {
      const { id, writer } = kind === "waiting" ? await looked() : await owned();
      if (kind === "closed") await closeChat(writer, id);
      writer.published.length = 0;
      await tellTyping(writer, id, { as: "note" });
      expect(writer.published.length).toBeGreaterThan(0);
      for (const event of writer.published) {
        expect(event).toMatchObject(told(writer, id, "note"));
        expect(event.channel).not.toBe("visitorChat");
      }
    },
  );

  test("of an answer in a closed chat, and of anything in an erased one, is told to nobody", async () => {
    const { id, owner } = await ownedChat();
    await closeChat(owner, id);
    owner.published.length = 0;
    await tellTyping(owner, id, reply);
    await setChat(id, { erasedAt: new Date() });
    await tellTyping(owner, id, { as: "note" });
    expect(owner.published).toEqual([]);
  });

  test("is refused, and told to nobody, where they may not see the chat: another department, a former owner", async () => {
    const { id, owner } = await ownedChat();
    const outsider = await asOperator((await createDepartment()).id);
    await transferChat(owner, id, { departmentId: (await createDepartment()).id, note: "" });
    for (const operator of [outsider, owner]) {
      operator.published.length = 0;
      for (const as of ["reply", "note"] as const) {
        await expect(tellTyping(operator, id, { as })).rejects.toEqual(refused("forbidden"));
      }
      expect(operator.published).toEqual([]);
    }
  });

  test("reaches nobody of the department that the chat has left", async () => {
    const { id, owner, department } = await ownedChat();
    const before = await chatOf(id);
    const other = await createDepartment();
    const clara = await asThere({ departmentIds: [other.id] });
    await transferChat(owner, id, { departmentId: other.id, note: "" });
    await tellTyping(clara, id, { as: "note" });
    expect(clara.published.length).toBeGreaterThan(0);
    const former = [chatChannelId(id, before.epoch), department.id, owner.actor.operatorId];
    for (const event of clara.published) expect(former).not.toContain(event.id);
  });
});

test("each writer is heard of once in two seconds per chat, however often they say it", async () => {
  const { id, owner, visitor } = await ownedChat();
  const clock = vi.spyOn(performance, "now");
  const at = async (ms: number) => {
    clock.mockReturnValue(1_000_000 + ms);
    await tellTyping(owner, id, reply);
    await tellTyping(visitor, id, reply);
    return [owner.published.length, visitor.published.length];
  };
  expect(await at(0)).toEqual([2, 2]);
  expect(await at(1999)).toEqual([2, 2]);
  expect(await at(2000)).toEqual([4, 4]);
  expect(await at(2001)).toEqual([4, 4]);
});
