import { expect, test } from "vitest";
import { closeChat } from "@/lib/chats/close-chat";
import { getEventsPage } from "@/lib/chats/queries";
import { uuidv7 } from "@/lib/ids";
import { chatOf, clocksOf, entriesOf, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asRole, createDepartment } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { takeOverChat } from "./take-over-chat";
import { whisper } from "./whisper";

const words = (epoch: number, body = "Offer them the discount") => ({ clientId: uuidv7(), body, epoch });

async function scene() {
  const { id, owner, department, visitor } = await ownedChat();
  return { id, owner, department, visitor, sue: await asRole("supervisor", department.id) };
}

test("a whisper is a note to the owner, who is told; the visitor's side knows nothing of it, and no clock moves", async () => {
  const { id, owner, sue, visitor, department } = await scene();
  const [before, clocks] = [await chatOf(id), await clocksOf(id)];
  await whisper(sue, id, words(2));
  expect((await entriesOf(id)).last).toMatchObject({
    kind: "note",
    pubSeq: null,
    body: "Offer them the discount",
    data: { whisperTo: owner.actor.operatorId, whisperToName: owner.actor.name },
  });
  expect(toldTo(sue.published)).toEqual([
    `chat ${id}-2 event.appended`,
    `department ${department.id} chat.changed`,
    `operator ${owner.actor.operatorId} mention.told`,
  ]);
  const { lastSeq, ...rest } = await chatOf(id);
  expect({ ...rest, lastSeq: lastSeq - 1 }).toEqual(before);
  expect(await clocksOf(id)).toEqual(clocks);
  const seen = JSON.stringify(await getEventsPage(visitor.db, visitor.actor, id, { after: 0, limit: 200 }));
  expect(seen).not.toContain("discount");
});

test("sent twice it is there once, and other words under the same id are refused", async () => {
  const { id, sue } = await scene();
  const same = words(2);
  const first = await whisper(sue, id, same);
  expect((await whisper(sue, id, same)).seq).toBe(first.seq);
  await expect(whisper(sue, id, { ...same, body: "Other" })).rejects.toMatchObject({ code: "idempotency_mismatch" });
});

test("is refused once somebody else, nobody, or the supervisor has the chat, and when it is closed", async () => {
  const { id, sue, department, owner } = await scene();
  const sam = await asRole("supervisor", department.id);
  await takeOverChat(sam, id, { epoch: 2 });
  await expect(whisper(sue, id, words(2))).rejects.toMatchObject({ code: "conflict", data: { owner: sam.actor.name } });
  await expect(whisper(sam, id, words(3))).rejects.toMatchObject({ code: "conflict" });
  await closeChat(sam, id);
  await expect(whisper(sue, id, words(3))).rejects.toMatchObject({ code: "closed" });
  const waiting = await waitingChat();
  const admin = await asRole("admin");
  await expect(whisper(admin, waiting.id, words(1))).rejects.toMatchObject({ code: "conflict" });
  expect(owner.actor.type).toBe("operator");
});

test("is refused to operators and to supervisors of other departments", async () => {
  const { id, department } = await scene();
  const { lastSeq } = await chatOf(id);
  for (const ctx of [await asOperator(department.id), await asRole("supervisor", (await createDepartment()).id)]) {
    await expect(whisper(ctx, id, words(2))).rejects.toMatchObject({ code: "forbidden" });
  }
  expect((await chatOf(id)).lastSeq).toBe(lastSeq);
});
