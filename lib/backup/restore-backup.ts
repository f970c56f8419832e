import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { type DatabaseHandle, migrationsFolder } from "@/db/handle";
import { rows } from "@/db/rows";
import type { Database, Db, Transaction } from "@/db/types";
import type { FileStorage } from "@/lib/files/storage/storage";
import { BackupError, type BackupHeader, ending, fileHead, header, parseJson, parseLine } from "./format";
import { advanceSequences, listReferences, listTables, type Table } from "./tables";

/** Rows written at once. */
const ROWS = 500;

type Target = {
  handle: DatabaseHandle;
  storage: FileStorage;
  /** Puts the secret where the next start finds it; called only for a backup that brings one. */
  keepSecret: (secret: string) => void;
};

export type Restored = { header: BackupHeader; rows: number; files: number };

/**
 * Makes an empty database and storage what a backup holds, and brings the tables up to this version. All rows come in
 * one transaction: a backup that is cut off or damaged leaves an empty database.
 * @throws BackupError with what is wrong: no backup, damaged, of a later version, or a database that is not empty
 */
export async function restoreBackup(lines: AsyncIterable<string>, target: Target): Promise<Restored> {
  const source = lines[Symbol.asyncIterator]();
  const first = await source.next();
  const { kind, rest } = parseLine(first.done ? "" : first.value);
  if (kind !== "header") throw new BackupError("This is no backup of Foyer: it has no beginning.");
  const head = parseJson(header, rest);
  await assertEmpty(target.handle.db);
  await migrateTo(target.handle, head.migration.when);
  const counts = await target.handle.db.transaction((tx) => fill(tx, source, target.storage));
  if (head.secret !== null) target.keepSecret(head.secret);
  await target.handle.migrate();
  return { header: head, ...counts };
}

async function assertEmpty(db: Database): Promise<void> {
  if ((await listTables(db)).length > 0) {
    throw new BackupError(
      "There is an installation in this database already. Restore into an empty one: set DATA_DIR to a new folder, or DATABASE_URL to a new database.",
    );
  }
}

/** With the migrations up to this one, as the installation had them. */
async function migrateTo(handle: DatabaseHandle, when: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "foyer-migrations-"));
  try {
    cpSync(migrationsFolder(), folder, { recursive: true });
    const file = path.join(folder, "meta", "_journal.json");
    const journal: { entries: { when: number }[] } = JSON.parse(readFileSync(file, "utf8"));
    if (!journal.entries.some((entry) => entry.when === when)) {
      throw new BackupError("This backup was made by a later version of Foyer: restore it with that one.");
    }
    const entries = journal.entries.filter((entry) => entry.when <= when);
    writeFileSync(file, JSON.stringify({ ...journal, entries }));
    await handle.migrate(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(tx: Transaction, source: AsyncIterator<string>, storage: FileStorage) {
  for (const limit of ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]) {
    await tx.execute(sql`set local ${sql.raw(limit)} = 0`);
  }
  const references = await listReferences(tx);
  for (const { table, name } of references) {
    await tx.execute(sql`alter table ${sql.raw(table)} drop constraint ${sql.identifier(name)}`);
  }
  const tables = await listTables(tx);
  // Migrations bring rows of their own, which the backup has too; and so it has what triggers would write.
  for (const { name } of tables) {
    await tx.execute(sql`truncate ${sql.identifier(name)}`);
    await tx.execute(sql`alter table ${sql.identifier(name)} disable trigger user`);
  }
  const counts = await takeLines(tx, source, storage);
  for (const { name } of tables) await tx.execute(sql`alter table ${sql.identifier(name)} enable trigger user`);
  for (const { table, name, definition } of references) {
    await tx.execute(sql`alter table ${sql.raw(table)} add constraint ${sql.identifier(name)} ${sql.raw(definition)}`);
  }
  await advanceSequences(tx);
  return counts;
}

async function takeLines(tx: Transaction, source: AsyncIterator<string>, storage: FileStorage) {
  const known = new Map((await listTables(tx)).map((table) => [table.name, table]));
  const counts = { rows: 0, files: 0 };
  let table: Table | undefined;
  let batch: string[] = [];
  const flush = async () => {
    if (table && batch.length > 0) await insertRows(tx, table, batch);
    batch = [];
  };
  for (;;) {
    const next = await source.next();
    if (next.done) throw new BackupError("This backup ends before its end: it was cut off.");
    const { kind, rest } = parseLine(next.value);
    if (kind === "row") {
      batch.push(rest);
      counts.rows++;
      if (batch.length >= ROWS) await flush();
    } else if (kind === "table") {
      await flush();
      table = tableOf(known, rest);
    } else if (kind === "file") {
      await flush();
      await storeFile(storage, rest);
      counts.files++;
    } else if (kind === "end") {
      await flush();
      const promised = parseJson(ending, rest);
      if (promised.rows === counts.rows && promised.files === counts.files) return counts;
      throw new BackupError("This backup is damaged: parts of it are missing.");
    }
  }
}

/** Names go into statements: only those that the database has itself. */
function tableOf(known: Map<string, Table>, text: string): Table {
  const told: { name?: unknown; columns?: unknown } = JSON.parse(text);
  const table = known.get(String(told.name));
  const columns = Array.isArray(told.columns) ? told.columns.map(String) : [];
  if (!table || columns.some((column) => !table.columns.includes(column))) {
    throw new BackupError(`This backup is damaged: it speaks of a table that its version had not (${told.name}).`);
  }
  return { name: table.name, columns };
}

async function insertRows(db: Db, { name, columns }: Table, batch: string[]): Promise<void> {
  const list = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const table = sql.identifier(name);
  await rows(
    db,
    sql`insert into ${table} (${list}) overriding system value
      select ${list} from jsonb_populate_recordset(null::${table}, ${`[${batch.join(",")}]`}::jsonb)`,
  );
}

async function storeFile(storage: FileStorage, text: string): Promise<void> {
  const gap = text.indexOf("} ") + 1;
  const { key, type } = parseJson(fileHead, text.slice(0, gap));
  await mkdir(storage.incoming, { recursive: true, mode: 0o700 });
  const draft = path.join(storage.incoming, `restore-${key}`);
  await writeFile(draft, Buffer.from(text.slice(gap + 1), "base64"));
  await storage.put(key, draft, type);
  rmSync(draft, { force: true });
}
