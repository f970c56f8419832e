import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { chats, company, mailOutbox, offlineMessages } from "@/db/schema";
import * as chatsRoute from "@/lib/api/chats";
import * as offlineRoute from "@/lib/api/offline-messages";
import type { FormFields } from "@/lib/appearance/rules";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { uuidv7 } from "@/lib/ids";
import { addNote } from "@/lib/notes/add-note";
import { mailTranscript } from "@/lib/transcripts/mail-transcript";
import { companyKey } from "@/tests/support/company";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asThere, asVisitor, createChat, createDepartment, startInput } from "@/tests/support/factories";
import { bearer, call, signedIn } from "@/tests/support/requests";
import { ownedChat } from "@/tests/support/scenes";
import * as earlierChats from "./earlier-chats";
import * as erasure from "./erasure";

const token = () => `${"t".repeat(30)}${uuidv7().replaceAll("-", "").slice(-13)}`;
const form = (patch: Partial<FormFields>): FormFields => ({
  name: "required",
  email: "optional",
  phone: "hidden",
  question: "required",
  ...patch,
});

/** A start as the widget of a department sends it, with what is given instead. */
async function start(department: { key: string }, patch: Record<string, unknown> = {}) {
  const body = { ...startInput(department.key), ...patch };
  return call(chatsRoute.POST, "/api/chats", { headers: bearer(token()), body });
}

describe("a chat begins with what its department asks", () => {
  test("and each field that is missing is named", async () => {
    const department = await createDepartment({ form: form({ phone: "required", email: "required" }) });
    const { status, json } = await start(department, { name: " ", body: "​", email: null });
    expect(status).toBe(422);
    expect(json.error.fields).toEqual({ name: "required", email: "required", phone: "required", body: "required" });
    const started = await start(department, { email: "v@example.com", phone: " +49 (30) 123-45 " });
    expect(started.status).toBe(201);
    const db = await testDatabase();
    const [chat] = await db.select().from(chats).where(eq(chats.id, started.json.chat.id));
    expect(chat).toMatchObject({ visitorPhone: "+49 (30) 123-45", visitorEmail: "v@example.com", consent: null });
  });

  test.each(["12", "call me", "+", "1234567890".repeat(5), "12 34\u0000", "１２３４５"])(
    "a phone number is not %j",
    async (phone) => {
      const department = await createDepartment({ form: form({ phone: "optional" }) });
      const { status, json } = await start(department, { phone });
      expect([status, Object.keys(json.error.fields)]).toEqual([422, ["phone"]]);
    },
  );

  test("and one that asks nothing begins with one click: no message, nobody is waiting for an answer yet", async () => {
    const nothing = { name: "hidden", email: "hidden", phone: "hidden", question: "hidden" } as const;
    const department = await createDepartment({ form: nothing });
    const operator = await asThere({ departmentIds: [department.id] });
    const clientId = uuidv7();
    const visitor = token();
    const send = (body = "") =>
      call(chatsRoute.POST, "/api/chats", {
        headers: bearer(visitor),
        body: { key: department.key, clientId, locale: "en", ...(body && { body }) },
      });
    const [one, two] = [await send(), await send()];
    expect([one.status, two.status]).toEqual([201, 200]);
    expect(two.json.chat.id).toBe(one.json.chat.id);
    expect((await send("Another text")).json.error.code).toBe("idempotency_mismatch");
    expect(one.json.events.map(({ kind }: { kind: string }) => kind)).toEqual(["started"]);
    const [chat] = await operator.db.select().from(chats).where(eq(chats.id, one.json.chat.id));
    expect(chat).toMatchObject({ awaitingSince: null, lastMessageAt: null, unreadCount: 0 });
  });

  test("an offline message asks for an address and words, whatever the form asks", async () => {
    const department = await createDepartment({ form: form({ name: "hidden", email: "hidden", question: "hidden" }) });
    const leave = (patch: object) =>
      call(offlineRoute.POST, "/api/offline-messages", {
        headers: bearer(token()),
        body: {
          key: department.key,
          clientId: uuidv7(),
          locale: "en",
          email: "v@example.com",
          body: "Call me",
          ...patch,
        },
      });
    expect((await leave({ email: "" })).json.error.fields).toEqual({ email: "required" });
    expect((await leave({ body: "" })).json.error.fields).toEqual({ body: "required" });
    const left = await leave({ phone: "+49 30 12345" });
    expect(left.status).toBe(201);
    const db = await testDatabase();
    const [message] = await db.select().from(offlineMessages).where(eq(offlineMessages.id, left.json.id));
    expect(message).toMatchObject({ name: "", phone: "+49 30 12345" });
  });
});

/** The company asks for consent while `work` runs; the database is shared, so it is taken back. */
async function withConsent(work: () => Promise<void>): Promise<void> {
  await companyKey();
  const db = await testDatabase();
  const consent = { enabled: true, version: 3, texts: { en: "I agree", ru: "Согласен" }, link: null };
  await db.update(company).set({ consent });
  try {
    await work();
  } finally {
    await db.update(company).set({ consent: null });
  }
}

describe("a consent", () => {
  test("is asked for, and kept with its version, its words in the visitor's language, and the time of the server", () =>
    withConsent(async () => {
      const department = await createDepartment();
      expect((await start(department)).json.error.fields).toEqual({ consent: "required" });
      for (const consent of ["2", 4]) {
        expect((await start(department, { consent })).json.error.fields).toEqual({ consent: "consentChanged" });
      }
      for (const consent of ["", "yes", true, -3, 1.5, null]) {
        const { status, json } = await start(department, { consent });
        expect([status, Object.keys(json.error.fields)]).toEqual([422, ["consent"]]);
      }
      const { status, json } = await start(department, { consent: "3", locale: "ru" });
      expect(status).toBe(201);
      const [chat] = await (await testDatabase()).select().from(chats).where(eq(chats.id, json.chat.id));
      expect(chat?.consent).toMatchObject({ version: 3, text: "Согласен" });
      expect(Date.now() - Date.parse(chat?.consent?.at ?? "")).toBeLessThan(60_000);
    }));

  test("is asked for by an offline message, too", () =>
    withConsent(async () => {
      const department = await createDepartment();
      const body = {
        key: department.key,
        clientId: uuidv7(),
        name: "V",
        email: "v@example.com",
        body: "Hi",
        locale: "en",
      };
      const leave = (patch: object) =>
        call(offlineRoute.POST, "/api/offline-messages", { headers: bearer(token()), body: { ...body, ...patch } });
      expect((await leave({})).json.error.fields).toEqual({ consent: "required" });
      expect((await leave({ consent: 3 })).status).toBe(201);
    }));
});

describe("the route of an erasure", () => {
  test("asks for a token and for so many words; then the token is nobody's", async () => {
    const { visitor } = await createChat(await createDepartment());
    const ask = (headers: Record<string, string>, body: unknown) =>
      call(erasure.POST, "/api/visitors/me/erasure", { headers, body });
    expect((await ask({}, { confirm: true })).status).toBe(401);
    expect((await ask(await signedIn((await asOperator()).actor.operatorId), { confirm: true })).status).toBe(401);
    expect((await ask(bearer(visitor.token), {})).status).toBe(422);
    expect((await ask(bearer(visitor.token), { confirm: false })).status).toBe(422);
    expect((await ask(bearer(visitor.token), { confirm: true })).json).toEqual({ erased: true });
    expect((await ask(bearer(visitor.token), { confirm: true })).status).toBe(401);
    const list = await call(earlierChats.GET, "/api/visitors/me/chats", {
      method: "GET",
      headers: bearer(visitor.token),
    });
    expect(list.status).toBe(401);
  });
});

describe("a transcript by mail", () => {
  const options = { timeZone: "Europe/Berlin", isMailConfigured: true };
  const known = { sub: "42", name: "Vera", email: "vera@example.com" };

  async function withMail(work: () => Promise<void>): Promise<void> {
    await companyKey();
    const db = await testDatabase();
    await db.update(company).set({ mailsTranscripts: true });
    try {
      await work();
    } finally {
      await db.update(company).set({ mailsTranscripts: false });
    }
  }

  test("goes to the address that the visitor's site vouches for, once in a while, however often it is asked for", () =>
    withMail(async () => {
      const department = await createDepartment();
      const operator = await asThere({ departmentIds: [department.id], name: "Anna" });
      const { id, visitor } = await createChat(department, "Where is my order?");
      await sendMessage(operator, id, { clientId: uuidv7(), body: "On its way", epoch: 1 }).catch(() => undefined);
      const asked = { ...visitor, actor: { ...visitor.actor, identity: known } };
      const results = await Promise.allSettled([1, 2, 3].map(() => mailTranscript(asked, id, options)));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const result of results) if (result.status === "rejected") expect(result.reason.code).toBe("rate_limited");
      const mails = await visitor.db.select().from(mailOutbox).where(eq(mailOutbox.visitorId, visitor.actor.visitorId));
      expect(mails).toMatchObject([{ to: known.email, replyTo: null }]);
      expect(mails[0]?.body).toContain("Where is my order?");
    }));

  test("has what both sides said, and no word of what operators noted between them", () =>
    withMail(async () => {
      const { id, owner, visitor } = await ownedChat();
      await addNote(owner, id, { clientId: uuidv7(), body: "Difficult customer", mentions: [] });
      await sendMessage(owner, id, { clientId: uuidv7(), body: "On its way" });
      await mailTranscript({ ...visitor, actor: { ...visitor.actor, identity: known } }, id, options);
      const [mail] = await visitor.db
        .select()
        .from(mailOutbox)
        .where(eq(mailOutbox.visitorId, visitor.actor.visitorId));
      expect(mail?.body).toContain("On its way");
      expect(mail?.body).not.toContain("Difficult");
    }));

  test("never goes to a typed address, to a stranger, or where nobody has allowed it", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const asked = { ...visitor, actor: { ...visitor.actor, identity: known } };
    await expect(mailTranscript(asked, id, options)).rejects.toMatchObject({ code: "forbidden" });
    await withMail(async () => {
      await expect(mailTranscript(visitor, id, options)).rejects.toMatchObject({ code: "identity_required" });
      const nameless = { ...visitor, actor: { ...visitor.actor, identity: { ...known, email: null } } };
      await expect(mailTranscript(nameless, id, options)).rejects.toMatchObject({ code: "identity_required" });
      const unsent = mailTranscript(asked, id, { ...options, isMailConfigured: false });
      await expect(unsent).rejects.toMatchObject({ code: "forbidden" });
      const stranger = await asVisitor();
      const other = { ...stranger, actor: { ...stranger.actor, identity: known } };
      await expect(mailTranscript(other, id, options)).rejects.toMatchObject({ code: "not_found" });
    });
  });
});
