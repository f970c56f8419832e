import { afterEach, beforeEach, expect, test } from "vitest";
import { crmConnection } from "@/db/schema";
import type { Database } from "@/db/types";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { rateChat } from "@/lib/chats/visitor/rate-chat";
import { ageChat } from "@/tests/support/age-chat";
import { text } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { fireAllDue, ownedChat, waitingChat } from "@/tests/support/scenes";
import { deliveryOf, forgetCrm } from "./testing";

let db: Database;
beforeEach(async () => {
  db = await testDatabase();
  await db.insert(crmConnection).values({ address: "x", login: "x", passwordEncrypted: "x", odataPath: "/odata" });
});
afterEach(() => forgetCrm(db));

test("an open chat is not on its way; a closed one is, once, whoever closes it", async () => {
  const owned = await ownedChat();
  const waiting = await waitingChat();
  expect(await deliveryOf(db, owned.id)).toBeUndefined();
  await closeChat(owned.owner, owned.id);
  await closeChat(owned.owner, owned.id);
  await closeChat(waiting.visitor, waiting.id);
  expect(await deliveryOf(db, owned.id)).toMatchObject({ revision: 1, attempts: 0, deliveredAt: null });
  expect(await deliveryOf(db, waiting.id)).toMatchObject({ revision: 1 });
});

test("one that closes by its clock is on its way as well", async () => {
  const { owner, id } = await ownedChat({ closeIdle: true, closeIdleAfterMinutes: 5 });
  await sendMessage(owner, id, text("Still there?"));
  // First the visitor is warned, then it closes.
  for (let tick = 0; tick < 4 && !(await deliveryOf(db, id)); tick++) {
    await ageChat(id, 60);
    await fireAllDue(owner);
  }
  expect(await deliveryOf(db, id)).toMatchObject({ revision: 1 });
});

test("rated, reopened and closed again, it is to be told anew, and what was given up is tried again", async () => {
  const { owner, visitor, id } = await ownedChat();
  await closeChat(owner, id);
  await rateChat(visitor, id, { score: 5, comment: "" });
  expect(await deliveryOf(db, id)).toMatchObject({ revision: 2 });
  await sendMessage(visitor, id, text("One more thing", { reopen: true }));
  expect(await deliveryOf(db, id)).toMatchObject({ revision: 2 });
  await closeChat(visitor, id);
  expect(await deliveryOf(db, id)).toMatchObject({ revision: 3, failedAt: null, deliveredAt: null, attempts: 0 });
});

test("without a connection nothing is written", async () => {
  await db.delete(crmConnection);
  const { owner, id } = await ownedChat();
  await closeChat(owner, id);
  expect(await deliveryOf(db, id)).toBeUndefined();
});
