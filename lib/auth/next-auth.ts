import "server-only";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { database } from "@/db/client";
import { authenticate } from "@/lib/auth/authenticate";
import { safeReturnPath } from "@/lib/auth/return-path";
import { authSecret } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import { isDomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { endSession, findLiveSession, SESSION_TTL_DAYS } from "@/lib/operators/sessions";

/** Why a sign-in was refused, for the form and for callers of the endpoint (`?code=` of the answer). */
export class SignInRefused extends CredentialsSignin {
  override code: "bad_credentials" | "rate_limited";
  readonly retryAfterMinutes: number;
  constructor(code: "bad_credentials" | "rate_limited", retryAfterMinutes = 0) {
    super(code);
    this.code = code;
    this.retryAfterMinutes = retryAfterMinutes;
  }
}

/** Our part of next-auth's token: the session's row, and whose it is. Name and role are read from the row. */
const sessionClaims = z.object({ sub: z.uuid(), sid: z.uuid() });

async function authorize(credentials: unknown, request: Request) {
  try {
    const { operatorId, sessionId } = await authenticate(await database(), credentials, request.headers);
    return { id: operatorId, sid: sessionId };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    if (error.code === "rate_limited") throw new SignInRefused("rate_limited", Number(error.data?.retryAfterMinutes));
    throw new SignInRefused("bad_credentials");
  }
}

const callbacks: NextAuthConfig["callbacks"] = {
  async jwt({ token, user }) {
    if (user) return { sub: user.id, sid: "sid" in user ? user.sid : undefined };
    const claims = sessionClaims.safeParse(token);
    const isAlive = claims.success && (await findLiveSession(await database(), claims.data.sid));
    return isAlive ? token : null;
  },
  async session({ session, token }) {
    const live = await findLiveSession(await database(), sessionClaims.parse(token).sid);
    const user = live && { id: live.actor.operatorId, name: live.actor.name, email: live.email, role: live.actor.role };
    return { expires: session.expires, user: user ?? undefined };
  },
  redirect({ url, baseUrl }) {
    const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
    return baseUrl + safeReturnPath(path);
  },
};

/** Built at each use, because secret and address come from the environment at run time, not from the build. */
function config(): NextAuthConfig {
  const { PUBLIC_URL } = env();
  return {
    secret: authSecret(),
    trustHost: true,
    // Without a public URL next-auth asks the request, which is right for plain HTTP and behind a proxy alike.
    ...(PUBLIC_URL && { useSecureCookies: PUBLIC_URL.startsWith("https:") }),
    session: { strategy: "jwt", maxAge: SESSION_TTL_DAYS * 24 * 60 * 60 },
    pages: { signIn: "/login", error: "/login" },
    providers: [Credentials({ credentials: { email: {}, password: { type: "password" } }, authorize })],
    callbacks,
    events: {
      async signOut(message) {
        const claims = sessionClaims.safeParse("token" in message ? message.token : null);
        if (claims.success) await endSession(await database(), claims.data.sub, claims.data.sid);
      },
    },
    logger: {
      // A wrong password is no news for the log.
      error: (error) => error instanceof CredentialsSignin || log.error({ err: error }, "next-auth"),
      warn: (code) => log.warn({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

export const { handlers, signIn } = NextAuth(config);
