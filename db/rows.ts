import type { SQL } from "drizzle-orm";
import type { Db } from "./types";

/**
 * Runs hand-written SQL and returns its rows; the type of `db.execute` is not the same for all drivers.
 * Columns come under their SQL names, instants as text, `int8` as number. `T` is the caller's claim about the columns.
 */
export async function rows<T extends Record<string, unknown>>(db: Db, query: SQL): Promise<T[]> {
  return rowsOf<T>(await db.execute(query));
}

/** The cast stands here because no driver knows the columns of hand-written SQL. */
function rowsOf<T>(result: unknown): T[] {
  return (result as { rows: T[] }).rows;
}
