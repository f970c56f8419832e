import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { rows } from "@/db/rows";
import * as schema from "@/db/schema";
import type { Db } from "@/db/types";

/** What somebody else keeps in the same database is not ours to carry away. */
const OWN_NAMES = Object.values(schema).flatMap((value) => (is(value, PgTable) ? [getTableName(value)] : []));

/** A table of ours, as the database itself describes it: whatever a migration adds is in the next backup. */
export type Table = { name: string; columns: string[] };

/** Our tables, as far as they are there, with the columns that are written; generated ones make themselves. In the order of their names. */
export async function listTables(db: Db): Promise<Table[]> {
  return rows<Table>(
    db,
    sql`select c.relname as name,
        array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and c.relname in (${sql.join(
          OWN_NAMES.map((name) => sql`${name}`),
          sql`, `,
        )})
      group by c.relname order by c.relname collate "C"`,
  );
}

export type Reference = { table: string; name: string; definition: string };

/** Foreign keys of all tables. Taken away while rows come in, they need not come in any order, and checked at the end. */
export async function listReferences(db: Db): Promise<Reference[]> {
  return rows<Reference>(
    db,
    sql`select conrelid::regclass::text as "table", conname::text as name, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conname`,
  );
}

/** Sets every sequence behind its column's highest number. */
export async function advanceSequences(db: Db): Promise<void> {
  const owned = await rows<{ sequence: string; table: string; column: string }>(
    db,
    sql`select s.oid::regclass::text as sequence, d.refobjid::regclass::text as "table", a.attname::text as "column"
      from pg_class s join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
      where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace`,
  );
  for (const { sequence, table, column } of owned) {
    const highest = sql`(select max(${sql.identifier(column)}) from ${sql.raw(table)})`;
    await db.execute(
      sql`select setval(${sequence}::regclass, greatest(coalesce(${highest}, 0), 1), ${highest} is not null)`,
    );
  }
}
