import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";
import { log } from "@/lib/log";
import { type LoaderReport, ORIGINS_PER_KEY_MAX, SIGHTING_PAUSE_MS, type Sighting } from "./rules";

/** Sites of which this process knows when it last wrote; more would only cost memory. */
const REMEMBERED_MAX = 5000;
/** Writes at once: whoever asks for thousands of loaders in the name of thousands of sites shall not fill the pool. */
const WRITES_MAX = 2;

const written = new Map<string, number>();
let writing = 0;

/**
 * Remembers in the background that a page carries a snippet: the loader's answer waits for nothing, and a failure is
 * logged. At most one write a minute per site and key; what comes while the database is busy is left out, since the
 * next page view tells the same.
 */
export function noteSighting(db: Database, key: string, sighting: Sighting, report: LoaderReport | null = null): void {
  const name = `${key} ${sighting.origin} ${report ?? ""}`;
  const now = Date.now();
  if (now - (written.get(name) ?? 0) < SIGHTING_PAUSE_MS || writing >= WRITES_MAX) return;
  if (written.size >= REMEMBERED_MAX) written.clear();
  written.set(name, now);
  writing++;
  storeSighting(db, key, sighting, report)
    .catch((error: unknown) => {
      written.delete(name);
      log.warn({ err: error }, "a sighting of a snippet was not stored");
    })
    .finally(() => {
      writing--;
    });
}

/**
 * Stores a sighting of a key that is, or was, in use; another key is nobody's and leaves nothing. Several processes
 * may do so at once. A page's path stays until another one of its site is seen.
 */
export async function storeSighting(
  db: Database,
  key: string,
  { origin, path }: Sighting,
  report: LoaderReport | null = null,
): Promise<void> {
  // The oldest goes first, so that whoever invents sites cannot keep a real one out.
  await rows(
    db,
    sql`with known as (
          select 1 from company where key = ${key}
          union all select 1 from departments where key = ${key}
          union all select 1 from retired_keys where key = ${key}
        ), room as (
          delete from snippet_sightings s using (
            select key, origin from snippet_sightings
            where key = ${key} and not exists (
              select 1 from snippet_sightings where key = ${key} and origin = ${origin})
            order by last_seen_at desc offset ${ORIGINS_PER_KEY_MAX - 1}
          ) old where s.key = old.key and s.origin = old.origin
        )
        insert into snippet_sightings (key, origin, path, problem, problem_path, problem_at)
        select ${key}, ${origin}, ${path}::text, ${report}::text, ${report && path}::text,
          case when ${report}::text is null then null else now() end
        where exists (select 1 from known)
        on conflict (key, origin) do update set
          last_seen_at = now(),
          path = coalesce(excluded.path, snippet_sightings.path),
          problem = coalesce(excluded.problem, snippet_sightings.problem),
          problem_path = case when excluded.problem is null then snippet_sightings.problem_path else excluded.problem_path end,
          problem_at = coalesce(excluded.problem_at, snippet_sightings.problem_at)`,
  );
}
