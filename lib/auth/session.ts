import type { HttpRequest } from "@/lib/http/request";
import "server-only";
import { database } from "@/db/client";
import { sessionIdsOf } from "@/lib/auth/session-cookie";
import type { OperatorActor } from "@/lib/context";
import { findLiveSession, type OperatorSession } from "@/lib/operators/sessions";

/**
 * The session that a `Cookie` header names, or null. The database is asked each time: a revoked or expired session and
 * a deactivated operator are refused at once, and name and role are those of the row.
 */
export async function findSession(cookieHeader: string | null): Promise<OperatorSession | null> {
  for (const sessionId of await sessionIdsOf(cookieHeader)) {
    const session = await findLiveSession(await database(), sessionId);
    if (session) return session;
  }
  return null;
}

/** The operator who sent `request`, or null. Writes also need `assertSameOrigin`. */
export async function sessionActor(request: HttpRequest): Promise<OperatorActor | null> {
  return (await findSession(request.headers.get("cookie")))?.actor ?? null;
}
