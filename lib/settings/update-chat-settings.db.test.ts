import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { chatSettings, timers } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole } from "@/tests/support/factories";
import { getChatSettings } from "./queries";
import { type ChatSettingsFormValues, chatSettingsFormValues, chatSettingsInput } from "./schemas";
import { openSecret } from "./secret-box";
import { areRechecked, insertChat, insertClosedChat, restoreSettings } from "./test-rows";
import { updateChatSettings } from "./update-chat-settings";

const SECRET = "a secret of at least thirty-two characters";

const OPTIONS = { authSecret: SECRET, allowsPrivateCrm: false };

afterEach(restoreSettings);

/** Saves the present settings with some fields typed anew, as the form does. */
async function save(fields: Partial<ChatSettingsFormValues> = {}) {
  const admin = await asRole("admin");
  const present = chatSettingsFormValues(await getChatSettings(admin.db));
  await updateChatSettings(admin, chatSettingsInput.parse({ ...present, ...fields }), OPTIONS);
  return admin;
}

async function storedPassword() {
  const db = await testDatabase();
  const [row] = await db.select().from(chatSettings);
  return row?.passwordEncrypted ?? null;
}

test("a fresh installation has the three rules on, and no account", async () => {
  expect(await getChatSettings(await testDatabase())).toEqual({
    crmAddress: "",
    login: "",
    hasPassword: false,
    closeIdle: true,
    closeIdleAfterMinutes: 15,
    reassign: true,
    reassignAfterMinutes: 3,
    notice: true,
    noticeTexts: {},
    missesUntilAway: 2,
    alertAfterMinutes: 5,
  });
});

test("what is saved is read back, texts by language and only those that are the company's own", async () => {
  const admin = await save({
    crmAddress: " https://crm.example.com/0/Shell/#Home",
    login: " crm@example.com ",
    closeIdle: false,
    closeIdleAfterMinutes: "5",
    reassign: false,
    reassignAfterMinutes: "1",
    notice: false,
    missesUntilAway: "4",
    alertAfterMinutes: "7",
    noticeTexts: { en: "Back soon.\r\nReally.", ru: "" },
  });
  expect(await getChatSettings(admin.db)).toEqual({
    crmAddress: "https://crm.example.com",
    login: "crm@example.com",
    hasPassword: false,
    closeIdle: false,
    closeIdleAfterMinutes: 5,
    reassign: false,
    reassignAfterMinutes: 1,
    notice: false,
    noticeTexts: { en: "Back soon.\nReally." },
    missesUntilAway: 4,
    alertAfterMinutes: 7,
  });
  expect(admin.published).toEqual([]);
});

test("a password is stored encrypted, and no reader of the settings gets it back", async () => {
  const admin = await save({ login: "crm", password: "correct horse" });
  const box = await storedPassword();
  expect(box).toMatch(/^v1\./);
  expect(openSecret(box ?? "", SECRET)).toBe("correct horse");
  const dto = await getChatSettings(admin.db);
  const [row] = await admin.db.select().from(chatSettings);
  for (const shown of [dto, chatSettingsFormValues(dto), row, admin.published]) {
    expect(JSON.stringify(shown)).not.toContain("correct horse");
  }
  expect(dto).toMatchObject({ hasPassword: true });
  expect(JSON.stringify([dto, chatSettingsFormValues(dto)])).not.toContain(box);
});

test("an empty password keeps the stored one, a typed one replaces it, and removing removes it", async () => {
  await save({ password: "first" });
  const first = await storedPassword();
  await save({ login: "other" });
  expect(await storedPassword()).toBe(first);
  await save({ password: "second" });
  expect(openSecret((await storedPassword()) ?? "", SECRET)).toBe("second");
  await save({ removePassword: true });
  expect(await storedPassword()).toBeNull();
  await save({ password: "third", removePassword: true });
  expect(openSecret((await storedPassword()) ?? "", SECRET)).toBe("third");
});

test.each([{ closeIdle: false }, { closeIdleAfterMinutes: "16" }, { reassign: false }, { reassignAfterMinutes: "4" }])(
  "a change of %o makes the next tick set the clocks of every open chat anew",
  async (change) => {
    const operator = await asOperator();
    const queued = await insertChat();
    const active = await insertChat({ status: "active", operatorId: operator.actor.operatorId });
    const closed = await insertClosedChat();
    await save(change);
    expect(await areRechecked(queued.id, active.id, closed.id)).toEqual([true, true, false]);
  },
);

test("clocks stay as they are when nothing of them changed", async () => {
  const chat = await insertChat();
  await save({ notice: false, login: "crm", missesUntilAway: "3", noticeTexts: { en: "Back soon.", ru: "" } });
  expect(await areRechecked(chat.id)).toEqual([false]);
});

test("a recheck that waits already becomes due at once instead of a second one", async () => {
  const chat = await insertChat();
  const db = await testDatabase();
  await db.insert(timers).values({ chatId: chat.id, kind: "recheck", dueAt: new Date(Date.now() + 3_600_000) });
  await save({ closeIdleAfterMinutes: "20" });
  expect(await areRechecked(chat.id)).toEqual([true]);
  expect(await db.select().from(timers).where(eq(timers.chatId, chat.id))).toHaveLength(1);
});

test("of several admins at once one whole set of values stays, and nobody waits for ever", async () => {
  for (let i = 0; i < 5; i++) await insertChat();
  await Promise.all([6, 7, 8, 9].map((n) => save({ closeIdleAfterMinutes: n, reassignAfterMinutes: n })));
  const { closeIdleAfterMinutes, reassignAfterMinutes } = await getChatSettings(await testDatabase());
  expect([6, 7, 8, 9]).toContain(closeIdleAfterMinutes);
  expect(reassignAfterMinutes).toBe(closeIdleAfterMinutes);
});

test("a stored password goes to no other address than the one that it was given for", async () => {
  await save({ crmAddress: "https://crm.example.com", login: "crm", password: "correct horse" });
  const box = await storedPassword();
  const elsewhere = { crmAddress: "https://evil.example.com" };
  const refusal = { code: "invalid", fields: { password: "crmPasswordAgain" } };
  await expect(save(elsewhere)).rejects.toMatchObject(refusal);
  expect(await getChatSettings(await testDatabase())).toMatchObject({ crmAddress: "https://crm.example.com" });
  await save({ crmAddress: "https://crm.example.com/", login: "other" });
  expect(await storedPassword()).toBe(box);
  await save({ ...elsewhere, password: "typed again" });
  expect(openSecret((await storedPassword()) ?? "", SECRET)).toBe("typed again");
  await save({ crmAddress: "https://third.example.com", removePassword: true });
  expect(await storedPassword()).toBeNull();
});

test.each([
  ["http://crm.example.com", "webhookHttps"],
  ["https://127.0.0.1", "crmAddress"],
  ["https://localhost", "crmAddress"],
  ["https://[::ffff:10.0.0.1]", "crmAddress"],
  ["https://169.254.169.254", "crmAddress"],
  ["https://crm.example.com:25", "webhookPort"],
  ["https://me:you@crm.example.com", "url"],
])("%s is refused as the address of a CRM", async (crmAddress, problem) => {
  await expect(save({ crmAddress })).rejects.toMatchObject({ code: "invalid", fields: { crmAddress: problem } });
});
