import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, text } from "@/tests/support/chat-rows";
import { asThere } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { sendMessage } from "../messages/send-message";
import { noteTyping } from "./note-typing";

type Scene = Awaited<ReturnType<typeof ownedChat>>;
/** Signs of typing, each so many seconds after the one before. */
async function typing({ owner, id }: Scene, ...secondsBefore: number[]) {
  for (const seconds of secondsBefore) {
    await owner.db.execute(
      sql`update chats set typed_at = typed_at - make_interval(secs => ${seconds}) where id = ${id}`,
    );
    await noteTyping(owner, owner.actor.operatorId, id);
  }
}

test("typing pauses the clock of reassignment for as long as it lasts, without an entry", async () => {
  const scene = await ownedChat();
  await typing(scene, 0, 5, 5, 5);
  const { typingPauseMs } = await chatOf(scene.id);
  expect(typingPauseMs).toBeGreaterThanOrEqual(20_000);
  expect(typingPauseMs).toBeLessThan(25_000);
  expect((await entriesOf(scene.id)).kinds).toEqual(["started", "message", "assigned"]);
  expect(scene.owner.published).toEqual([]);
});

test("a silence in between is not counted as typing", async () => {
  const scene = await ownedChat();
  await typing(scene, 0, 120, 120);
  expect((await chatOf(scene.id)).typingPauseMs).toBe(15_000);
});

test("typing without an end pauses for one period at most, and then the chat moves on", async () => {
  const scene = await ownedChat({ reassignAfterMinutes: 1 });
  const boris = await asThere({ departmentIds: [scene.department.id] });
  await typing(scene, 0, ...Array.from({ length: 40 }, () => 9));
  expect(await clocksOf(scene.id)).toEqual({ reassign: 2 });
  await ageChat(scene.id, 2.1);
  await fireDueTimers(scene.owner);
  expect(await chatOf(scene.id)).toMatchObject({ operatorId: boris.actor.operatorId, typingPauseMs: 0, typedAt: null });
});

test("counts while a visitor waits for this operator only, and an answer begins anew", async () => {
  const scene = await ownedChat();
  const { owner, id, visitor } = scene;
  const boris = await asThere({ departmentIds: [scene.department.id] });
  await noteTyping(boris, boris.actor.operatorId, id);
  expect((await chatOf(id)).typingPauseMs).toBe(0);
  await typing(scene, 0);
  await sendMessage(owner, id, text("Here"));
  await noteTyping(owner, owner.actor.operatorId, id);
  expect(await chatOf(id)).toMatchObject({ typingPauseMs: 0, typedAt: null });
  await sendMessage(visitor, id, text("And now?"));
  expect(await clocksOf(id)).toEqual({ reassign: 3 });
});
