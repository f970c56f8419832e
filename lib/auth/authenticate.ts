import "server-only";
import type { Db } from "@/db/types";
import { clientAddress } from "@/lib/auth/client-address";
import { verifyNothing, verifyPassword } from "@/lib/auth/password";
import { createSignInLimit, type SignInLimit } from "@/lib/auth/sign-in-limit";
import { DomainError } from "@/lib/errors";
import { findCredentials } from "@/lib/operators/queries";
import { signInInput } from "@/lib/operators/schemas";
import { openSession } from "@/lib/operators/sessions";

export type Authenticated = { operatorId: string; sessionId: string };

/**
 * Checks e-mail and password and opens a session for the browser that sent `headers`. Unknown, deactivated and wrong
 * all take the same time and give the same answer.
 * @throws DomainError `unauthenticated`, `rate_limited`
 */
export async function authenticate(
  db: Db,
  credentials: unknown,
  headers: Headers,
  limit: SignInLimit = createSignInLimit(db),
): Promise<Authenticated> {
  const parsed = signInInput.safeParse(credentials);
  if (!parsed.success) throw badCredentials();
  const { email, password } = parsed.data;
  const address = clientAddress(headers);
  await limit.take(email, address);
  const found = await findCredentials(db, email);
  const isRight = found ? await verifyPassword(password, found.passwordHash) : await verifyNothing(password);
  if (!found || !isRight) throw badCredentials();
  await limit.giveBack(email, address);
  const device = { userAgent: headers.get("user-agent") ?? "", ipAddress: address };
  return { operatorId: found.operatorId, sessionId: await openSession(db, found.operatorId, device) };
}

const badCredentials = () => new DomainError("unauthenticated", "E-mail or password is wrong");
