import type { Database } from "@/db/types";
import { log } from "@/lib/log";
import { openSecret, SecretBoxError } from "@/lib/settings/secret-box";
import {
  type ClaimedChat,
  type ConnectionRow,
  claimChat,
  claimConnection,
  dropChat,
  endConnection,
  giveUpUnfinished,
  keepConnection,
  markRefused,
  markTold,
  putBack,
} from "./claims";
import { CrmError, isCrmError } from "./crm-error";
import { type Crm, openCrm } from "./open-crm";
import { readToldChat } from "./read-chat";
import { type CrmFailure, ODATA_PATHS } from "./rules";
import { openSession, sealSession } from "./session-box";
import { tellChat, tellErased } from "./tell-chat";
import type { CrmTransport } from "./transport";

/** How this process reaches the CRM. */
export type CrmSender = {
  db: Database;
  /** Opens what is stored encrypted. */
  authSecret: string;
  transport: CrmTransport;
  /** For the link into the inbox; null: none is known. */
  publicUrl: string | null;
};

/** A run begins no further chat after this; the next run goes on. */
const RUN_MS = 10_000;

type Counts = { told: number; dropped: number; retried: number; failed: number };

/**
 * Tells the CRM of closed chats that are due, and answers counts. Safe to run anywhere at once: one run has the connection,
 * the others find nothing to do. A failure of the connection ends the run and is no failure of the chat.
 */
export async function tellDueChats(sender: CrmSender): Promise<Counts> {
  const { db } = sender;
  const givenUp = await giveUpUnfinished(db);
  const counts: Counts = { told: 0, dropped: 0, retried: 0, failed: givenUp };
  const connection = await claimConnection(db);
  if (!connection) return counts;
  const crm = open(sender, connection);
  let failure: { kind: CrmFailure; text: string } | null = null;
  try {
    if (!crm) throw new CrmError("secret", "");
    await tellAll(sender, connection, { crm, counts });
  } catch (error) {
    if (!isCrmError(error) || error.kind === "refused") throw error;
    failure = { kind: error.kind, text: error.message };
    log.warn({ failure: error.kind, reason: error.message }, "the CRM connection does not work");
  } finally {
    const session = crm?.session() ?? null;
    const sessionEncrypted = session && sealSession(session, sender.authSecret);
    const hasHeard = counts.told + counts.retried + counts.failed - givenUp > 0;
    await endConnection(db, connection, { sessionEncrypted, hasSent: counts.told > 0, hasHeard, failure });
  }
  return counts;
}

type Run = { crm: Crm; counts: Counts };

/** @throws CrmError for what is wrong with the connection */
async function tellAll(sender: CrmSender, connection: ConnectionRow, { crm, counts }: Run): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < RUN_MS && (await keepConnection(sender.db, connection))) {
    const claimed = await claimChat(sender.db);
    if (!claimed) return;
    counts[await tellOne(sender, crm, claimed)]++;
  }
}

async function tellOne(sender: CrmSender, crm: Crm, claimed: ClaimedChat): Promise<keyof Counts> {
  const { db, publicUrl } = sender;
  try {
    const chat = await readToldChat(db, claimed.chatId);
    if (chat?.status !== "closed" || chat.spamAt) {
      await dropChat(db, claimed);
      return "dropped";
    }
    if (chat.erasedAt) {
      await tellErased(crm, chat);
      await markTold(db, claimed, null);
      return "told";
    }
    const { contactId } = await tellChat(db, crm, { chat, publicUrl });
    await markTold(db, claimed, contactId);
    return "told";
  } catch (error) {
    if (isCrmError(error) && error.kind === "refused") {
      return (await markRefused(db, claimed, error.message)) ? "failed" : "retried";
    }
    if (isCrmError(error)) await putBack(db, claimed);
    throw error;
  }
}

/** Null: the password was sealed by the secret of another installation. */
function open({ transport, authSecret }: CrmSender, connection: ConnectionRow): Crm | null {
  const { address, login, passwordEncrypted, odataPath, sessionEncrypted } = connection;
  try {
    return openCrm({
      transport,
      account: { address, login, password: openSecret(passwordEncrypted, authSecret) },
      odataPath: ODATA_PATHS.find((known) => known === odataPath) ?? ODATA_PATHS[0],
      session: sessionEncrypted === null ? null : openSession(sessionEncrypted, authSecret),
    });
  } catch (error) {
    if (error instanceof SecretBoxError) return null;
    throw error;
  }
}
