import { and, eq } from "drizzle-orm";
import { offlineMessages } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { assertForm } from "@/lib/appearance/assert-form";
import { assertNotBlocked } from "@/lib/blocks/assert-not-blocked";
import { type Context, commit } from "@/lib/context";
import { findEmbedTarget, lockDepartmentForStart } from "@/lib/departments/embed-target";
import { DomainError, notFound } from "@/lib/errors";
import { assertKnownEnough } from "@/lib/identity/access";
import { ensureKnownVisitor } from "@/lib/identity/known-visitors";
import type { SignedIdentity } from "@/lib/identity/schemas";
import { ensureVisitor } from "@/lib/visitors/token";
import { offlineMessagesChanged } from "./inbox-events";
import { noteOfflineMessage } from "./note-offline-message";
import type { LeaveOfflineMessageInput } from "./schemas";

/**
 * Leaves a message for the department that `key` leads to, from the visitor of `token`, or of `identity` where their site
 * vouches for them (made when new). Sending twice with one `clientId` finds the first message, also when the department
 * has been hidden or disabled since.
 * @throws DomainError `not_found` for every key or department that this key does not lead to, whatever the reason;
 * `idempotency_mismatch` when the same `clientId` came with other content; `identity_required`;
 * `invalid` for what the form asks and is not there.
 * Emits `inbox.changed` to the members of the department, or to the admins.
 */
export async function leaveOfflineMessage(
  ctx: Pick<Context, "db" | "publish">,
  token: string,
  input: LeaveOfflineMessageInput,
  identity: SignedIdentity | null = null,
  addressHash = "",
): Promise<{ id: string; created: boolean }> {
  return commit(ctx, async (tx, emit) => {
    // The upsert holds the visitor's row, so the same message sent twice at once comes here one after the other.
    const { visitorId } = identity
      ? await ensureKnownVisitor(tx, identity, input.locale)
      : await ensureVisitor(tx, token, input.locale);
    const replayed = await findLeft(tx, visitorId, input);
    if (replayed) return { id: replayed, created: false };
    await assertNotBlocked(tx, visitorId, addressHash);
    const receiver = await findReceiver(tx, input);
    const departmentId = receiver?.id ?? null;
    if (departmentId) await assertKnownEnough(tx, departmentId, identity);
    const { clientId, name, email, phone = null, body, locale } = input;
    const consent = await assertForm(
      tx,
      receiver?.form ?? null,
      { ...input, phone, consent: input.consent },
      "offline",
    );
    const { id, memberIds, created } = await noteOfflineMessage(tx, {
      visitorId,
      clientId,
      departmentId,
      chatId: null,
      name,
      email,
      phone,
      consent,
      body,
      locale,
      pageUrl: input.page?.url ?? null,
    });
    for (const event of offlineMessagesChanged(memberIds)) emit(event);
    return { id, created };
  });
}

/** The department that the key leads to; null for the company where its key offers none. */
async function findReceiver(tx: Transaction, { key, departmentId }: LeaveOfflineMessageInput) {
  const department = await lockDepartmentForStart(tx, key, departmentId);
  if (department) return department;
  const target = departmentId === undefined ? await findEmbedTarget(tx, key) : null;
  if (target?.kind !== "company" || target.departments.length > 0) throw notFound();
  return null;
}

async function findLeft(tx: Transaction, visitorId: string, input: LeaveOfflineMessageInput): Promise<string | null> {
  const { id, name, email, body } = offlineMessages;
  const [left] = await tx
    .select({ id, name, email, body })
    .from(offlineMessages)
    .where(and(eq(offlineMessages.visitorId, visitorId), eq(offlineMessages.clientId, input.clientId)));
  if (!left) return null;
  if (left.body !== input.body || left.email !== input.email || left.name !== input.name) {
    throw new DomainError("idempotency_mismatch", "This clientId was used for another message");
  }
  return left.id;
}
