import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { randomToken } from "@/lib/ids";
import { Inbox } from "../pages/inbox";
import { quoted, runSql } from "./door";

/** An operator in a browser of their own, who stands in the inbox. */
export type Colleague = { context: BrowserContext; page: Page; inbox: Inbox; name: string; email: string };

const SESSION_COOKIE = "authjs.session-token";

/** An address that nobody else of this run has. */
export const addressOf = (name: string) =>
  `${name.toLowerCase().replaceAll(" ", "-")}-${randomToken(4).toLowerCase()}@example.com`;

/** Of a department that is there by this name. */
export async function departmentIdOf(name: string): Promise<string> {
  const [row] = await runSql<{ id: string }>(`select id from departments where name = ${quoted(name)}`);
  if (!row) throw new Error(`there is no department ${name}`);
  return row.id;
}

/**
 * An operator of a department who is signed in, by the rows that an invitation and its acceptance leave behind. The
 * pages of both, and signing in with a password, are walked in people.spec.ts; here they would be most of the work of
 * every journey that is about something else. This account has no password.
 */
export async function makeColleague(
  browser: Browser,
  baseURL: string | undefined,
  name: string,
  departmentId: string,
): Promise<Colleague> {
  const email = addressOf(name);
  const [made] = await runSql<{ sub: string; sid: string }>(
    `with made as (
       insert into operators (name, email, password_hash) values (${quoted(name)}, ${quoted(email)}, 'none') returning id
     ), member as (
       insert into department_members (department_id, operator_id) select ${quoted(departmentId)}::uuid, id from made
     )
     insert into auth_sessions (operator_id, expires_at) select id, now() + interval '1 day' from made
     returning operator_id as sub, id as sid`,
  );
  if (!made) throw new Error("no operator");
  const secret = readFileSync(path.join(process.env.E2E_DATA_DIR ?? "", "secret"), "utf8").trim();
  const value = await encode({ token: made, secret, salt: SESSION_COOKIE });
  const context = await browser.newContext();
  await context.addCookies([{ name: SESSION_COOKIE, value, url: baseURL ?? "", httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  await page.goto("/inbox");
  return { context, page, inbox: new Inbox(page), name, email };
}
