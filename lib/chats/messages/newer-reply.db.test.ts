import { expect, test } from "vitest";
import { uuidv7 } from "@/lib/ids";
import { addNote } from "@/lib/notes/add-note";
import { chatOf, entriesOf, text } from "@/tests/support/chat-rows";
import { asOperator } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { sendMessage } from "./send-message";

const refused = (missed: string[]) => ({
  code: "newer_reply",
  data: { state: { status: "active" }, missed: missed.map((body) => ({ body, kind: "message" })) },
});

async function overtaken() {
  const { id, owner, visitor, department } = await ownedChat();
  const boris = await asOperator(department.id);
  const { lastSeq: seen, epoch } = await chatOf(id);
  await sendMessage(boris, id, text("I can help", { epoch }));
  return { id, owner, boris, visitor, seen, epoch: (await chatOf(id)).epoch };
}

test("an answer to what a colleague has answered meanwhile is not sent unseen, whatever its writer knows of the owner", async () => {
  const { id, owner, boris, seen, epoch } = await overtaken();
  const before = (await entriesOf(id)).kinds.length;
  for (const known of [epoch, epoch - 1]) {
    const late = text("Me, too", { after: seen, epoch: known });
    await expect(sendMessage(owner, id, late)).rejects.toMatchObject(refused(["I can help"]));
  }
  expect((await entriesOf(id)).kinds).toHaveLength(before);
  expect(await chatOf(id)).toMatchObject({ operatorId: boris.actor.operatorId });
});

test("it is sent when its writer says so, or has seen everything, and a repetition of it is no second one", async () => {
  const { id, owner, seen, epoch } = await overtaken();
  const input = { ...text("Me, too", { after: seen, epoch }), anyway: true };
  await sendMessage(owner, id, input);
  expect(await sendMessage(owner, id, { ...input, anyway: false })).toMatchObject({ created: false });
  const other = await overtaken();
  const { lastSeq } = await chatOf(other.id);
  await sendMessage(other.owner, other.id, text("And I", { after: lastSeq, epoch: other.epoch }));
  expect(await chatOf(other.id)).toMatchObject({ operatorId: other.owner.actor.operatorId });
});

test("own messages, notes and what the visitor writes hold nobody up", async () => {
  const { id, owner, visitor, department } = await ownedChat();
  const { lastSeq } = await chatOf(id);
  await sendMessage(owner, id, text("One"));
  await sendMessage(visitor, id, text("Hello?"));
  await addNote(await asOperator(department.id), id, { clientId: uuidv7(), body: "Ask her", mentions: [] });
  const { event } = await sendMessage(owner, id, text("Two", { after: lastSeq, epoch: 2 }));
  expect(event.body).toBe("Two");
});

test("without a number there is nothing to compare", async () => {
  const { id, owner, epoch } = await overtaken();
  await sendMessage(owner, id, text("Without", { epoch }));
  expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId });
});
