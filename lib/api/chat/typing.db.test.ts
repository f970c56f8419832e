import { expect, test } from "vitest";
import { randomToken, uuidv7 } from "@/lib/ids";
import { chatOf, entriesOf } from "@/tests/support/chat-rows";
import { createDepartment, createOperator } from "@/tests/support/factories";
import { bearer, call, signedIn } from "@/tests/support/requests";
import { ownedChat } from "@/tests/support/scenes";
import { POST } from "./typing";

const type = (id: string, headers: Record<string, string>) =>
  call(POST, `/api/chats/${id}/typing`, { body: {}, headers }, { chatId: id });

test("both sides of a chat may say that they type, and it leaves nothing behind", async () => {
  const { id, visitor, owner } = await ownedChat();
  const before = [await chatOf(id), await entriesOf(id)];
  const answers = [await type(id, bearer(visitor.token)), await type(id, await signedIn(owner.actor.operatorId))];
  expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(2).fill([200, "{}"]));
  expect([await chatOf(id), await entriesOf(id)]).toEqual(before);
});

test("colleagues who see it may, nobody else, and a foreign chat is answered like one that does not exist", async () => {
  const { id, department } = await ownedChat();
  const stranger = await ownedChat();
  for (const headers of [{}, bearer(randomToken(32))]) expect((await type(id, headers)).status).toBe(401);
  const foreign = await type(id, bearer(stranger.visitor.token));
  const missing = await type(uuidv7(), bearer(stranger.visitor.token));
  expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
  const colleague = await createOperator({ departmentIds: [department.id] });
  const outsider = await createOperator({ departmentIds: [(await createDepartment()).id] });
  expect((await type(id, await signedIn(colleague.id))).status).toBe(200);
  expect((await type(id, await signedIn(outsider.id))).status).toBe(403);
});
