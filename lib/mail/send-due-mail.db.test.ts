import { eq, type SQL, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { mailOutbox } from "@/db/schema";
import type { Database } from "@/db/types";
import { withFreshDatabase } from "@/tests/support/database";
import { deleteOldMail } from "./delete-old-mail";
import { ATTEMPTS_MAX, isMailDue, sendDueMail } from "./send-due-mail";
import { startMailServer, type TestMailServer, transportTo } from "./testing";

const servers: TestMailServer[] = [];
async function mailServer(...args: Parameters<typeof startMailServer>): Promise<TestMailServer> {
  const server = await startMailServer(...args);
  servers.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Row = typeof mailOutbox.$inferSelect;
const MAIL = { to: "sales@shop.example", replyTo: "vera@example.com", subject: "A message", body: "Hello\nthere" };

type Values = { [Column in keyof typeof mailOutbox.$inferInsert]?: (typeof mailOutbox.$inferInsert)[Column] | SQL };

async function write(db: Database, values: Values = {}): Promise<string> {
  const [row] = await db
    .insert(mailOutbox)
    .values({ ...MAIL, ...values })
    .returning({ id: mailOutbox.id });
  if (!row) throw new Error("no row");
  return row.id;
}

async function read(db: Database, id: string): Promise<Row & { dueInMinutes: number }> {
  const dueInMinutes = sql<number>`extract(epoch from ${mailOutbox.dueAt} - now())::float8 / 60`;
  const [row] = await db.select({ row: mailOutbox, dueInMinutes }).from(mailOutbox).where(eq(mailOutbox.id, id));
  if (!row) throw new Error("no row");
  return { ...row.row, dueInMinutes: row.dueInMinutes };
}

const makeDue = (db: Database) => db.update(mailOutbox).set({ dueAt: sql`now()` });

describe("the mail that is due", () => {
  test("is delivered once, as plain text from a machine, with an address to answer to", async () => {
    const server = await mailServer();
    await withFreshDatabase(async (db) => {
      expect(await isMailDue(db)).toBe(false);
      const id = await write(db, { subject: "Сообщение от Веры", body: "Здравствуйте!\n.\nBye" });
      expect(await isMailDue(db)).toBe(true);
      expect(await sendDueMail({ db }, server.transport)).toEqual({ sent: 1, retried: 0, failed: 0 });
      expect(await isMailDue(db)).toBe(false);
      expect(await sendDueMail({ db }, server.transport)).toEqual({ sent: 0, retried: 0, failed: 0 });
      expect(server.received).toMatchObject([{ from: "chat@foyer.example", to: ["sales@shop.example"] }]);
      const { raw } = server.received[0] ?? { raw: "" };
      expect(raw).toContain(`Message-ID: <${id}@foyer.example>`);
      expect(raw).toContain("From: Foyer <chat@foyer.example>");
      expect(raw).toContain("Reply-To: vera@example.com");
      expect(raw).toContain("Auto-Submitted: auto-generated");
      expect(raw).toContain("Content-Type: text/plain; charset=utf-8");
      expect(await read(db, id)).toMatchObject({ sentAt: expect.any(Date), failedAt: null, error: null, attempts: 1 });
    });
  });

  test("cannot bring headers or recipients of its own", async () => {
    const server = await mailServer();
    await withFreshDatabase(async (db) => {
      await write(db, {
        subject: "Hi\r\nBcc: eve@example.com\r\n\r\nbody",
        replyTo: "vera@example.com\r\nBcc: eve@example.com",
        body: "Bcc: eve@example.com",
      });
      await sendDueMail({ db }, server.transport);
      expect(server.received).toMatchObject([{ to: ["sales@shop.example"] }]);
      const [head = ""] = (server.received[0]?.raw ?? "").split("\r\n\r\n");
      expect(head).not.toMatch(/^bcc:/im);
      expect(head).toContain("Subject: Hi Bcc: eve@example.com body");
    });
  });

  test("goes out once when two senders run at once", async () => {
    const server = await mailServer();
    await withFreshDatabase(async (db) => {
      for (let n = 0; n < 12; n++) await write(db, { subject: `Mail ${n}` });
      const runs = await Promise.all([1, 2, 3].map(() => sendDueMail({ db }, server.transport)));
      expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
      const subjects = server.received.map(({ raw }) => /^Subject: (.+)\r$/m.exec(raw)?.[1]);
      expect(new Set(subjects).size).toBe(12);
      expect(server.received).toHaveLength(12);
    });
  });

  test("is sent while no transaction is open: the database answers meanwhile", async () => {
    await withFreshDatabase(async (db) => {
      await write(db);
      let open = 0;
      const send = async () => {
        open = await db.$count(mailOutbox);
      };
      expect(await sendDueMail({ db }, { send })).toMatchObject({ sent: 1 });
      expect(open).toBe(1);
    });
  });

  test("reaches a server that wants an account", async () => {
    const seen: string[] = [];
    const server = await mailServer({
      options: {
        disabledCommands: ["STARTTLS"],
        allowInsecureAuth: true,
        onAuth({ username, password }, _session, done) {
          seen.push(`${username}/${password}`);
          done(null, password === "p@ss" ? { user: 1 } : {});
        },
      },
    });
    await withFreshDatabase(async (db) => {
      const id = await write(db);
      const wrong = transportTo(server.port, { user: "me", password: "wrong" });
      expect(await sendDueMail({ db }, wrong)).toMatchObject({ retried: 1 });
      expect((await read(db, id)).error).toMatch(/^The mail server refused the account: 535/);
      await makeDue(db);
      const right = transportTo(server.port, { user: "me", password: "p@ss" });
      expect(await sendDueMail({ db }, right)).toMatchObject({ sent: 1 });
      expect(seen).toEqual(["me/wrong", "me/p@ss"]);
    });
  });
});

describe("mail that is not taken", () => {
  test("a recipient refused for good is given up at once, with the server's words", async () => {
    const server = await mailServer({
      recipient: (to) => (to.startsWith("nobody") ? { status: 550, text: "5.1.1 No such user here" } : null),
    });
    await withFreshDatabase(async (db) => {
      const refused = await write(db, { to: "nobody@shop.example" });
      const fine = await write(db);
      expect(await sendDueMail({ db }, server.transport)).toEqual({ sent: 1, retried: 0, failed: 1 });
      const row = await read(db, refused);
      expect(row).toMatchObject({ failedAt: expect.any(Date), sentAt: null, attempts: 1 });
      expect(row.error).toBe("The mail server refused the recipient: 550 5.1.1 No such user here");
      expect((await read(db, fine)).sentAt).not.toBeNull();
      await makeDue(db);
      expect(await sendDueMail({ db }, server.transport)).toEqual({ sent: 0, retried: 0, failed: 0 });
    });
  });

  test("refused for now, it is tried again after 1, 2, 4 … minutes and given up after eight attempts", async () => {
    const server = await mailServer({ recipient: () => ({ status: 451, text: "4.7.1 Greylisted" }) });
    await withFreshDatabase(async (db) => {
      const id = await write(db);
      for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt++) {
        expect(await sendDueMail({ db }, server.transport)).toEqual({ sent: 0, retried: 1, failed: 0 });
        const { attempts, dueInMinutes, failedAt } = await read(db, id);
        expect({ attempts, failedAt }).toEqual({ attempts: attempt, failedAt: null });
        expect(dueInMinutes).toBeGreaterThan(2 ** (attempt - 1) - 0.5);
        expect(dueInMinutes).toBeLessThanOrEqual(2 ** (attempt - 1));
        expect(await sendDueMail({ db }, server.transport)).toEqual({ sent: 0, retried: 0, failed: 0 });
        await makeDue(db);
      }
      expect(await sendDueMail({ db }, server.transport)).toEqual({ sent: 0, retried: 0, failed: 1 });
      expect(await read(db, id)).toMatchObject({ attempts: ATTEMPTS_MAX, failedAt: expect.any(Date) });
      expect((await read(db, id)).error).toMatch(/^The mail server refused the recipient: 451 4\.7\.1 Greylisted/);
    });
  });

  test("a server that is down costs one attempt of one mail per run, and gets everything when it is up", async () => {
    const down = await mailServer();
    await down.close();
    await withFreshDatabase(async (db) => {
      const ids = [await write(db), await write(db), await write(db)];
      expect(await sendDueMail({ db }, down.transport)).toEqual({ sent: 0, retried: 1, failed: 0 });
      const states = await Promise.all(ids.map((id) => read(db, id)));
      expect(states.map(({ attempts }) => attempts).sort()).toEqual([0, 0, 1]);
      expect(states.find(({ attempts }) => attempts === 1)?.error).toMatch(/^The mail server cannot be reached: /);
      const up = await mailServer({ port: down.port });
      await makeDue(db);
      expect(await sendDueMail({ db }, up.transport)).toEqual({ sent: 3, retried: 0, failed: 0 });
      expect(up.received).toHaveLength(3);
    });
  });

  test("whose sender died is sent again when the claim has ended, under the same Message-ID", async () => {
    const server = await mailServer();
    await withFreshDatabase(async (db) => {
      const id = await write(db);
      const dying = { send: () => new Promise<never>(() => undefined) };
      void sendDueMail({ db }, dying);
      await expect.poll(async () => (await read(db, id)).attempts).toBe(1);
      expect(await sendDueMail({ db }, server.transport)).toMatchObject({ sent: 0 });
      expect((await read(db, id)).dueInMinutes).toBeGreaterThan(1.5);
      await makeDue(db);
      expect(await sendDueMail({ db }, server.transport)).toMatchObject({ sent: 1 });
      expect(server.received[0]?.raw).toContain(`Message-ID: <${id}@foyer.example>`);
    });
  });

  test("whose last sender died is given up", async () => {
    const server = await mailServer();
    await withFreshDatabase(async (db) => {
      const id = await write(db, { attempts: ATTEMPTS_MAX });
      expect(await sendDueMail({ db }, server.transport)).toEqual({ sent: 0, retried: 0, failed: 1 });
      expect(await read(db, id)).toMatchObject({ error: "The last attempt did not end", failedAt: expect.any(Date) });
      expect(server.received).toEqual([]);
    });
  });
});

test("where no mail goes out it is not kept for later: it is given up, with that as its reason", async () => {
  const server = await mailServer();
  await withFreshDatabase(async (db) => {
    const id = await write(db);
    expect(await sendDueMail({ db }, null)).toEqual({ sent: 0, retried: 0, failed: 1 });
    expect(await read(db, id)).toMatchObject({ error: "SMTP_URL is not set", failedAt: expect.any(Date) });
    await makeDue(db);
    expect(await sendDueMail({ db }, server.transport)).toMatchObject({ sent: 0 });
    expect(server.received).toEqual([]);
  });
});

test("mail that was sent or given up goes after 30 days, waiting mail stays", async () => {
  await withFreshDatabase(async (db) => {
    const daysAgo = (days: number) => sql`now() - make_interval(days => ${days})`;
    const old = [await write(db, { sentAt: daysAgo(31) }), await write(db, { failedAt: daysAgo(31) })];
    const kept = [await write(db, { sentAt: daysAgo(29) }), await write(db, { createdAt: daysAgo(31) })];
    expect(await deleteOldMail(db)).toBe(old.length);
    const left = await db.select({ id: mailOutbox.id }).from(mailOutbox);
    expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
  });
});
