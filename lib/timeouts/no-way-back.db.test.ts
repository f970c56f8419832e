import { describe, expect, test } from "vitest";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { distribute } from "@/lib/routing/distribute";
import { answerOffer } from "@/lib/transfers/answer-offer";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, heardOfBefore, setOperator, text } from "@/tests/support/chat-rows";
import { asThere } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { fireDueTimers } from "./tick";

type Scene = Awaited<ReturnType<typeof ownedChat>>;

/** Anna's connection was lost, so the chat went back to the queue; then Boris came, and then Anna came back. */
async function lostByAnna() {
  const scene = await ownedChat({ reassignAfterMinutes: 2 });
  await heardOfBefore(scene.owner.actor.operatorId, 61);
  await ageChat(scene.id, 2.05);
  await fireDueTimers(scene.owner);
  return toBorisThenAnnaIsBack(scene);
}

/** Anna offered the chat and went Away; it was declined and went back to the queue; then the same. */
async function offeredByAnna() {
  const scene = await ownedChat({ reassignAfterMinutes: 2 });
  const { owner, id } = scene;
  const clara = await asThere({});
  await transferChat(owner, id, { operatorId: clara.actor.operatorId, note: "" });
  await setOperator(owner.actor.operatorId, { intent: "away" });
  await answerOffer(clara, id, { answer: "decline" });
  return toBorisThenAnnaIsBack(scene);
}

async function toBorisThenAnnaIsBack({ owner: anna, id, department, visitor }: Scene) {
  expect(await chatOf(id)).toMatchObject({ status: "queued" });
  const boris = await asThere({ departmentIds: [department.id] });
  await distribute(anna, [department.id]);
  expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId });
  await heardOfBefore(anna.actor.operatorId, 1);
  await setOperator(anna.actor.operatorId, { intent: "online" });
  return { anna, boris, id, department, visitor };
}

describe.each([
  ["lost by a broken connection", lostByAnna],
  ["given up by who had offered it", offeredByAnna],
])("a chat that was %s and went to somebody else", (_, given) => {
  test("does not go back in the same turn of the visitor", async () => {
    const { boris, id, department } = await given();
    await ageChat(id, 2.05);
    await fireDueTimers(boris);
    await distribute(boris, [department.id]);
    expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId, overdueSince: expect.any(Date) });
  });

  test("may go back in the next one", async () => {
    const { anna, boris, id, visitor } = await given();
    await sendMessage(boris, id, text("Hello"));
    await sendMessage(visitor, id, text("One more thing"));
    await ageChat(id, 2.05);
    await fireDueTimers(boris);
    expect(await chatOf(id)).toMatchObject({ operatorId: anna.actor.operatorId });
  });
});
