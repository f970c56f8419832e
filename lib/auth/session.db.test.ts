import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import { operators } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import { endSession, openSession } from "@/lib/operators/sessions";
import { testDatabase } from "@/tests/support/database";
import { createOperator, operatorActor, testContext, unique } from "@/tests/support/factories";
import { authenticate } from "./authenticate";
import { changePassword } from "./change-password";
import { hashPassword, verifyPassword } from "./password";
import { findSession, sessionActor } from "./session";
import { createSignInLimit, TRIES_PER_ACCOUNT } from "./sign-in-limit";

const PLAIN = "authjs.session-token";
const SECURE = `__Secure-${PLAIN}`;
const CHEAP = { N: 1024, r: 8, p: 1 };
const device = { userAgent: "", ipAddress: "" };

const token = (claims: Record<string, unknown>, name = PLAIN, secret = authSecret()) =>
  encode({ token: claims, secret, salt: name });

async function signedIn() {
  const db = await testDatabase();
  const operator = await createOperator();
  const sid = await openSession(db, operator.id, device);
  return { db, operator, sid, cookie: `${PLAIN}=${await token({ sub: operator.id, sid })}` };
}

describe("the cookie of a session", () => {
  test("is read under both of its names", async () => {
    const { operator, sid, cookie } = await signedIn();
    expect((await findSession(cookie))?.actor.operatorId).toBe(operator.id);
    const secure = `theme=dark; ${SECURE}=${await token({ sub: operator.id, sid }, SECURE)}; x=1`;
    const request = new Request("http://localhost/api/inbox", { headers: { cookie: secure } });
    expect(await sessionActor(request)).toMatchObject({ operatorId: operator.id, sessionId: sid });
  });

  test("is read in chunks, in the order of their numbers", async () => {
    const { operator, sid } = await signedIn();
    const whole = await token({ sub: operator.id, sid, filler: "x".repeat(3000) });
    const size = Math.ceil(whole.length / 12);
    const chunks = Array.from({ length: 12 }, (_, i) => `${PLAIN}.${i}=${whole.slice(i * size, (i + 1) * size)}`);
    expect((await findSession(chunks.reverse().join("; ")))?.actor.operatorId).toBe(operator.id);
  });

  test("is refused after its session ended, however short ago it was read", async () => {
    const { db, operator, sid, cookie } = await signedIn();
    expect(await findSession(cookie)).not.toBeNull();
    await endSession(db, operator.id, sid);
    expect(await findSession(cookie)).toBeNull();
  });

  test("is refused after its operator was deactivated", async () => {
    const { db, operator, cookie } = await signedIn();
    await db.update(operators).set({ deactivatedAt: sql`now()` }).where(eq(operators.id, operator.id));
    expect(await findSession(cookie)).toBeNull();
  });

  test("is refused when forged, cut, of another secret or name, or without a session", async () => {
    const { operator, sid, cookie } = await signedIn();
    const claims = { sub: operator.id, sid };
    const wrong = [
      null,
      "",
      PLAIN,
      `${PLAIN}=`,
      `${PLAIN}=${sid}`,
      cookie.slice(0, -4),
      `${PLAIN}=${"x".repeat(100_000)}`,
      `${PLAIN}=${await token(claims, PLAIN, "another secret of at least 32 characters")}`,
      `${PLAIN}=${await token(claims, SECURE)}`,
      `${PLAIN}=${await token({ sub: operator.id })}`,
      `${PLAIN}=${await token({ sub: operator.id, sid: "1' or '1'='1" })}`,
      `${PLAIN}=${await token({ sub: operator.id, sid: crypto.randomUUID() })}`,
    ];
    for (const header of wrong) expect(await findSession(header)).toBeNull();
  });
});

/** No other test counts with it. */
const freshLimit = async () => createSignInLimit(await testDatabase(), unique("limit"));

describe("signing in", () => {
  const headers = new Headers({ "user-agent": "Firefox/145.0", "x-foyer-peer": "198.51.100.7" });

  async function account(password = "correct horse") {
    const db = await testDatabase();
    const { id, email } = await createOperator();
    await db
      .update(operators)
      .set({ passwordHash: await hashPassword(password, CHEAP) })
      .where(eq(operators.id, id));
    return { db, id, email, password };
  }

  test("opens a session, whatever the case of the address", async () => {
    const { db, id, email, password } = await account();
    const signIn = authenticate(db, { email: ` ${email.toUpperCase()} `, password }, headers, await freshLimit());
    expect(await signIn).toMatchObject({ operatorId: id, sessionId: expect.any(String) });
  });

  test("gives one answer for a wrong password, an unknown and a deactivated account, and for nonsense", async () => {
    const { db, id, email, password } = await account();
    const limit = await freshLimit();
    const answers: unknown[] = [];
    const tries = [
      { email, password: "wrong horse" },
      { email: "nobody@example.com", password },
      { email: email.replace("@", "\uff20"), password },
      { email: `"${email}"@evil.example`, password },
      { email: `${email},other@example.com`, password },
      { email: { $gt: "" }, password },
      null,
    ];
    for (const attempt of tries) answers.push(await authenticate(db, attempt, headers, limit).catch(String));
    await db.update(operators).set({ deactivatedAt: sql`now()` }).where(eq(operators.id, id));
    answers.push(await authenticate(db, { email, password }, headers, limit).catch(String));
    expect(new Set(answers)).toEqual(new Set(["DomainError: E-mail or password is wrong"]));
  });

  test("stops after ten wrong passwords, from whatever addresses, even for the right one", async () => {
    const { db, email, password } = await account();
    const limit = await freshLimit();
    const from = (n: number) => new Headers({ "x-foyer-peer": "127.0.0.1", "x-forwarded-for": `198.51.100.${n}` });
    for (let n = 0; n < TRIES_PER_ACCOUNT; n++) {
      const attempt = authenticate(db, { email, password: "wrong horse" }, from(n), limit);
      await expect(attempt).rejects.toMatchObject({ code: "unauthenticated" });
    }
    const last = authenticate(db, { email, password }, from(99), limit);
    await expect(last).rejects.toMatchObject({ code: "rate_limited", data: { retryAfterMinutes: 15 } });
  });
});

describe("changing the password", () => {
  async function person() {
    const db = await testDatabase();
    const operator = await createOperator();
    const passwordHash = await hashPassword("correct horse", CHEAP);
    await db.update(operators).set({ passwordHash }).where(eq(operators.id, operator.id));
    const here = await openSession(db, operator.id, device);
    const elsewhere = await openSession(db, operator.id, device);
    const ctx = await testContext({ ...operatorActor(operator), sessionId: here });
    const cookie = async (sid: string) => `${PLAIN}=${await token({ sub: operator.id, sid })}`;
    return { db, ctx, operator, here: await cookie(here), elsewhere: await cookie(elsewhere) };
  }

  test("needs the present one, and ends all other sessions", async () => {
    const { db, ctx, operator, here, elsewhere } = await person();
    const input = { currentPassword: "correct horse", newPassword: "better battery" };
    const wrong = changePassword(ctx, { ...input, currentPassword: "wrong horse" }, await freshLimit());
    await expect(wrong).rejects.toMatchObject({ code: "invalid", fields: { currentPassword: "passwordWrong" } });
    expect(await findSession(elsewhere)).not.toBeNull();
    await changePassword(ctx, input, await freshLimit());
    expect(await findSession(elsewhere)).toBeNull();
    expect(await findSession(here)).not.toBeNull();
    const [row] = await db.select().from(operators).where(eq(operators.id, operator.id));
    expect(await verifyPassword("better battery", row?.passwordHash ?? "")).toBe(true);
  });

  test("cannot be used to guess the present one without end", async () => {
    const { ctx } = await person();
    const limit = await freshLimit();
    const guess = () => changePassword(ctx, { currentPassword: "guess", newPassword: "better battery" }, limit);
    for (let n = 0; n < TRIES_PER_ACCOUNT; n++) await expect(guess()).rejects.toMatchObject({ code: "invalid" });
    await expect(guess()).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("of two changes at once, one succeeds", async () => {
    const { ctx } = await person();
    const limit = await freshLimit();
    const change = (newPassword: string) =>
      changePassword(ctx, { currentPassword: "correct horse", newPassword }, limit);
    const outcomes = await Promise.allSettled([change("first password"), change("second password")]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
