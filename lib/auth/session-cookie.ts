import "server-only";
import { createHash } from "node:crypto";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { authSecret } from "@/lib/auth/secret";

/** Names that next-auth gives its cookie, over TLS and without; the name also salts the encryption. */
export const SESSION_COOKIES = ["__Secure-authjs.session-token", "authjs.session-token"] as const;
type SessionCookie = (typeof SESSION_COOKIES)[number];

/** Characters of a token; ours have about 250. */
const TOKEN_MAX = 8192;
/** A decode costs about a millisecond of CPU; what it found is kept this long. The session's row is read each time. */
const DECODED_TTL_MS = 60_000;
const DECODED_MAX = 5000;

const claims = z.object({ sid: z.uuid() });
const decoded = new Map<string, { sessionId: string; untilMs: number }>();

/**
 * Session ids that the cookies of a request name, best first. A cookie that is forged, expired or signed with another
 * secret names none. Whether a session is still alive is for the database to say.
 */
export async function sessionIdsOf(cookieHeader: string | null): Promise<string[]> {
  const ids: string[] = [];
  if (!cookieHeader?.includes("authjs.session-token")) return ids;
  const cookies = parseCookies(cookieHeader);
  for (const name of SESSION_COOKIES) {
    const token = joinChunks(cookies, name);
    const id = token && (await sessionIdIn(token, name));
    if (id && !ids.includes(id)) ids.push(id);
  }
  return ids;
}

async function sessionIdIn(token: string, cookie: SessionCookie): Promise<string | null> {
  // The hash, so that a dump of this process holds no usable cookie.
  const key = createHash("sha256").update(`${cookie}=${token}`).digest("base64");
  const known = decoded.get(key);
  if (known && known.untilMs > Date.now()) return known.sessionId;
  const sessionId = await decodeSessionId(token, cookie);
  if (sessionId) remember(key, sessionId);
  return sessionId;
}

async function decodeSessionId(token: string, cookie: SessionCookie): Promise<string | null> {
  try {
    return claims.parse(await decode({ token, secret: authSecret(), salt: cookie })).sid;
  } catch {
    return null;
  }
}

function remember(key: string, sessionId: string) {
  decoded.delete(key);
  if (decoded.size >= DECODED_MAX) {
    const [oldest] = decoded.keys();
    if (oldest !== undefined) decoded.delete(oldest);
  }
  decoded.set(key, { sessionId, untilMs: Date.now() + DECODED_TTL_MS });
}

function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const split = pair.indexOf("=");
    const name = pair.slice(0, split).trim();
    // RFC 6265 sends the most specific cookie first: a later one of the same name does not replace it.
    if (split > 0 && !cookies.has(name)) cookies.set(name, pair.slice(split + 1).trim());
  }
  return cookies;
}

/** next-auth splits a long token over `name.0`, `name.1` and so on. */
function joinChunks(cookies: Map<string, string>, name: string): string | null {
  let token = cookies.get(name) ?? "";
  for (let i = 0; token.length <= TOKEN_MAX; i++) {
    const chunk = cookies.get(`${name}.${i}`);
    if (chunk === undefined) break;
    token = i === 0 ? chunk : token + chunk;
  }
  return token === "" || token.length > TOKEN_MAX ? null : token;
}
