import { assertSameOrigin, isSameOrigin } from "@/lib/auth/assert-same-origin";
import { authSecret } from "@/lib/auth/secret";
import { sessionActor } from "@/lib/auth/session";
import { sessionIdsOf } from "@/lib/auth/session-cookie";
import type { Writer } from "@/lib/chats/messages/read-for-message";
import type { Context, Door, OperatorActor, VisitorActor } from "@/lib/context";
import { processDoor } from "@/lib/door";
import { DomainError } from "@/lib/errors";
import type { HttpRequest } from "@/lib/http/request";
import { confirmIdentity } from "@/lib/identity/confirm";
import { findKnownVisitor } from "@/lib/identity/known-visitors";
import type { SignedIdentity } from "@/lib/identity/schemas";
import { assertInService } from "@/lib/settings/maintenance";
import { bearerToken, findVisitor, hashToken } from "@/lib/visitors/token";

const unauthenticated = () => new DomainError("unauthenticated", "Sign in, or send the visitor's token");

/** The header with which a site vouches for a visitor; a JSON Web Token. */
const IDENTITY_HEADER = "x-foyer-identity";

/** Who asks as a visitor: by a token that their browser made, with or without the word of their site. */
type Caller = {
  token: string;
  identity: SignedIdentity | null;
  door: Door;
  /** Of an identity: its visitor, as far as anything of theirs is stored. */
  known: { visitorId: string } | null;
};

/**
 * For what a new visitor may do. @throws DomainError `unauthenticated` without a token; `identity_invalid` or
 * `identity_expired` for a request that claims to be somebody and is not: it is never taken for a stranger's
 */
export async function requireCaller(request: HttpRequest): Promise<Caller> {
  const token = bearerToken(request);
  if (!token) throw unauthenticated();
  const door = await processDoor();
  const claim = request.headers.get(IDENTITY_HEADER);
  if (claim === null) return { token, identity: null, door, known: null };
  const identity = await confirmIdentity(door.db, claim, { authSecret: authSecret(), now: new Date() });
  return { token, identity, door, known: await findKnownVisitor(door, token, identity) };
}

/**
 * The visitor for whom the request's site vouches, else the one whose token it carries.
 * @throws DomainError as above; `unauthenticated` also for one of whom nothing is stored
 */
export async function visitorContext(request: HttpRequest): Promise<Context<VisitorActor>> {
  const { token, identity, door, known } = await requireCaller(request);
  const visitor = identity ? known : await findVisitor(door.db, token);
  if (!visitor) throw unauthenticated();
  return { actor: { type: "visitor", ...visitor, ...(identity && { identity }) }, ...door };
}

/** The same for what a visitor writes: refused while maintenance mode is on. @throws DomainError also `unavailable` */
export async function visitorWriteContext(request: HttpRequest): Promise<Context<VisitorActor>> {
  const ctx = await visitorContext(request);
  await assertInService(ctx.db);
  return ctx;
}

/**
 * The signed-in operator; a request that changes something must come from a page of ours.
 * @throws DomainError `unauthenticated`, `forbidden` (foreign origin)
 */
export async function operatorContext(request: HttpRequest): Promise<Context<OperatorActor>> {
  const actor = await sessionActor(request);
  if (!actor) throw unauthenticated();
  if (request.method !== "GET" && request.method !== "HEAD") assertSameOrigin(request);
  return { actor, ...(await processDoor()) };
}

/** Either side of a chat that writes into it; visitors are refused while maintenance mode is on. */
export async function writerContext(request: HttpRequest): Promise<Context<VisitorActor | OperatorActor>> {
  return request.headers.has("authorization") ? visitorWriteContext(request) : operatorContext(request);
}

/**
 * What a request carries of its writer, so that one read can find them together with what they write to. Null where it
 * takes more than a read, or where the answer would be a refusal: `writerContext` then does it, and says why.
 */
export async function writerOf(request: HttpRequest): Promise<Writer | null> {
  if (request.headers.has("authorization")) {
    const token = request.headers.has(IDENTITY_HEADER) ? null : bearerToken(request);
    return token ? { type: "token", tokenHash: hashToken(token) } : null;
  }
  const [sessionId, ...more] = await sessionIdsOf(request.headers.get("cookie"));
  return sessionId && more.length === 0 && isSameOrigin(request) ? { type: "session", sessionId } : null;
}

/** Either side of a chat: whoever sends an Authorization header is taken at that word alone, never at a cookie. */
export async function participantContext(request: HttpRequest): Promise<Context<VisitorActor | OperatorActor>> {
  return request.headers.has("authorization") ? visitorContext(request) : operatorContext(request);
}
