import { sql } from "drizzle-orm";
import journal from "@/db/migrations/meta/_journal.json";
import { rows } from "@/db/rows";
import type { Database, Db } from "@/db/types";
import type { FileStorage } from "@/lib/files/storage/storage";
import { FORMAT, line } from "./format";
import { listTables, type Table } from "./tables";

/** Rows read at once: a few hundred kilobytes of an ordinary table. */
const ROWS = 500;

type Sources = {
  db: Database;
  storage: FileStorage;
  /** What `DATA_DIR/secret` holds; null where it is not kept there. */
  secret: string | null;
};

/**
 * Everything that an installation is, as lines (format.ts): tables as they were at one moment, then the files that they
 * speak of. Postgres goes on working meanwhile; the embedded database, which has one connection, lets others wait until
 * the tables are read.
 */
export async function* writeBackup({ db, storage, secret }: Sources): AsyncGenerator<string> {
  const counts = { rows: 0, files: 0 };
  let stored: StoredFile[] = [];
  const [at] = await rows<{ now: string }>(
    db,
    sql`select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as now`,
  );
  const migration = await newestMigration(db);
  yield line("header", JSON.stringify({ foyer: FORMAT, migration, at: at?.now, secret }));
  for await (const part of tablesAtOnce(db, (files) => {
    stored = files;
  })) {
    if (part.startsWith("R")) counts.rows += part.split("\n").length - 1;
    yield part;
  }
  for (const { key, type } of stored) {
    const base64 = await readWhole(storage, key);
    // Thrown away since the tables were read: its row says so by the time that anybody asks.
    if (base64 === null) continue;
    counts.files++;
    yield line("file", `${JSON.stringify({ key, type })} ${base64}`);
  }
  yield line("end", JSON.stringify(counts));
}

/** The database's newest migration by our own list; rows of a later version are not ours to read. @throws Error */
async function newestMigration(db: Db): Promise<{ tag: string; when: number }> {
  const [{ at } = { at: null }] = await rows<{ at: number | null }>(
    db,
    sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`,
  );
  const known = journal.entries.find(({ when }) => when === at);
  if (!known) throw new Error("The database is of another version of Foyer: make the backup with that version.");
  return { tag: known.tag, when: known.when };
}

type StoredFile = { key: string; type: string };

/** One transaction that sees one moment. A generator cannot stand inside of a callback: what it reads goes by a queue. */
async function* tablesAtOnce(db: Database, onFiles: (files: StoredFile[]) => void): AsyncGenerator<string> {
  type Step = { part: string; taken: () => void } | null;
  let give: (step: Step) => void = () => {};
  const nextStep = () =>
    new Promise<Step>((resolve) => {
      give = resolve;
    });
  let next = nextStep();
  let isAbandoned = false;
  const hand = async (part: string) => {
    await new Promise<void>((taken) => give({ part, taken }));
    if (isAbandoned) throw new Error("nobody takes the backup any more");
  };
  const reading = db
    .transaction(
      async (tx) => {
        onFiles(await listFiles(tx));
        for (const table of await listTables(tx)) {
          await hand(line("table", JSON.stringify(table)));
          for await (const part of readTable(tx, table)) await hand(part);
        }
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    )
    .finally(() => give(null));
  let step: Step = null;
  try {
    for (;;) {
      step = await next;
      if (!step) break;
      next = nextStep();
      yield step.part;
      step.taken();
    }
    await reading;
  } finally {
    // Whoever took the lines has gone: the transaction must not wait for them.
    isAbandoned = true;
    step?.taken();
    await reading.catch(() => undefined);
  }
}

async function* readTable(tx: Db, { name, columns }: Table): AsyncGenerator<string> {
  const list = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  await tx.execute(
    sql`declare backup no scroll cursor for select to_jsonb(t)::text as row from (select ${list} from ${sql.identifier(name)}) t`,
  );
  for (;;) {
    const batch = await rows<{ row: string }>(tx, sql`fetch forward ${sql.raw(String(ROWS))} from backup`);
    if (batch.length === 0) break;
    yield batch.map(({ row }) => line("row", row)).join("");
  }
  await tx.execute(sql`close backup`);
}

const listFiles = (db: Db) =>
  rows<StoredFile>(
    db,
    sql`select storage_key as key, type from files where stored_at is not null and deleted_at is null
      union all select thumb_key, 'image/webp' from files
        where stored_at is not null and deleted_at is null and thumb_key is not null`,
  );

async function readWhole(storage: FileStorage, key: string): Promise<string | null> {
  const file = await storage.open(key);
  return file && Buffer.from(await new Response(file.body).arrayBuffer()).toString("base64");
}
