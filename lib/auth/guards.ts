import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { assertSameOriginHeaders } from "@/lib/auth/assert-same-origin";
import { signInPath } from "@/lib/auth/return-path";
import { findSession } from "@/lib/auth/session";
import type { Context, OperatorActor } from "@/lib/context";
import { processDoor } from "@/lib/door";
import { DomainError } from "@/lib/errors";
import type { OperatorSession } from "@/lib/operators/sessions";

/** The session of this request, looked up once however many layouts and pages ask. */
export const currentSession = cache(
  async (): Promise<OperatorSession | null> => findSession((await headers()).get("cookie")),
);

const contextOf = async (actor: OperatorActor): Promise<Context<OperatorActor>> => ({
  actor,
  ...(await processDoor()),
});

/**
 * For server actions and everything else that is not a page: the signed-in operator's context.
 * @throws DomainError `unauthenticated`; `forbidden` for a write that another site may have caused
 */
export async function operatorContext(): Promise<Context<OperatorActor>> {
  const sent = await headers();
  // Only requests with a body can be writes; Next itself lets a server action without an origin pass.
  if (sent.has("next-action") || sent.has("content-type")) assertSameOriginHeaders(sent);
  const session = await currentSession();
  if (!session) throw new DomainError("unauthenticated", "Sign in first");
  return contextOf(session.actor);
}

/** The same for admins. @throws DomainError also `forbidden` for every other role */
export async function adminContext(): Promise<Context<OperatorActor>> {
  const ctx = await operatorContext();
  if (ctx.actor.role !== "admin") throw new DomainError("forbidden", "Only admins do this");
  return ctx;
}

/** For pages and layouts: leads a stranger to sign-in, and from there back to `path`. */
export async function requireOperatorPage(path = "/inbox"): Promise<Context<OperatorActor>> {
  const session = await currentSession();
  if (!session) redirect(signInPath(path));
  return contextOf(session.actor);
}

/** For admin pages and layouts: whoever is signed in without being an admin sees a page that does not exist. */
export async function requireAdminPage(path = "/admin/departments"): Promise<Context<OperatorActor>> {
  const ctx = await requireOperatorPage(path);
  if (ctx.actor.role !== "admin") notFound();
  return ctx;
}
