import { isNotNull, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chatSettings, crmConnection, crmDeliveries } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertAdmin } from "@/lib/operators/access";
import { openSecret, SecretBoxError } from "@/lib/settings/secret-box";
import { isCrmError } from "./crm-error";
import { probeCrm } from "./open-crm";
import { type CrmFailure, connectionPause } from "./rules";
import { sealSession } from "./session-box";
import type { CrmSender } from "./tell-due-chats";

/** What the connection takes over. */
export const CRM_CHANGES = ["address", "login", "password", "odataPath"] as const;
export type CrmChange = (typeof CRM_CHANGES)[number];

export type CrmConnected =
  | { outcome: "connected"; changed: CrmChange[]; sentAgain: number; waiting: number }
  /** `wasConnected`: and now it is not any more. */
  | { outcome: "none"; wasConnected: boolean }
  /** There is an address, and no login or no password. */
  | { outcome: "incomplete" }
  | { outcome: "failed"; failure: CrmFailure; text: string };

type Saved = { address: string; login: string; box: string | null };

/**
 * Gives the saved settings to the connection, once they have proven to work; until then it goes on with those of before.
 * A connection that stood still is tried again, with all chats that wait or were given up. Without an address it ends, and
 * what waits goes on waiting.
 * @throws DomainError `forbidden`
 */
export async function connectCrm(ctx: Context, sender: CrmSender): Promise<CrmConnected> {
  assertAdmin(ctx.actor);
  const saved = await readSaved(ctx);
  if (saved.address === "") return disconnect(ctx);
  const { box } = saved;
  if (saved.login === "" || box === null) return { outcome: "incomplete" };
  try {
    const password = openSecret(box, sender.authSecret);
    const found = await probeCrm(sender.transport, { address: saved.address, login: saved.login, password });
    const sessionEncrypted = sealSession(found.session, sender.authSecret);
    return await adopt(ctx, { ...saved, box, odataPath: found.odataPath, sessionEncrypted });
  } catch (error) {
    if (error instanceof SecretBoxError) return fail(ctx, saved, { failure: "secret", text: "" });
    if (!isCrmError(error)) throw error;
    const failure = error.kind === "refused" ? "answer" : error.kind;
    return fail(ctx, saved, { failure, text: error.message });
  }
}

async function readSaved({ db }: Context): Promise<Saved> {
  const { crmAddress: address, login, passwordEncrypted: box } = chatSettings;
  const [saved] = await db.select({ address, login, box }).from(chatSettings);
  return saved ?? { address: "", login: "", box: null };
}

type Adopted = Saved & { box: string; odataPath: string; sessionEncrypted: string };

function adopt(ctx: Context, { address, login, box, odataPath, sessionEncrypted }: Adopted): Promise<CrmConnected> {
  return commit(ctx, async (tx) => {
    const [before] = await tx.select().from(crmConnection).for("update");
    const values = { address, login, passwordEncrypted: box, odataPath, sessionEncrypted, ...WORKS };
    // Whoever talks to it at this moment with what was before has lost it, and notes nothing about the new one.
    await tx.insert(crmConnection).values(values).onConflictDoUpdate({ target: crmConnection.id, set: values });
    const changed = CRM_CHANGES.filter((name) => shown(before ?? null)?.[name] !== shown(values)?.[name]);
    if (changed.length > 0) {
      const note = { action: "crm.connected", subjectName: address, secrets: ["password"] } as const;
      await noteChange(tx, ctx.actor, { ...note, before: shown(before ?? null), after: shown(values) });
    }
    const sentAgain = await sendAgain(tx);
    return { outcome: "connected", changed, sentAgain, waiting: await countWaiting(tx) };
  });
}

const WORKS = {
  failure: null,
  failureText: null,
  failedAt: null,
  attempts: 0,
  retryAt: null,
  claim: null,
  claimedUntil: null,
} as const;

type Shown = Pick<typeof crmConnection.$inferSelect, "address" | "login" | "passwordEncrypted" | "odataPath">;
const shown = (row: Shown | null) =>
  row && { address: row.address, login: row.login, password: row.passwordEncrypted, odataPath: row.odataPath };

/** What waits for its next attempt as well. Gives how many had been given up. */
async function sendAgain(tx: Transaction): Promise<number> {
  const given = await tx
    .update(crmDeliveries)
    .set({ failedAt: null, failure: null, error: null, attempts: 0, dueAt: sql`now()` })
    .where(isNotNull(crmDeliveries.failedAt))
    .returning({ chatId: crmDeliveries.chatId });
  await tx
    .update(crmDeliveries)
    .set({ dueAt: sql`now()` })
    .where(sql`delivered_at is null and failed_at is null and due_at > now()`);
  return given.length;
}

async function countWaiting(tx: Transaction): Promise<number> {
  const [row] = await rows<{ count: number }>(
    tx,
    sql`select count(*)::int as count from crm_deliveries where delivered_at is null and failed_at is null`,
  );
  return row?.count ?? 0;
}

function disconnect(ctx: Context): Promise<CrmConnected> {
  return commit(ctx, async (tx) => {
    const [before] = await tx.delete(crmConnection).returning();
    if (!before) return { outcome: "none", wasConnected: false };
    const note = { action: "crm.disconnected", subjectName: before.address, secrets: ["password"] } as const;
    await noteChange(tx, ctx.actor, { ...note, before: shown(before), after: null });
    return { outcome: "none", wasConnected: true };
  });
}

/** A connection that works with these very settings does not work any more; one with others goes on. */
async function fail(
  ctx: Context,
  { address, login, box }: Saved,
  { failure, text }: { failure: CrmFailure; text: string },
): Promise<CrmConnected> {
  const pause = connectionPause(failure, 1);
  await ctx.db
    .update(crmConnection)
    .set({
      failure,
      failureText: text,
      failedAt: sql`coalesce(${crmConnection.failedAt}, now())`,
      attempts: 1,
      retryAt: pause === null ? null : sql`now() + make_interval(secs => ${pause})`,
    })
    .where(sql`address = ${address} and login = ${login} and password_encrypted = ${box}`);
  return { outcome: "failed", failure, text };
}
