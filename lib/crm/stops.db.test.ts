import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { chats, crmConnection } from "@/db/schema";
import type { Database } from "@/db/types";
import { closeChat } from "@/lib/chats/close-chat";
import { uuidv7 } from "@/lib/ids";
import { restoreSettings } from "@/lib/settings/test-rows";
import { type Creatio, startCreatio } from "@/tests/support/creatio/stand-in";
import { testDatabase } from "@/tests/support/database";
import { asRole } from "@/tests/support/factories";
import { stopEverywhere } from "@/tests/support/mortal";
import { ownedChat } from "@/tests/support/scenes";
import { connectCrm } from "./connect-crm";
import { tellDueChats } from "./tell-due-chats";
import { connectionOf, deliveryOf, forgetCrm, letTimePass, saveAccountOf, testSender } from "./testing";

const TIMEOUT_MS = 480_000;

let db: Database;
let crm: Creatio;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  crm = await startCreatio();
  await saveAccountOf(db, crm);
  await connectCrm(await asRole("admin"), testSender(db));
});
afterEach(async () => {
  await crm.close();
  await forgetCrm(db);
});
afterAll(restoreSettings);

test(
  "wherever a process is stopped, a closed chat is one activity of one contact, and its connection is taken up again",
  async () => {
    const stops = await stopEverywhere(async (process) => {
      const chat = await ownedChat();
      const email = `${uuidv7()}@visitor.example`;
      await db
        .update(chats)
        .set({ identity: { sub: email, name: "Vera", email } })
        .where(eq(chats.id, chat.id));
      await closeChat(chat.owner, chat.id);
      const sender = testSender(db);
      const { transport } = process.outside({ transport: sender.transport }, ["transport"]);
      await process.run(() => tellDueChats({ ...sender, db: process.database(db), transport }));
      // Until its claim has ended nobody else goes to the CRM, so that no two make one contact.
      const asked = crm.asked.length;
      if ((await connectionOf(db))?.claim) {
        await tellDueChats(sender);
        expect(crm.asked).toHaveLength(asked);
      }
      await db
        .update(crmConnection)
        .set({ claimedUntil: sql`case when ${crmConnection.claim} is not null then now() end` });
      await letTimePass(db);
      await tellDueChats(sender);
      const contacts = [...crm.contacts.values()].filter((contact) => contact.Email === email);
      expect(contacts, `stopped at ${process.stoppedAt()}`).toHaveLength(1);
      expect(crm.activities.get(chat.id)).toMatchObject({ ContactId: contacts[0]?.Id });
      expect(await deliveryOf(db, chat.id)).toMatchObject({ deliveredAt: expect.any(Date), failedAt: null });
      return chat.id;
    });
    expect(crm.activities.size).toBe(stops.length + 1);
    expect(stops.filter(({ at }) => at === "called transport").length).toBeGreaterThanOrEqual(4);
  },
  TIMEOUT_MS,
);
