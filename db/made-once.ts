import { planRows } from "./row-mapper";
import type { Db } from "./types";

/**
 * A query whose text is made once for each open database and then only filled in, and whose rows are made by a plan: putting
 * together a text of many columns takes longer than most statements run. `make` ends with `.prepare("")` and has
 * `sql.placeholder(…)` for its values; the databases name kept statements themselves. In a transaction, whose connection is
 * its own, the query is made anew.
 */
export function madeOnce<Q extends object>(make: (db: Db) => Q): (db: Db) => Q {
  const made = new WeakMap<Db, Q>();
  return (db) => {
    const known = made.get(db);
    if (known) return known;
    if ("rollback" in db) return make(db);
    const query = planRows(make(db));
    made.set(db, query);
    return query;
  };
}
