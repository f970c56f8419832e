import path from "node:path";
import { threadId } from "node:worker_threads";
import { analyzeOutgrownTables } from "@/lib/jobs/tidy-embedded-database";
import { testDatabase, testDatabaseKind } from "./database";

// Else a test that counts the files which are coming in would count those of a test beside it, too.
process.env.DATA_DIR = path.join(process.env.TEST_DATA_ROOT ?? "", `worker-${threadId}`);

// Before the first test of a worker, so that code which asks for the product's database cannot get the developer's own.
const db = await testDatabase();

/** As often as the product's job does it. */
const PAUSE_MS = 10_000;
const KEY = Symbol.for("foyer.analyzed-at");
const shared = globalThis as typeof globalThis & { [KEY]?: number };

// Without it the files that come late wait seconds for plans that count on empty tables.
if (testDatabaseKind === "embedded" && performance.now() - (shared[KEY] ?? Number.NEGATIVE_INFINITY) > PAUSE_MS) {
  shared[KEY] = performance.now();
  await analyzeOutgrownTables(db);
}
