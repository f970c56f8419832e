import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats } from "@/db/schema";
import { toArray } from "@/db/to-array";
import type { Db } from "@/db/types";
import { pushParts } from "@/lib/push/queue-push";
import { pushesOf } from "@/lib/push/rules";
import { armingParts } from "@/lib/timeouts/arm-timers";
import type { EventRow } from "../dto";
import type { ChatRow, PreparedEntry } from "./entry";

type Written = PreparedEntry & {
  /** `xmin` of the chat's row as it was read: written only where nobody has changed the row since. */
  version?: string;
};

/** The chats of which something was written, for further parts of the statement. */
export const CHANGED_IDS: SQL = sql`select id from changed`;

/**
 * Writes entries of different chats with the changes of the chats and their clocks, in one statement. The caller holds
 * the rows' locks, or gives their versions.
 * `more` are further parts of the statement (`name as (update … from changed where …)`) for the chats that `changed` has.
 * `passesLocked`: a chat whose row somebody else holds is left out instead of waited for, so that nobody waits for it
 * together with it.
 * Returns the chats whose entry was written.
 */
export async function writeEntries(
  db: Db,
  entries: readonly Written[],
  more: readonly SQL[] = [],
  { passesLocked = false } = {},
): Promise<Set<string>> {
  const changed = entries.map(({ appended, change }) => [appended.chat.id, toColumns(change)] as const);
  const columns = [...new Set(changed.flatMap(([, values]) => Object.keys(values)))].sort();
  const names = (prefix = "") => sql.raw(columns.map((column) => `${prefix}"${column}"`).join(", "));
  // Typed arrays, and no list of values: the text is then the same for any number of chats, and kept; and no function that
  // makes rows of JSON, of which the planner expects many. Selected, so that it does not look at how many they are this time,
  // and keeps its plan.
  const ids = toArray(entries.map(({ appended }) => appended.chat.id));
  const versions = toArray(entries.map(({ version = null }) => version));
  const given = sql`unnest((select ${ids}::uuid[]), (select ${versions}::text[])) as given (id, version)`;
  const isAsRead = sql`c.id = given.id and (given.version is null or c.xmin = given.version::xid)`;
  const changes = JSON.stringify(Object.fromEntries(changed));
  const events = JSON.stringify(entries.map(({ appended }) => toEventJson(appended.event)));
  const armed = entries.map(({ appended, deadlines }) => ({ chatId: appended.chat.id, deadlines }));
  const parts = [
    ...(passesLocked
      ? [sql`held as (select c.id from ${given} join chats c on ${isAsRead} for update of c skip locked)`]
      : []),
    sql`changed as (
      update chats c set (${names()}) = (
        select ${names("n.")} from jsonb_populate_record(c, ${changes}::jsonb -> c.id::text) n)
      from ${passesLocked ? sql`held where c.id = held.id` : sql`${given} where ${isAsRead}`} returning c.id)`,
    sql`written as (
      insert into chat_events
        (chat_id, seq, pub_seq, kind, sender_type, sender_id, client_id, body, file_id, data, internal, created_at)
      select e.* from jsonb_to_recordset(${events}::jsonb) as e (
        chat_id uuid, seq int, pub_seq int, kind text, sender_type text, sender_id uuid, client_id uuid, body text,
        file_id uuid, data jsonb, internal jsonb, created_at timestamptz)
      join changed on changed.id = e.chat_id)`,
    ...more,
    ...pushParts(
      entries.flatMap(({ appended }) => pushesOf(appended)),
      CHANGED_IDS,
    ),
    ...armingParts(armed, CHANGED_IDS, {
      keepsRecheck: entries.some(({ version }) => version !== undefined),
    }),
  ];
  const written = await rows<{ id: string }>(db, sql`with ${sql.join(parts, sql`, `)} select id from changed`);
  return new Set(written.map(({ id }) => id));
}

const columnNames = new Map(Object.entries(getTableColumns(chats)).map(([key, { name }]) => [key, name]));

/** By the names of the columns, as `jsonb_populate_record` reads them. */
function toColumns(values: Partial<ChatRow>): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const name = columnNames.get(key);
    if (name) named[name] = value;
  }
  return named;
}

const toEventJson = (row: EventRow) => ({
  chat_id: row.chatId,
  seq: row.seq,
  pub_seq: row.pubSeq,
  kind: row.kind,
  sender_type: row.senderType,
  sender_id: row.senderId,
  client_id: row.clientId,
  body: row.body,
  file_id: row.fileId,
  data: row.data,
  internal: row.internal,
  created_at: row.createdAt,
});
