import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";

/**
 * Functions of the database that tell the simulation's time, and ids that are the same in every run. They stand in a
 * schema that is looked through before `pg_catalog`, so the product's own SQL calls them without knowing it. A sequence
 * holds the time: it is set outside of transactions and leaves nothing to clean up.
 */
const INSTALLATION = [
  "create schema sim",
  "create sequence sim.clock minvalue 0 start 0",
  "create sequence sim.ids",
  `create function sim.now() returns timestamptz language sql stable as
   $$ select timestamptz 'epoch' + last_value * interval '1 microsecond' from sim.clock $$`,
  `create function sim.clock_timestamp() returns timestamptz language sql volatile as
   $$ select timestamptz 'epoch' + last_value * interval '1 microsecond' from sim.clock $$`,
  `create function sim.gen_random_uuid() returns uuid language sql volatile as
   $$ select ('00000000-0000-4000-a000-' || lpad(to_hex(nextval('sim.ids')), 12, '0'))::uuid $$`,
  // A default was bound to the real function when its table was made.
  `do $$ declare it record; begin
     for it in select c.oid::regclass as tab, a.attname as col, pg_get_expr(d.adbin, d.adrelid) as def
       from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = d.adnum
       where c.relnamespace = 'public'::regnamespace and pg_get_expr(d.adbin, d.adrelid) in ('now()', 'gen_random_uuid()')
     loop execute format('alter table %s alter column %I set default sim.%s', it.tab, it.col, it.def); end loop;
   end $$`,
  "do $$ begin execute format('alter database %I set search_path = public, sim, pg_catalog', current_database()); end $$",
  // For the connection that is open already.
  "set search_path = public, sim, pg_catalog",
];

const SECOND_MS = 1_000;

/** The database's clock, as the simulation sets it. Whole milliseconds since 1970. */
export class SimulatedClock {
  readonly #db: Database;
  #now = 0;

  private constructor(db: Database) {
    this.#db = db;
  }

  /** On a database of its own, with not more than one open connection. */
  static async install(db: Database, now: number): Promise<SimulatedClock> {
    for (const statement of INSTALLATION) await db.execute(sql.raw(statement));
    const clock = new SimulatedClock(db);
    await clock.moveTo(now);
    const [row] = await rows<{ is_set: boolean }>(
      db,
      sql`select now() = clock_timestamp() and now() = ${toIso(now)} as is_set`,
    );
    if (!row?.is_set) throw new Error("the database's clock cannot be moved");
    return clock;
  }

  get now(): number {
    return this.#now;
  }

  /** Never back. */
  async moveTo(at: number): Promise<void> {
    if (at > this.#now) await this.#set(sql`${at * 1000}::bigint`);
  }

  /**
   * Moves to `at`, or before it to the first whole second in which a deadline has run out: one statement for what the
   * process does all day. Answers whether it is a deadline.
   */
  async moveToNext(at: number): Promise<boolean> {
    const next = (Math.floor(this.#now / SECOND_MS) + 1) * SECOND_MS;
    await this.#set(sql`least(${at * 1000}::bigint, (
      select case when count(*) > 0 then
        greatest(${next * 1000}::bigint, ceil(extract(epoch from min(due_at)))::bigint * 1000000) end from timers))`);
    return this.#now < at;
  }

  async #set(microseconds: SQL): Promise<void> {
    const [row] = await rows<{ at: number }>(this.#db, sql`select setval('sim.clock', ${microseconds}) as at`);
    this.#now = Number(row?.at) / 1000;
  }
}

const toIso = (at: number) => new Date(at).toISOString();
