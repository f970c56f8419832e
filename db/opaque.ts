import { type SQL, sql } from "drizzle-orm";

/**
 * A value that the planner does not look at. Else it finds that a plan for just this value is a little cheaper than one for
 * any, and plans anew each time, which takes longer than most statements run. Not for what decides how to read, such as
 * a limit. An array goes into `any ((…))` with both pairs of brackets and a cast, else it is taken for a list of rows.
 */
export const opaque = (value: SQL): SQL => sql`(select ${value})`;
