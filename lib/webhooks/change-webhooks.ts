import { eq, inArray, sql } from "drizzle-orm";
import { departments, webhooks } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteChange, noteEntry } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { assertAllowedHost, ForbiddenAddressError } from "@/lib/net/guarded-lookup";
import { isPrivateAddress, isPublicAddress } from "@/lib/net/public-address";
import { assertManagesWebhooks } from "./access";
import { problemOfUrl, SECRET_OVERLAP_HOURS, WEBHOOKS_MAX } from "./rules";
import type { WebhookInput } from "./schemas";
import { newWebhookSecret, sealWebhookSecret } from "./signature";

/** What the installation lets receivers be, and its own secret, by which theirs are sealed. */
type Installation = { allowsPrivate: boolean; authSecret: string };

/**
 * Adds a webhook and gives its secret: nobody reads it back later.
 * @throws DomainError `forbidden`; `invalid` at `url`, `departmentIds`, or `name` when there are too many
 */
export async function createWebhook(
  ctx: Context,
  input: WebhookInput,
  { allowsPrivate, authSecret }: Installation,
): Promise<{ id: string; secret: string }> {
  const { actor } = ctx;
  assertManagesWebhooks(actor);
  const columns = columnsOf(input, allowsPrivate);
  const off = input.isEnabled ? {} : { disabledAt: sql`now()`, disabledReason: "admin" as const };
  const secret = newWebhookSecret();
  return commit(ctx, async (tx) => {
    await assertDepartments(tx, input);
    if ((await tx.$count(webhooks)) >= WEBHOOKS_MAX) {
      throw new DomainError("invalid", "There are too many webhooks", { fields: { name: `tooMany:${WEBHOOKS_MAX}` } });
    }
    const [made] = await tx
      .insert(webhooks)
      .values({
        ...columns,
        ...off,
        secretEncrypted: sealWebhookSecret(secret, authSecret),
        createdById: actor.type === "operator" ? actor.operatorId : null,
      })
      .returning({ id: webhooks.id });
    if (!made) throw new Error("no webhook was made");
    const note = { action: "webhook.created", subject: made.id, subjectName: input.name } as const;
    await noteChange(tx, actor, { ...note, ...SECRETS, before: null, after: shownInput(columns, input) });
    return { id: made.id, secret };
  });
}

/**
 * Switching it on again forgets its failures; what waited while it was off is sent then.
 * @throws DomainError `forbidden`, `not_found`; `invalid` at `url` or `departmentIds`
 */
export async function updateWebhook(
  ctx: Context,
  id: string,
  input: WebhookInput,
  { allowsPrivate }: Pick<Installation, "allowsPrivate">,
): Promise<void> {
  assertManagesWebhooks(ctx.actor);
  const columns = columnsOf(input, allowsPrivate);
  await commit(ctx, async (tx) => {
    await assertDepartments(tx, input);
    // Whatever it was switched off by goes on to be the reason.
    const off = {
      disabledAt: sql`coalesce(${webhooks.disabledAt}, now())`,
      disabledReason: sql`coalesce(${webhooks.disabledReason}, 'admin')`,
    };
    const on = { disabledAt: null, disabledReason: null };
    const kept = sql`case when ${webhooks.disabledAt} is null and ${webhooks.url} = ${columns.url}
      then ${webhooks.failingSince} end`;
    const [before] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for("no key update");
    if (!before) throw notFound();
    await tx
      .update(webhooks)
      .set({ ...columns, ...(input.isEnabled ? on : off), failingSince: kept })
      .where(eq(webhooks.id, id));
    const note = { action: "webhook.changed", subject: id, subjectName: input.name } as const;
    await noteChange(tx, ctx.actor, { ...note, ...SECRETS, before: shown(before), after: shownInput(columns, input) });
  });
}

/** With its log, and with what it was still to be told. @throws DomainError `forbidden`, `not_found` */
export async function deleteWebhook(ctx: Context, id: string): Promise<void> {
  assertManagesWebhooks(ctx.actor);
  await commit(ctx, async (tx) => {
    const [deleted] = await tx.delete(webhooks).where(eq(webhooks.id, id)).returning();
    if (!deleted) throw notFound();
    const note = { action: "webhook.deleted", subject: id, subjectName: deleted.name } as const;
    await noteChange(tx, ctx.actor, { ...note, ...SECRETS, before: shown(deleted), after: null });
  });
}

/**
 * Gives another secret. The one before signs as well for a day, so that receivers can change over; one that was replaced
 * within that day is gone at once.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function rotateWebhookSecret(
  ctx: Context,
  id: string,
  { authSecret }: Pick<Installation, "authSecret">,
): Promise<{ secret: string }> {
  assertManagesWebhooks(ctx.actor);
  const secret = newWebhookSecret();
  await commit(ctx, async (tx) => {
    const changed = await tx
      .update(webhooks)
      .set({
        secretEncrypted: sealWebhookSecret(secret, authSecret),
        previousEncrypted: sql`${webhooks.secretEncrypted}`,
        previousUntil: sql`now() + make_interval(hours => ${SECRET_OVERLAP_HOURS})`,
      })
      .where(eq(webhooks.id, id))
      .returning({ name: webhooks.name });
    const [webhook] = changed;
    if (!webhook) throw notFound();
    const changes = { secret: { isSecret: true } } as const;
    await noteEntry(tx, ctx.actor, {
      action: "webhook_secret.rotated",
      subject: id,
      subjectName: webhook.name,
      changes,
    });
  });
  return { secret };
}

function columnsOf({ name, url, events, departmentIds }: WebhookInput, allowsPrivate: boolean) {
  assertUrl(url, allowsPrivate);
  return { name, url: new URL(url).href, events, departmentIds };
}

/** Where a name leads is looked at whenever something is sent; what its text tells is said at once. */
function assertUrl(url: string, allowsPrivate: boolean): void {
  const refuse = (problem: string) =>
    new DomainError("invalid", "Not an address to post to", { fields: { url: problem } });
  const problem = problemOfUrl(url, allowsPrivate);
  if (problem) throw refuse(problem);
  const { hostname } = new URL(url);
  const allows = (address: string) => isPublicAddress(address) || (allowsPrivate && isPrivateAddress(address));
  try {
    assertAllowedHost(/^localhost\.?$/.test(hostname) ? "127.0.0.1" : hostname, allows);
  } catch (error) {
    if (error instanceof ForbiddenAddressError) throw refuse("webhookAddress");
    throw error;
  }
}

async function assertDepartments(tx: Transaction, { departmentIds }: WebhookInput): Promise<void> {
  if (departmentIds === null) return;
  const known = await tx.select({ id: departments.id }).from(departments).where(inArray(departments.id, departmentIds));
  if (known.length < new Set(departmentIds).size) {
    throw new DomainError("invalid", "No such department", { fields: { departmentIds: "choice" } });
  }
}

type Told = Pick<typeof webhooks.$inferSelect, "name" | "url" | "events" | "departmentIds">;

/** What the log tells of a webhook. */
const shown = ({ name, url, events, departmentIds, disabledAt }: Told & { disabledAt: Date | null }) =>
  shownInput({ name, url, events, departmentIds }, { isEnabled: disabledAt === null });

/** Whoever has the whole address of some receivers may post there: the log tells the host, and of the rest that it changed. */
const SECRETS = { secrets: ["address"] };

function shownInput({ name, url, events, departmentIds }: Told, { isEnabled }: Pick<WebhookInput, "isEnabled">) {
  return {
    name,
    host: new URL(url).host,
    address: url,
    events: [...events].sort(),
    departmentIds: departmentIds ?? "all",
    isEnabled,
  };
}
