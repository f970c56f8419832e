// `npm run bench:simulation [-- --chats=6000 --seed=1 --sweep-seconds=5 --embedded]`: a day of a company, as fast as it
// goes, on the database's own clock; then the invariants, and what was promised against what came.
import { openDatabase } from "@/db/open-database";
import type { Database } from "@/db/types";
import { findPostgresBinaries } from "@/tests/support/find-postgres.mjs";
import { startPostgresServer } from "@/tests/support/postgres-server";
import { type Accuracy, accuracyOf, type Kept } from "./simulation/promises";
import { type SimulationResult, simulateDay } from "./simulation/run";
import { withEmbedded } from "./support/databases";
import { machine, numberOption, percent, percentile } from "./support/report";

const WHOLE = { chats: 6_000, operators: 40, departments: 12 };
/** Of the real wait, once so many legs are known. */
const MEDIAN_ERROR_MAX = 0.3;
const LEGS_KNOWN = 10;

/** A shorter day has fewer people, so that it is as busy. */
function sizeOf(chats: number) {
  const scaled = (whole: number, least: number) => Math.max(least, Math.round((whole * chats) / WHOLE.chats));
  return { chats, operators: scaled(WHOLE.operators, 6), departments: scaled(WHOLE.departments, 3) };
}

async function onDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const binaries = findPostgresBinaries();
  if (!binaries || process.argv.includes("--embedded")) return withEmbedded(({ db }) => work(db));
  const server = await startPostgresServer(binaries);
  try {
    const handle = await openDatabase({ kind: "postgres", url: server.url, pool: 2, prepare: true });
    await handle.migrate();
    return await work(handle.db).finally(() => handle.close());
  } finally {
    await server.remove();
  }
}

const groups: Record<string, (one: Kept) => boolean> = {
  "10 to 19 legs known": ({ legs }) => legs >= 10 && legs < 20,
  "20 to 49": ({ legs }) => legs >= 20 && legs < 50,
  "50 and more": ({ legs }) => legs >= 50,
  "place 1 or 2": ({ place }) => place !== null && place <= 2,
  "place 3 to 5": ({ place }) => place !== null && place >= 3 && place <= 5,
  "place 6 to 10": ({ place }) => place !== null && place >= 6 && place <= 10,
  "place 11 and more": ({ place }) => place !== null && place >= 11,
};

const shown = ({ waits, medianError, p90Error, bias, inRange, late }: Accuracy) => ({
  waits,
  "median error": percent(medianError),
  "p90 error": percent(p90Error),
  "promised / real": bias.toFixed(2),
  "within the range shown": percent(inRange),
  "longer than shown": percent(late),
});

function report({ violations, kept, day, seconds }: SimulationResult): boolean {
  const known = kept.filter(({ legs }) => legs >= LEGS_KNOWN);
  const waits = known.map(({ real }) => real / 60);
  console.table(day);
  console.table(violations);
  console.log("Promised against real wait, of those who were promised something and got an operator:");
  const table = Object.entries({ [`all with ${LEGS_KNOWN} legs or more`]: () => true, ...groups }).flatMap(
    ([name, holds]) => {
      const some = known.filter(holds);
      return some.length > 0 ? [[name, shown(accuracyOf(some))] as const] : [];
    },
  );
  console.table(Object.fromEntries(table));
  console.log(
    `waits in minutes: median ${percentile(waits, 0.5).toFixed(1)}, p90 ${percentile(waits, 0.9).toFixed(1)}, longest ${percentile(waits, 1).toFixed(1)}`,
  );
  console.log(`${seconds.toFixed(0)} s; ${machine()}`);
  const isSound = Object.values(violations).every((count) => count === 0);
  const { medianError } = accuracyOf(known);
  console.log(isSound ? "All invariants hold." : "FAILED: an invariant was broken.");
  console.log(`Median error ${percent(medianError)}, at most ${percent(MEDIAN_ERROR_MAX)} wanted.`);
  return isSound && medianError <= MEDIAN_ERROR_MAX;
}

async function main(): Promise<boolean> {
  const size = {
    ...sizeOf(numberOption("chats", WHOLE.chats)),
    seed: numberOption("seed", 1),
    sweepEveryMs: numberOption("sweep-seconds", 5) * 1000,
  };
  console.log(`${size.chats} chats, ${size.operators} operators, ${size.departments} departments, seed ${size.seed}`);
  const startedAt = performance.now();
  const result = await onDatabase((db) =>
    simulateDay(db, size, (hour) =>
      console.log(
        `  ${String(hour).padStart(2, "0")}:00 after ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
      ),
    ),
  );
  return report(result);
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
