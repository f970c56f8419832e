import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { findPostgresBinaries, givenPostgresUrl } from "./tests/support/find-postgres.mjs";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const EXCLUDED = ["**/node_modules/**", "**/dist/**", "**/.next*/**", "data/**", "tests/e2e/**"];

const hasPostgres = givenPostgresUrl() !== undefined || findPostgresBinaries() !== undefined;
if (!hasPostgres) {
  console.log(
    "Database tests run on the embedded database only: no TEST_DATABASE_URL, and no Postgres on this machine.",
  );
}

/** Where files go that tests upload; on a database, each worker has a folder in it. */
const dataDir = mkdtempSync(join(tmpdir(), "foyer-test-data-"));
process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));

/** The same tests on either database, each worker with a database of its own. */
function databaseProject(kind: "embedded" | "postgres") {
  return {
    extends: true as const,
    test: {
      name: `db-${kind}`,
      include: ["**/*.db.test.ts"],
      exclude: EXCLUDED,
      globalSetup: `./tests/support/global-setup-${kind}.ts`,
      setupFiles: "./tests/support/use-test-database.ts",
      // Some start a process or a database, which takes its time on a busy machine.
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  resolve: {
    alias: [
      { find: "server-only", replacement: path("./tests/support/stubs/server-only.ts") },
      { find: /^@\//, replacement: path("./") },
    ],
  },
  test: {
    pool: "threads",
    // Some wait for mail servers, leases and killed processes: one more than there are cores keeps all of them busy.
    maxWorkers: availableParallelism() + 1,
    // Else the first test that signs or uploads something would do it in the developer's own ./data.
    env: {
      AUTH_SECRET: "for tests only, and long enough to be a secret",
      DATA_DIR: dataDir,
      TEST_DATA_ROOT: dataDir,
    },
    // Files of a worker share its modules and its open database; no test may leave a module in another state.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...EXCLUDED, "**/*.db.test.ts"],
          // Hashing and pictures take seconds on a busy machine; nothing here waits for anything else.
          testTimeout: 20_000,
        },
      },
      databaseProject("embedded"),
      ...(hasPostgres ? [databaseProject("postgres")] : []),
    ],
  },
});
