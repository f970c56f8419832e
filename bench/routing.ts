// `npm run bench:routing [-- --closed=1000000 --repetitions=200 --only=postgres]`: the targets of routing, on a Postgres of
// our own and on the embedded database, each beside what this database costs at least.
import { sweep } from "@/lib/routing/sweep";
import { benchDistribution, type Distribution } from "./routing/distribution";
import { measureFloor } from "./routing/floor";
import { benchPlaces, WAITING } from "./routing/places";
import { explainDistribution, findFullScans } from "./routing/plans";
import { OPERATORS, queuedStatements, seedStatements } from "./routing/seed";
import { benchTick, DUE_COUNT } from "./routing/tick";
import { type BenchDatabase, withEmbedded, withPostgres } from "./support/databases";
import {
  machine,
  median,
  ms,
  numberOption,
  percentile,
  printVerdicts,
  textOption,
  type Verdict,
} from "./support/report";
import { dearest, measure } from "./support/statements";

const OPEN = 5_000;
const ARMED = 10_000;
/** Milliseconds. */
const TARGETS = { distribution: 10, tick: 100, places: 1_000 };
/** Closed chats behind may make a distribution so much slower: the noise of a shared machine. */
const FLAT_RATIO_MAX = 1.3;
const TICKS = 20;
const MOVES = 20;
/** Seeding a million rows through the one connection of the embedded database takes longer than anybody waits. */
const EMBEDDED_CLOSED_MAX = 100_000;

const verdicts: Verdict[] = [];
const inAll = (values: readonly number[]) => `p50 ${ms(median(values))}, p95 ${ms(percentile(values, 0.95))}`;

/** Targets are those of Postgres; of the embedded database it is only told how far it is. */
function judge({ kind }: BenchDatabase, what: string, values: readonly number[], target: number): void {
  const value = percentile(values, 0.95);
  const isBinding = kind === "postgres";
  verdicts.push({
    what: `${kind}: ${what}, p95`,
    target: isBinding ? `<= ${target} ms` : `(${target} ms on Postgres)`,
    value: ms(value),
    isMet: value <= target || !isBinding,
  });
}

async function fill(database: BenchDatabase, closed: number): Promise<void> {
  const startedAt = performance.now();
  await database.run(seedStatements({ open: OPEN, closed, maxLoad: OPEN / OPERATORS + 5 }));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`\n${database.name}: ${OPEN} open and ${closed} closed chats, seeded in ${seconds} s`);
}

async function printFloor({ db }: BenchDatabase): Promise<number> {
  const { selectMs, updateMs } = await measureFloor(db);
  console.log(`  floor: select 1 ${ms(selectMs)}, a transaction with one update ${ms(updateMs)}`);
  return updateMs;
}

function printDearest(repetitions: Parameters<typeof dearest>[0]): void {
  for (const { text, ms: each } of dearest(repetitions, 6)) console.log(`    ${ms(each)}  ${text.slice(0, 90)}`);
}

/** What it costs the database, however many others want the machine at the same time. */
function printOnCore(databaseCpuMs: readonly number[]): void {
  if (databaseCpuMs.every(Number.isFinite))
    console.log(`    of that the database had a core for ${inAll(databaseCpuMs)}`);
}

/** Two databases take turns, one of which has a long past. */
async function benchDistributions(open: typeof withPostgres, closed: number, repetitions: number): Promise<void> {
  await open((young) =>
    open(async (old) => {
      await fill(young, 0);
      await fill(old, closed);
      const updateMs = await printFloor(young);
      const [none, many] = await benchDistribution([young, old], repetitions);
      if (!none || !many) throw new Error("not measured");
      await reportDistribution(young, 0, none, updateMs);
      await reportDistribution(old, closed, many, updateMs);
      const ratio = median(many.databaseMs) / median(none.databaseMs);
      verdicts.push({
        what: `${old.kind}: ${closed} closed chats against none, p50`,
        target: `<= ${FLAT_RATIO_MAX}`,
        value: ratio.toFixed(2),
        isMet: ratio <= FLAT_RATIO_MAX,
      });
      await checkPlans(old, many);
    }),
  );
}

async function reportDistribution(database: BenchDatabase, closed: number, done: Distribution, updateMs: number) {
  const [first = []] = done.statements;
  console.log(`  one distribution before ${closed} closed chats: ${first.length} statements`);
  console.log(`    waiting for the database ${inAll(done.databaseMs)}; in all ${inAll(done.totalMs)}`);
  printOnCore(done.databaseCpuMs);
  console.log(`    ${(median(done.databaseMs) / updateMs).toFixed(1)} × the bare update`);
  printDearest(done.statements);
  judge(database, `distribution before ${closed} closed chats`, done.databaseMs, TARGETS.distribution);
}

/** The load and the queue are read from their partial indexes, and nothing that routing asks reads the past. */
async function checkPlans(database: BenchDatabase, { statements: [first = []] }: Distribution): Promise<void> {
  const { db, kind, run } = database;
  for (const { what, index, isUsed, text } of await explainDistribution(db, first)) {
    console.log(`  plan of ${what}: ${isUsed ? "uses" : "DOES NOT USE"} ${index}\n${text.replace(/^/gm, "      ")}`);
    verdicts.push({ what: `${kind}: plan of ${what}`, target: index, value: isUsed ? "used" : "not", isMet: isUsed });
  }
  await run([...queuedStatements("late", WAITING, "1 + i % 12"), "update operators set max_load = 1", "analyze"]);
  const swept = await measure(() => sweep({ db, publish: async () => undefined }));
  console.log(`  a sweep over ${WAITING} waiting: ${ms(swept.totalMs)}, ${swept.statements.length} statements`);
  const scans = await findFullScans(db, [...first, ...swept.statements]);
  for (const text of scans) console.log(`  reads a growing table from end to end: ${text}`);
  verdicts.push({
    what: `${kind}: statements that read the past`,
    target: "0",
    value: String(scans.length),
    isMet: scans.length === 0,
  });
}

async function benchTickAndPlaces(database: BenchDatabase): Promise<void> {
  await database.run(seedStatements({ open: ARMED, closed: 0, maxLoad: ARMED / OPERATORS + 10 }));
  console.log(`\n${database.name}: ${ARMED} armed timers`);
  await printFloor(database);
  const ticks = await benchTick(database, TICKS);
  console.log(`  a tick with ${DUE_COUNT} due: ${inAll(ticks.totalMs)}, ${ticks.statements[0]?.length} statements`);
  console.log(`    waiting for the database ${inAll(ticks.databaseMs)}`);
  printOnCore(ticks.databaseCpuMs);
  printDearest(ticks.statements);
  judge(database, `tick of ${ARMED} timers, ${DUE_COUNT} due`, ticks.totalMs, TARGETS.tick);
  await database.run(["update operators set max_load = 1", "vacuum analyze"]);
  for (const queues of [1, 12]) {
    const { totalMs, told } = await benchPlaces(database, queues, MOVES);
    console.log(`  ${WAITING} waiting in ${queues} queue(s), the first of each goes: ${inAll(totalMs)}, ${told} told`);
    judge(database, `places of ${WAITING} in ${queues} queue(s)`, totalMs, TARGETS.places);
  }
}

async function main(): Promise<boolean> {
  const closed = numberOption("closed", 1_000_000);
  const repetitions = numberOption("repetitions", 200);
  const only = textOption("only");
  console.log(machine());
  for (const [kind, open, closedMax] of [
    ["postgres", withPostgres, closed],
    ["embedded", withEmbedded, EMBEDDED_CLOSED_MAX],
  ] as const) {
    if (only && only !== kind) continue;
    if (repetitions > 0) await benchDistributions(open, Math.min(closed, closedMax), repetitions);
    await open(benchTickAndPlaces);
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
