import { sql } from "drizzle-orm";
import { isUniqueViolation } from "@/db/errors";
import { togetherOn } from "@/db/together";
import type { Database } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { webhookCausesOf } from "@/lib/webhooks/causes";
import { webhookParts } from "@/lib/webhooks/queue-deliveries";
import type { PreparedEntry } from "../entries/entry";
import { CHANGED_IDS, writeEntries } from "../entries/write-entries";
import type { ReadForMessage } from "./read-for-message";

/** An ordinary message, ready to be written on the chat as it was read. */
export type ReadyMessage = { actor: VisitorActor | OperatorActor; read: ReadForMessage; prepared: PreparedEntry };

/** `crossed`: the chat has changed since it was read. `stored`: a repeated request, or one that came twice at the same moment. */
export type Outcome = "written" | "crossed" | "stored";

/** Waits for the chat's row where somebody else holds it. */
export async function writeMessage(db: Database, message: ReadyMessage): Promise<Outcome> {
  return orStored(async () => ((await writeAll(db, [message], false)).size === 1 ? "written" : "crossed"));
}

const writing = togetherOn<ReadyMessage, Outcome>(async (db, messages) => {
  const written = await writeAll(db, messages, messages.length > 1);
  return messages.map(({ read }) => (written.has(read.chat.id) ? "written" : "crossed"));
});

/**
 * The same by one statement with others that are ready at the same time, and without waiting: a chat whose row is held
 * counts as crossed. Of one chat only one message at a time.
 */
export const writeTogether = (db: Database, message: ReadyMessage): Promise<Outcome> =>
  orStored(() => writing(db)(message));

async function orStored(write: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, "chat_events_client_id_unique")) return "stored";
    throw error;
  }
}

function writeAll(db: Database, messages: readonly ReadyMessage[], passesLocked: boolean): Promise<Set<string>> {
  const told = messages.flatMap(({ read, prepared }) => (read.tellsWebhooks ? webhookCausesOf(prepared.appended) : []));
  const entries = messages.map(({ read, prepared }) => ({ ...prepared, version: read.version }));
  return writeEntries(db, entries, [...reactionParts(messages), ...webhookParts(told, CHANGED_IDS)], { passesLocked });
}

/** The first answer of a leg is noted in it, and whoever reacts has missed nothing in a row. */
function reactionParts(messages: readonly ReadyMessage[]) {
  const answers = messages.flatMap(({ actor, read }) =>
    actor.type === "operator" && read.chat.awaitingSince !== null
      ? [{ chat_id: read.chat.id, operator_id: actor.operatorId, at: read.now }]
      : [],
  );
  if (answers.length === 0) return [];
  return [
    sql`answers as (
      select a.* from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as a (
        chat_id uuid, operator_id uuid, at timestamptz)
      join changed on changed.id = a.chat_id)`,
    sql`noted as (update legs l set first_reply_at = a.at from answers a
      where l.chat_id = a.chat_id and l.released_at is null and l.first_reply_at is null)`,
    sql`forgiven as (update operators o set misses = 0 from answers a where o.id = a.operator_id and o.misses > 0)`,
  ];
}
