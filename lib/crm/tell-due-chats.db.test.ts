import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/db/types";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { uuidv7 } from "@/lib/ids";
import { addNote } from "@/lib/notes/add-note";
import { restoreSettings } from "@/lib/settings/test-rows";
import { setChat, text } from "@/tests/support/chat-rows";
import { type Creatio, startCreatio } from "@/tests/support/creatio/stand-in";
import { testDatabase } from "@/tests/support/database";
import { asRole } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { areCrmChatsDue } from "./claims";
import { connectCrm } from "./connect-crm";
import { tellDueChats } from "./tell-due-chats";
import { connectionOf, deliveryOf, forgetCrm, letTimePass, saveAccountOf, testSender } from "./testing";

let db: Database;
let crm: Creatio;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  crm = await startCreatio();
});
afterEach(async () => {
  await crm.close();
  await forgetCrm(db);
});
afterAll(restoreSettings);

const IDENTITY = { sub: "shop 42", name: "Miles O'Brien", email: "o'brien@example.com" };
const tell = () => tellDueChats(testSender(db));
const told = (count: number) => ({ told: count, dropped: 0, retried: 0, failed: 0 });

async function connect(values: Parameters<typeof saveAccountOf>[2] = {}) {
  await saveAccountOf(db, crm, values);
  const admin = await asRole("admin");
  return connectCrm(admin, testSender(db));
}

/** A chat that was just closed. */
async function closedChat(values: Parameters<typeof setChat>[1] = {}) {
  const chat = await ownedChat();
  if (Object.keys(values).length > 0) await setChat(chat.id, values);
  await closeChat(chat.owner, chat.id);
  return chat;
}

/** Every run there is, until nothing is due: where every machine is slow, a run ends before its queue does. */
async function tellAll(): Promise<number> {
  let count = 0;
  for (let run = 0; run < 20 && (await areCrmChatsDue(db)); run++) count += (await tell()).told;
  return count;
}

describe.each(["framework", "core"] as const)("a CRM that runs on .NET %s", (runsOn) => {
  test("gets each closed chat as one finished activity with its transcript and a link, and no note", async () => {
    await crm.close();
    crm = await startCreatio({ runsOn });
    expect(await connect()).toMatchObject({ outcome: "connected" });
    const chat = await ownedChat();
    await sendMessage(chat.owner, chat.id, text("Good morning"));
    await addNote(chat.owner, chat.id, { clientId: uuidv7(), body: "between operators", mentions: [] });
    await sendMessage(chat.visitor, chat.id, text("It's <b>broken</b>"));
    await closeChat(chat.owner, chat.id);
    expect(await areCrmChatsDue(db)).toBe(true);
    expect(await tell()).toEqual(told(1));
    expect(await tell()).toEqual(told(0));
    expect(await areCrmChatsDue(db)).toBe(false);
    const activity = crm.activities.get(chat.id);
    expect(activity).toMatchObject({ Title: `Chat with Vera, ${chat.department.name}`, ShowInScheduler: false });
    const said = String(activity?.DetailedResult);
    expect(said).toContain(`https://chat.example.com/inbox/${chat.id}`);
    for (const line of ["Is anyone there?", "Good morning", "It's <b>broken</b>", chat.owner.actor.name]) {
      expect(said).toContain(line);
    }
    expect(JSON.stringify(crm.asked)).not.toContain("between operators");
    expect(await deliveryOf(db, chat.id)).toMatchObject({ deliveredAt: expect.any(Date), attempts: 1 });
    expect(await connectionOf(db)).toMatchObject({ lastSentAt: expect.any(Date), failure: null, claim: null });
    // One for the connection; its session is kept for all that follows.
    expect(crm.state.signIns).toBe(1);
  });
});

describe("the contact of a chat", () => {
  test("is the one with the address that the site vouches for, quotes and all, and is made once where there is none", async () => {
    await connect();
    const first = await closedChat({ identity: IDENTITY });
    const second = await closedChat({ identity: { ...IDENTITY, email: "O'BRIEN@example.com" } });
    await tellAll();
    expect([...crm.contacts.values()]).toEqual([
      { Id: expect.any(String), Name: "Miles O'Brien", Email: "o'brien@example.com" },
    ]);
    const [id] = crm.contacts.keys();
    for (const chat of [first, second]) expect(crm.activities.get(chat.id)?.ContactId).toBe(id);
  });

  test("is found by a phone that the site vouches for, however it is written", async () => {
    await connect();
    const id = "00000000-0000-4000-8000-0000000000aa";
    crm.contacts.set(id, { Id: id, Name: "Keiko", Phone: "+15551234567" });
    const chat = await closedChat({ identity: { sub: "7", name: null, email: null, phone: "+1 (555) 123-4567" } });
    await tellAll();
    expect(crm.activities.get(chat.id)?.ContactId).toBe(id);
    expect(crm.contacts.size).toBe(1);
  });

  test("is nobody for an address that was only typed: none is found by it, none is made, and it is said so", async () => {
    await connect();
    const id = "00000000-0000-4000-8000-0000000000bb";
    crm.contacts.set(id, { Id: id, Name: "The victim", Email: "victim@example.com", MobilePhone: "555 1234" });
    const chat = await closedChat({ visitorEmail: "victim@example.com", visitorPhone: "555 1234" });
    await tellAll();
    const activity = crm.activities.get(chat.id);
    expect(activity).not.toHaveProperty("ContactId");
    expect(activity?.DetailedResult).toContain("not confirmed: victim@example.com");
    expect(crm.contacts.size).toBe(1);
  });
});

describe("once", () => {
  test("each of many chats, by three processes at once, with one contact for all of them", async () => {
    await connect();
    const chats = [];
    for (let i = 0; i < 9; i++) chats.push(await closedChat({ identity: IDENTITY }));
    const counts = await Promise.all([tell(), tell(), tell()]);
    const rest = await tellAll();
    expect(counts.reduce((sum, count) => sum + count.told, 0) + rest).toBe(9);
    expect([...crm.activities.keys()].sort()).toEqual(chats.map(({ id }) => id).sort());
    expect(crm.contacts.size).toBe(1);
    expect(crm.asked.filter(({ method, path }) => method === "POST" && path.endsWith("/Activity"))).toHaveLength(9);
  });

  test("also where the answer was lost after the activity was made, or whoever made it died", async () => {
    await connect();
    const chat = await closedChat({ identity: IDENTITY });
    crm.afterWrite(({ path }, response) => {
      if (!path.endsWith("/Activity")) return false;
      response.destroy();
      return true;
    });
    expect(await tell()).toEqual(told(0));
    expect(crm.activities.size).toBe(1);
    expect(await connectionOf(db)).toMatchObject({ failure: "unreachable", attempts: 1 });
    expect(await deliveryOf(db, chat.id)).toMatchObject({ deliveredAt: null, attempts: 0 });
    crm.afterWrite(null);
    await letTimePass(db);
    expect(await tell()).toEqual(told(1));
    expect([...crm.activities.keys()]).toEqual([chat.id]);
    expect(crm.contacts.size).toBe(1);
    expect(await connectionOf(db)).toMatchObject({ failure: null, attempts: 0 });
  });

  test("a chat that is closed again while it is told is told anew, into the same activity", async () => {
    await connect();
    const chat = await closedChat();
    let again: Promise<unknown> = Promise.resolve();
    crm.afterWrite(({ path }, response) => {
      if (!path.endsWith("/Activity")) return false;
      crm.afterWrite(null);
      again = sendMessage(chat.visitor, chat.id, text("One more thing", { reopen: true }))
        .then(() => closeChat(chat.visitor, chat.id))
        .then(() => response.writeHead(201, { "content-type": "application/json" }).end(`{"Id":"${chat.id}"}`));
      return true;
    });
    await tell();
    await again;
    await tellAll();
    expect(crm.activities.size).toBe(1);
    expect(crm.activities.get(chat.id)?.DetailedResult).toContain("One more thing");
    expect(await deliveryOf(db, chat.id)).toMatchObject({ deliveredAt: expect.any(Date) });
  });
});

test("a reopened chat is not told, nor is spam; closed again, the chat is", async () => {
  await connect();
  const reopened = await closedChat();
  const spam = await closedChat();
  await setChat(spam.id, { spamAt: new Date(), spamById: spam.owner.actor.operatorId });
  await sendMessage(reopened.visitor, reopened.id, text("Wait", { reopen: true }));
  expect(await tell()).toEqual({ told: 0, dropped: 2, retried: 0, failed: 0 });
  expect(crm.activities.size).toBe(0);
  await closeChat(reopened.visitor, reopened.id);
  expect(await tell()).toEqual(told(1));
  expect([...crm.activities.keys()]).toEqual([reopened.id]);
});
