import { expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { legsOf, setChat } from "@/tests/support/chat-rows";
import { asOperator, createChat, createDepartment } from "@/tests/support/factories";

test("a leg knows how many chats its operator had when they got it, with it, in all departments", async () => {
  const [one, other] = [await createDepartment({ strategy: "manual" }), await createDepartment({ strategy: "manual" })];
  const owner = await asOperator(one.id, other.id);
  const started = [await createChat(one), await createChat(other), await createChat(one), await createChat(one)];
  const [first, second, third, fourth] = started.map(({ id }) => id) as [string, string, string, string];
  await claimChat(owner, first);
  await claimChat(owner, second);
  await claimChat(owner, third);
  await closeChat(owner, second);
  await claimChat(owner, fourth);
  const known = await Promise.all([first, second, third, fourth].map(async (id) => (await legsOf(id))[0]?.chatsAtOnce));
  expect(known).toEqual([1, 2, 3, 3]);
});

test("who leaves the queue leaves it at the place that they had, by priority and time", async () => {
  const department = await createDepartment({ strategy: "manual" });
  const waiting = [await createChat(department), await createChat(department), await createChat(department)];
  const [first, second, third] = waiting;
  await setChat(third?.id ?? "", { priority: 1 });
  const leave = async (chat: (typeof waiting)[number] | undefined) => {
    if (!chat) throw new Error("no chat");
    await closeChat(chat.visitor, chat.id);
    return (await legsOf(chat.id)).map(({ reason, leftAtPlace }) => [reason, leftAtPlace]);
  };
  expect(await leave(second)).toEqual([["left", 3]]);
  expect(await leave(first)).toEqual([["left", 2]]);
  expect(await leave(third)).toEqual([["left", 1]]);
});
