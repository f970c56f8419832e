// `npm run bench:search [-- --messages=1000000 --repetitions=40 --only=postgres]`: what a search takes, from what was typed
// to the answer's JSON, with a million messages behind it, for an admin and for an operator of 2 of 12 departments.
import { loadavg } from "node:os";
import { openDatabase } from "@/db/open-database";
import { searchQuery } from "@/lib/search/schemas";
import { searchChats } from "@/lib/search/search-chats";
import { findPostgresBinaries } from "@/tests/support/find-postgres.mjs";
import { asAdmin, withDatabaseName } from "@/tests/support/postgres-admin";
import { startPostgresServer } from "@/tests/support/postgres-server";
import { PEOPLE, QUESTIONS } from "./search/questions";
import { seedStatements } from "./search/seed";
import { backendCpu } from "./support/backend-cpu";
import { type BenchDatabase, withEmbedded } from "./support/databases";
import { machine, ms, numberOption, percentile, printVerdicts, textOption, type Verdict } from "./support/report";

const MESSAGES = numberOption("messages", 1_000_000);
const REPETITIONS = numberOption("repetitions", 40);
/** Seeding more through the one connection of the embedded database takes longer than anybody waits. */
const EMBEDDED_MAX = 50_000;
const P95_MAX = 200;
const WARM_UP = 8;

const verdicts: Verdict[] = [];

async function measure({ kind, db }: Pick<BenchDatabase, "kind" | "db">): Promise<void> {
  const cpu = await backendCpu({ kind, db });
  for (const [what, typed] of Object.entries(QUESTIONS)) {
    for (const { name, actor } of PEOPLE) {
      const times: number[] = [];
      const onCore: number[] = [];
      let found = 0;
      for (let turn = -WARM_UP; turn < REPETITIONS; turn++) {
        const query = searchQuery.parse({ q: typed[(turn + WARM_UP) % typed.length] });
        const cpuBefore = cpu?.() ?? Number.NaN;
        const startedAt = performance.now();
        const result = await searchChats(db, actor, query);
        JSON.stringify(result);
        if (turn < 0) continue;
        times.push(performance.now() - startedAt);
        onCore.push((cpu?.() ?? Number.NaN) - cpuBefore);
        found = Math.max(found, result.chats.length);
      }
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
      const core = Number.isFinite(onCore[0]) ? `, of that on a core ${ms(percentile(onCore, 0.95))}` : "";
      const isBinding = kind === "postgres";
      console.log(
        `  ${what}, ${name}: p50 ${ms(p50)}, p95 ${ms(p95)}${core} (${found}), load ${loadavg()[0]?.toFixed(1)}`,
      );
      verdicts.push({
        what: `${kind}: ${what}, ${name}`,
        target: isBinding ? `p95 <= ${P95_MAX} ms` : "told only",
        value: `p50 ${ms(p50)}, p95 ${ms(p95)}${core} (${found})`,
        isMet: p95 <= P95_MAX || !isBinding,
      });
    }
  }
}

async function onPostgres(): Promise<void> {
  const binaries = findPostgresBinaries();
  if (!binaries) return;
  const server = await startPostgresServer(binaries, ["fsync=on"]);
  try {
    // Letters as most servers know them; with `C` alone there are no trigrams of Russian ones.
    await asAdmin(server.url, "create database letters template template0 lc_ctype 'C.UTF-8'");
    const url = withDatabaseName(server.url, "letters");
    const handle = await openDatabase({ kind: "postgres", url, pool: 1, prepare: true });
    try {
      await handle.migrate();
      const startedAt = performance.now();
      await asAdmin(url, ...seedStatements(MESSAGES));
      console.log(`postgres: ${MESSAGES} messages, seeded in ${Math.round((performance.now() - startedAt) / 1000)} s`);
      await measure({ kind: "postgres", db: handle.db });
    } finally {
      await handle.close();
    }
  } finally {
    await server.remove();
  }
}

async function main(): Promise<boolean> {
  const only = textOption("only");
  console.log(machine());
  if (only !== "embedded") await onPostgres();
  if (only !== "postgres") {
    await withEmbedded(async ({ db, run }) => {
      await run(seedStatements(Math.min(MESSAGES, EMBEDDED_MAX)));
      await measure({ kind: "embedded", db });
    });
  }
  console.log(`\n${machine()}`);
  return printVerdicts(verdicts);
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
