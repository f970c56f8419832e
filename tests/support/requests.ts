import { encode } from "next-auth/jwt";
import { authSessions } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import type { Handler } from "@/lib/http/route";
import { testDatabase } from "./database";

export const ORIGIN = "http://chat.test";
const SESSION_COOKIE = "authjs.session-token";

type Options = { method?: string; headers?: Record<string, string>; body?: unknown; raw?: BodyInit };

/** Calls a Web handler as both mountings do, and reads its JSON. */
export async function call(
  handler: Handler,
  path: string,
  { method = "POST", headers = {}, body, raw }: Options = {},
  params: Record<string, string> = {},
) {
  const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
  const request = new Request(ORIGIN + path, {
    method,
    headers: { host: new URL(ORIGIN).host, ...(sent !== null && { "content-type": "application/json" }), ...headers },
    body: method === "GET" ? null : sent,
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text), headers: response.headers };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Headers of a signed-in operator's browser, on a page of ours. */
export async function signedIn(operatorId: string): Promise<Record<string, string>> {
  const db = await testDatabase();
  const expiresAt = new Date(Date.now() + 3_600_000);
  const [session] = await db.insert(authSessions).values({ operatorId, expiresAt }).returning();
  const token = await encode({ token: { sid: session?.id }, secret: authSecret(), salt: SESSION_COOKIE });
  return { cookie: `${SESSION_COOKIE}=${token}`, origin: ORIGIN };
}
