import { database } from "@/db/client";
import { assertSameOrigin } from "@/lib/auth/assert-same-origin";
import { sessionActor } from "@/lib/auth/session";
import type { Context, OperatorActor, VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { publish } from "@/lib/realtime/publish";
import { bearerToken, findVisitor } from "@/lib/visitors/token";

const unauthenticated = () => new DomainError("unauthenticated", "Sign in, or send the visitor's token");

/** The visitor's token of a request. @throws DomainError `unauthenticated` */
export function requireBearer(request: Request): string {
  const token = bearerToken(request);
  if (!token) throw unauthenticated();
  return token;
}

/** The visitor whose token the request carries. @throws DomainError `unauthenticated`, also for a token nobody has */
export async function visitorContext(request: Request): Promise<Context<VisitorActor>> {
  const token = requireBearer(request);
  const db = await database();
  const visitor = await findVisitor(db, token);
  if (!visitor) throw unauthenticated();
  return { actor: { type: "visitor", ...visitor }, db, publish };
}

/**
 * The signed-in operator; a request that changes something must come from a page of ours.
 * @throws DomainError `unauthenticated`, `forbidden` (foreign origin)
 */
export async function operatorContext(request: Request): Promise<Context<OperatorActor>> {
  const actor = await sessionActor(request);
  if (!actor) throw unauthenticated();
  if (request.method !== "GET" && request.method !== "HEAD") assertSameOrigin(request);
  return { actor, db: await database(), publish };
}

/** Either side of a chat: whoever sends an Authorization header is taken at that word alone, never at a cookie. */
export async function participantContext(request: Request): Promise<Context<VisitorActor | OperatorActor>> {
  return request.headers.has("authorization") ? visitorContext(request) : operatorContext(request);
}
