import { expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { setChat } from "@/tests/support/chat-rows";
import { asOperator, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { tellViewing } from "./tell-viewing";

const refused = (code: string) => expect.objectContaining({ code });

test("who looks at a colleague's chat is told to its department and its owner, and to no visitor", async () => {
  const { id, owner, department } = await ownedChat();
  const boris = await asOperator(department.id);
  for (const isHere of [true, false]) {
    boris.published.length = 0;
    await tellViewing(boris, id, { isHere });
    const { operatorId, name } = boris.actor;
    const told = { name: "colleague.viewing", data: { chatId: id, operatorId, name, isHere } };
    expect(boris.published).toEqual([
      { channel: "department", id: department.id, ...told },
      { channel: "operator", id: owner.actor.operatorId, ...told },
    ]);
  }
});

test("who looks at a waiting chat is told to its department", async () => {
  const { id, department } = await waitingChat();
  const boris = await asOperator(department.id);
  await tellViewing(boris, id, { isHere: true });
  expect(boris.published).toMatchObject([{ channel: "department", id: department.id, name: "colleague.viewing" }]);
});

test("that an owner looks at their own chat, or anybody at an erased one, is told to nobody", async () => {
  const { id, owner, department } = await ownedChat();
  owner.published.length = 0;
  await tellViewing(owner, id, { isHere: true });
  expect(owner.published).toEqual([]);
  await closeChat(owner, id);
  await setChat(id, { erasedAt: new Date() });
  const boris = await asOperator(department.id);
  await tellViewing(boris, id, { isHere: true });
  expect(boris.published).toEqual([]);
});

test("is refused, and told to nobody, where they may not see the chat", async () => {
  const { id } = await ownedChat();
  const outsider = await asOperator((await createDepartment()).id);
  await expect(tellViewing(outsider, id, { isHere: true })).rejects.toEqual(refused("forbidden"));
  await expect(tellViewing(outsider, crypto.randomUUID(), { isHere: true })).rejects.toEqual(refused("not_found"));
  expect(outsider.published).toEqual([]);
});
