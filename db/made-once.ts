import type { Db } from "./types";

/**
 * A query whose text is made once for each open database and then only filled in: putting together a text of many columns
 * takes longer than most statements run. `make` ends with `.prepare("")` and has `sql.placeholder(…)` for its values; the
 * databases name kept statements themselves. In a transaction, whose connection is its own, the query is made anew.
 */
export function madeOnce<Q>(make: (db: Db) => Q): (db: Db) => Q {
  const made = new WeakMap<Db, Q>();
  return (db) => {
    const known = made.get(db);
    if (known) return known;
    const query = make(db);
    if (!("rollback" in db)) made.set(db, query);
    return query;
  };
}
