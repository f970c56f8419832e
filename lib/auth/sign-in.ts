import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { AuthError } from "next-auth";
import { database } from "@/db/client";
import { SignInRefused, signIn } from "@/lib/auth/next-auth";
import { SESSION_COOKIES } from "@/lib/auth/session-cookie";
import type { Context, OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { isLocale, LOCALE_COOKIE } from "@/lib/i18n/locales";
import { log } from "@/lib/log";
import { findStoredLocale } from "@/lib/operators/queries";
import type { SignInInput } from "@/lib/operators/schemas";
import { endSession } from "@/lib/operators/sessions";

/** next-auth's memory of where to go, which we keep in the form's address instead. */
const CALLBACK_COOKIES = ["__Secure-authjs.callback-url", "authjs.callback-url"];
const YEAR_SECONDS = 31_536_000;

/**
 * Signs this browser in: opens a session and sets its cookie. For server actions, which have asserted the origin.
 * @throws DomainError `unauthenticated` (wrong e-mail or password); `rate_limited` with `data.retryAfterMinutes`
 */
export async function signInWithPassword({ email, password }: SignInInput): Promise<void> {
  const jar = await cookies();
  try {
    await signIn("credentials", { email, password, redirect: false });
  } catch (error) {
    throw asDomainError(error);
  }
  for (const name of CALLBACK_COOKIES) removeCookie(jar, name);
  // A damaged callback cookie makes next-auth give up without an error. It is gone now: the next try works.
  if (!SESSION_COOKIES.some((name) => jar.has(name))) throw new DomainError("unavailable", "Signing in did not work");
  const stored = await findStoredLocale(await database(), email);
  if (isLocale(stored) && !jar.has(LOCALE_COOKIE)) rememberLocale(jar, stored);
}

/** Signs in whoever has just got an account. Should that fail, the account is there all the same: the form can do it. */
export async function signInNewcomer(credentials: SignInInput): Promise<void> {
  try {
    await signInWithPassword(credentials);
  } catch (error) {
    log.warn({ err: error }, "could not sign in a new operator");
    redirect("/login");
  }
}

function asDomainError(error: unknown): unknown {
  if (error instanceof SignInRefused && error.code === "rate_limited") {
    const { retryAfterMinutes } = error;
    return new DomainError("rate_limited", "Too many tries", { data: { retryAfterMinutes } });
  }
  if (error instanceof SignInRefused) return new DomainError("unauthenticated", "E-mail or password is wrong");
  // What went wrong inside of `authorize`, such as an unreachable database, for the usual mapping.
  if (error instanceof AuthError && error.cause?.err) return error.cause.err;
  return error;
}

/** Ends the actor's present session and takes its cookies away. */
export async function signOutHere(ctx: Context<OperatorActor>): Promise<void> {
  await endSession(ctx.db, ctx.actor.operatorId, ctx.actor.sessionId);
  await clearSessionCookies();
}

/** Takes the session cookies of this browser away, whatever they hold. */
export async function clearSessionCookies(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (SESSION_COOKIES.some((known) => name === known || name.startsWith(`${known}.`))) removeCookie(jar, name);
  }
}

/** The language of this browser's pages; null lets the browser's own settings decide again. */
export async function setLocaleCookie(locale: string | null): Promise<void> {
  const jar = await cookies();
  if (locale) rememberLocale(jar, locale);
  else removeCookie(jar, LOCALE_COOKIE);
}

type CookieJar = Awaited<ReturnType<typeof cookies>>;

function rememberLocale(jar: CookieJar, locale: string) {
  jar.set(LOCALE_COOKIE, locale, { path: "/", maxAge: YEAR_SECONDS, sameSite: "lax", httpOnly: true });
}

/** Browsers only take a `__Secure-` cookie away when it is marked secure, as it was when it was set. */
function removeCookie(jar: CookieJar, name: string) {
  if (!jar.has(name)) return;
  jar.set(name, "", { path: "/", maxAge: 0, httpOnly: true, sameSite: "lax", secure: name.startsWith("__Secure-") });
}
