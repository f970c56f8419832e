import { sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { company } from "@/db/schema";
import { noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { notFound } from "@/lib/errors";
import { newIdentitySecret, sealIdentitySecret } from "@/lib/identity/secret";

/**
 * Makes the secret by which websites sign who their visitors are, or another one in its place, and gives it: nobody reads
 * it back later. What is signed with the one before counts for as long as a token may live (`IDENTITY_LIFE_MAX_S`); to
 * end a secret at once, remove it first. `authSecret` is the installation's own.
 * @throws DomainError `forbidden`, `not_found` before the installation is prepared.
 */
export async function rotateIdentitySecret(ctx: Context, authSecret: string): Promise<{ secret: string }> {
  assertManagesDepartments(ctx.actor);
  const secret = newIdentitySecret();
  await store(ctx, "identity_secret.rotated", {
    identitySecretEncrypted: sealIdentitySecret(secret, authSecret),
    identitySecretPreviousEncrypted: sql`${company.identitySecretEncrypted}`,
    identitySecretRotatedAt: sql`now()`,
  });
  return { secret };
}

/** Removes it, and the one before: nobody can vouch for visitors any more. @throws DomainError as above */
export async function removeIdentitySecret(ctx: Context): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await store(ctx, "identity_secret.removed", {
    identitySecretEncrypted: null,
    identitySecretPreviousEncrypted: null,
    identitySecretRotatedAt: null,
  });
}

const store = (
  ctx: Context,
  action: "identity_secret.removed" | "identity_secret.rotated",
  change: PgUpdateSetSource<typeof company>,
) =>
  commit(ctx, async (tx) => {
    const changed = await tx.update(company).set(change).returning({ id: company.id });
    if (changed.length === 0) throw notFound();
    await noteEntry(tx, ctx.actor, { action, changes: { identitySecret: { isSecret: true } } });
  });
