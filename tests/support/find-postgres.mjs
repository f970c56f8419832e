// Plain JavaScript, because the configuration of the tests reads it before anything can translate TypeScript.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * A Postgres that is there already, or none. Its user may create databases.
 * @returns {string | undefined}
 */
export const givenPostgresUrl = () => process.env.TEST_DATABASE_URL || undefined;

/**
 * Folder of Postgres's programs on this machine, of the newest version where there are several.
 * @returns {string | undefined}
 */
export function findPostgresBinaries() {
  const debian = newestFirst("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`);
  const homebrew = newestFirst("/opt/homebrew/opt").map((name) => `/opt/homebrew/opt/${name}/bin`);
  const path = (process.env.PATH ?? "").split(":").filter(Boolean);
  return [...debian, ...homebrew, ...path].find((folder) => existsSync(join(folder, "initdb")));
}

/** @param {string} folder */
function newestFirst(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
}
