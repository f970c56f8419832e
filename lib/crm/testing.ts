import { eq, sql } from "drizzle-orm";
import { chatSettings, crmConnection, crmDeliveries } from "@/db/schema";
import type { Database } from "@/db/types";
import { sealSecret } from "@/lib/settings/secret-box";
import type { Creatio } from "@/tests/support/creatio/stand-in";
import type { CrmSender } from "./tell-due-chats";
import { createCrmTransport } from "./transport";

export const AUTH_SECRET = "a secret of the tests that is long enough";
const LINK_BASE = "https://chat.example.com";

/** A sender of the tests: its CRM is on this machine. */
export const testSender = (db: Database, { allowsPrivate = true, timeoutMs = 60_000 } = {}): CrmSender => ({
  db,
  authSecret: AUTH_SECRET,
  transport: createCrmTransport({ allowsPrivate, timeoutMs }),
  publicUrl: LINK_BASE,
});

type Saved = { address: string; login: string; password: string };

/** Saves the account as the page «Chat settings» does. */
export async function saveAccount(db: Database, { address, login, password }: Saved): Promise<void> {
  const passwordEncrypted = sealSecret(password, AUTH_SECRET);
  await db.update(chatSettings).set({ crmAddress: address, login, passwordEncrypted });
}

export const saveAccountOf = (db: Database, crm: Creatio, values: Partial<Saved> = {}) =>
  saveAccount(db, { address: crm.address, login: crm.state.login, password: crm.state.password, ...values });

/** Without a connection, and with nothing on its way: other test files share the database. */
export async function forgetCrm(db: Database): Promise<void> {
  await db.delete(crmConnection);
  await db.delete(crmDeliveries);
}

export const connectionOf = async (db: Database) => (await db.select().from(crmConnection))[0];

export const deliveryOf = async (db: Database, chatId: string) =>
  (await db.select().from(crmDeliveries).where(eq(crmDeliveries.chatId, chatId)))[0];

/** As if the pauses before the next attempts were over. */
export async function letTimePass(db: Database): Promise<void> {
  await db.update(crmConnection).set({ retryAt: sql`case when ${crmConnection.retryAt} is not null then now() end` });
  await db.update(crmDeliveries).set({ dueAt: sql`now()` });
}
