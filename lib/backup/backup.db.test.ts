import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import journal from "@/db/migrations/meta/_journal.json";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { localStorage } from "@/lib/files/storage/local-storage";
import { newStorageKey } from "@/lib/files/storage/storage";
import { testDatabase, withEmptyDatabase } from "@/tests/support/database";
import { createChat, createDepartment } from "@/tests/support/factories";
import { fileRowIn } from "@/tests/support/files";
import { line } from "./format";
import { linesOf } from "./lines";
import { restoreBackup } from "./restore-backup";
import { listReferences, listTables } from "./tables";
import { writeBackup } from "./write-backup";

/** One line a table: how many rows it has, and what all of them hold. */
async function fingerprint(db: Db): Promise<string[]> {
  const prints = [];
  for (const { name } of await listTables(db)) {
    const [row] = await rows<{ count: number; hash: string }>(
      db,
      sql`select count(*)::int as count, md5(coalesce(string_agg(md5(r), '' order by md5(r)), '')) as hash
        from (select to_jsonb(t)::text as r from ${sql.identifier(name)} t) t`,
    );
    prints.push(`${name} ${row?.count} ${row?.hash}`);
  }
  return prints;
}

const SECRET = "a secret of at least thirty-two characters";

async function withStorage<T>(work: (storage: ReturnType<typeof localStorage>, folder: string) => Promise<T>) {
  const folder = mkdtempSync(path.join(tmpdir(), "foyer-backup-"));
  try {
    return await work(localStorage(folder), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An installation with a chat, odd texts and a file, and its backup in lines. */
async function backUp(): Promise<{ lines: string[]; key: string }> {
  const db = await testDatabase();
  const { id } = await createChat(await createDepartment({ name: 'Ünïcode "\\ and\nlines' }), "a\ttab, 🙂 and \\N");
  const key = newStorageKey();
  await fileRowIn(id, { storageKey: key, storedAt: new Date(), type: "text/plain" });
  return withStorage(async (storage, folder) => {
    const source = path.join(folder, "source");
    writeFileSync(source, "what was sent");
    await storage.put(key, source, "text/plain");
    const lines: string[] = [];
    for await (const part of linesOf(writeBackup({ db, storage, secret: SECRET }))) lines.push(part);
    return { lines, key };
  });
}

async function* give(lines: readonly string[]) {
  yield* lines;
}

const target = (handle: Parameters<typeof restoreBackup>[1]["handle"], storage: ReturnType<typeof localStorage>) => ({
  handle,
  storage,
  keepSecret: () => undefined,
});

const restored = (lines: readonly string[]) =>
  withEmptyDatabase((handle) => withStorage((storage) => restoreBackup(give(lines), target(handle, storage))));

describe("a backup restored on an empty machine", () => {
  test("is the installation that was backed up: every row, every file, the secret and the references", async () => {
    const { lines, key } = await backUp();
    const [before, references] = [await fingerprint(await testDatabase()), await listReferences(await testDatabase())];
    await withEmptyDatabase((handle) =>
      withStorage(async (storage) => {
        const secrets: string[] = [];
        const told = await restoreBackup(give(lines), {
          ...target(handle, storage),
          keepSecret: (secret) => secrets.push(secret),
        });
        expect(await fingerprint(handle.db)).toEqual(before);
        expect(await listReferences(handle.db)).toEqual(references);
        expect(secrets).toEqual([SECRET]);
        expect(told.files).toBeGreaterThanOrEqual(1);
        const file = await storage.open(key);
        expect(file && (await new Response(file.body).text())).toBe("what was sent");
      }),
    );
  });

  test("is brought up to this version when it was made by an earlier one", async () => {
    const first = journal.entries[0];
    const old = [
      line("header", JSON.stringify({ foyer: 1, migration: first, at: "2026-01-01T00:00:00Z", secret: null })),
      line("end", JSON.stringify({ rows: 0, files: 0 })),
    ].map((text) => text.trimEnd());
    await withEmptyDatabase((handle) =>
      withStorage(async (storage) => {
        await restoreBackup(give(old), target(handle, storage));
        const names = (await listTables(handle.db)).map(({ name }) => name);
        expect(names).toEqual((await listTables(await testDatabase())).map(({ name }) => name));
      }),
    );
  });
});

describe("a restore is refused in words, and leaves no row", () => {
  test("of a database that holds an installation", async () => {
    const db = await testDatabase();
    const { lines } = await backUp();
    const before = await fingerprint(db);
    const handle = { db, kind: "embedded", close: async () => undefined, migrate: async () => undefined } as const;
    await withStorage((storage) =>
      expect(restoreBackup(give(lines), target(handle, storage))).rejects.toThrow(
        /installation in this database already/,
      ),
    );
    expect(await fingerprint(db)).toEqual(before);
  });

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ["was cut off", (lines) => lines.slice(0, -1), /cut off/],
    [
      "lacks a row",
      (lines) =>
        lines.toSpliced(
          lines.findIndex((text) => text.startsWith("R ")),
          1,
        ),
      /parts of it/,
    ],
    [
      "names other tables",
      (lines) => lines.toSpliced(1, 0, 'T {"name":"a; drop table b","columns":["id"]}'),
      /damaged/,
    ],
    ["is none", () => ["PK\u0003\u0004"], /no backup/],
    ["is empty", () => [], /no backup/],
  ])("of a backup that %s", async (_, spoil, words) => {
    const { lines } = await backUp();
    await expect(restored(spoil(lines))).rejects.toThrow(words);
  });

  test("of a backup that a later version made", async () => {
    const { lines } = await backUp();
    const head = JSON.parse((lines[0] ?? "").slice(2));
    const later = { ...head, migration: { tag: "9999_later", when: 9_999_999_999_999 } };
    await expect(restored([`H ${JSON.stringify(later)}`, ...lines.slice(1)])).rejects.toThrow(/later version/);
  });
});

test("whoever stops taking a backup does not hold the database up", async () => {
  const db = await testDatabase();
  await createChat(await createDepartment());
  await withStorage(async (storage) => {
    for await (const part of writeBackup({ db, storage, secret: null })) if (part.startsWith("R")) break;
  });
  await expect(rows(db, sql`select 1 as one`)).resolves.toEqual([{ one: 1 }]);
});
