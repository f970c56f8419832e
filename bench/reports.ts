// `npm run bench:reports [-- --chats=1000000 --years=2 --repetitions=10]`: what a report takes on Postgres, from the query to
// the answer's JSON, for an admin. So many chats begin in each year; with two, the year before the year is as full.
import { loadavg } from "node:os";
import { sql } from "drizzle-orm";
import { isUnavailable } from "@/db/errors";
import { rows } from "@/db/rows";
import type { OperatorActor } from "@/lib/context";
import { packReportDays } from "@/lib/reports/days/pack-report-days";
import { getReport } from "@/lib/reports/get-report";
import { GROUPINGS } from "@/lib/reports/rules";
import { reportQuery } from "@/lib/reports/schemas";
import { seedStatements } from "./reports/seed";
import { backendCpu } from "./support/backend-cpu";
import { type BenchDatabase, withPostgres } from "./support/databases";
import { machine, ms, numberOption, percentile, printVerdicts, type Verdict } from "./support/report";

const CHATS = numberOption("chats", 1_000_000);
const YEARS = numberOption("years", 2);
const REPETITIONS = numberOption("repetitions", 10);
const DAY_MS = 24 * 3_600_000;
const P95_MAX = 1000;
const WARM_UP = 2;

const admin: OperatorActor = {
  type: "operator",
  operatorId: "00000000-0000-4000-8000-000000000000",
  role: "admin",
  name: "Ada",
  sessionId: "00000000-0000-4000-8000-000000000000",
};
const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const YEAR = { period: "custom", from: dayBefore(364), to: dayBefore(0) };
const QUESTIONS: Record<string, Record<string, string>> = {
  "a day, by department": { period: "yesterday" },
  "28 days, by operator": { period: "weeks", group: "operator" },
  ...Object.fromEntries(GROUPINGS.map((group) => [`a year, by ${group}`, { ...YEAR, group }])),
};

type Measured = { times: number[]; chats: number; serverMs: number; databaseMs: number };

/** Milliseconds of each answer; of the cores, those that the process of the server and those that the database needed for one. */
async function measure({ db, kind }: BenchDatabase, asked: Record<string, string>): Promise<Measured> {
  const ask = () => getReport(db, admin, reportQuery.parse(asked));
  for (let turn = 0; turn < WARM_UP; turn++) await ask();
  const onCore = (await backendCpu({ db, kind })) ?? (() => Number.NaN);
  const [databaseBefore, before] = [onCore(), process.cpuUsage()];
  const times: number[] = [];
  let chats = 0;
  for (let turn = 0; turn < REPETITIONS; turn++) {
    const began = performance.now();
    const report = await ask();
    JSON.stringify(report);
    times.push(performance.now() - began);
    chats = report.total.chats ?? 0;
  }
  const { user, system } = process.cpuUsage(before);
  const databaseMs = (onCore() - databaseBefore) / REPETITIONS;
  return { times, chats, serverMs: (user + system) / 1000 / REPETITIONS, databaseMs };
}

/** Packs all that there is and says what it costs. */
async function pack({ db, kind, run }: BenchDatabase): Promise<void> {
  const onCore = (await backendCpu({ db, kind })) ?? (() => Number.NaN);
  const [databaseBefore, before, began] = [onCore(), process.cpuUsage(), performance.now()];
  const days = await packReportDays(db, Number.POSITIVE_INFINITY);
  const { user, system } = process.cpuUsage(before);
  const [size] = await rows<{ months: number; days_mb: number; months_mb: number }>(
    db,
    sql`select (select count(*) from report_months) as months, pg_table_size('report_days') / 1e6::float8 as days_mb,
      pg_table_size('report_months') / 1e6::float8 as months_mb`,
  );
  const took = Math.round((performance.now() - began) / 1000);
  const [server, database] = [(user + system) / 1e6, (onCore() - databaseBefore) / 1000];
  console.log(
    `${days} days (${size?.days_mb.toFixed(0)} MB) and ${size?.months} months (${size?.months_mb.toFixed(0)} MB) of departments packed ` +
      `in ${took} s, ${server.toFixed(0)} s of a core by the server and ${database.toFixed(0)} s by the database, ${load()}`,
  );
  await run(["vacuum analyze report_days", "vacuum analyze report_months"]);
}

const load = () => `load ${loadavg()[0]?.toFixed(1)}`;

async function main(): Promise<boolean> {
  console.log(machine());
  const verdicts: Verdict[] = [];
  await withPostgres(async (database) => {
    const began = performance.now();
    console.log(`${database.name}: seeding ${CHATS} chats a year, ${YEARS} years ...`);
    await database.run(seedStatements(CHATS * YEARS, YEARS));
    console.log(`seeded in ${Math.round((performance.now() - began) / 1000)} s, ${load()}; packing ...`);
    await pack(database);
    for (const [what, asked] of Object.entries(QUESTIONS)) {
      const measured = await measure(database, asked).catch((error: unknown) => {
        // After five seconds, as the product's connections are set.
        if (isUnavailable(error)) return null;
        throw error;
      });
      const [p50, p95] = [0.5, 0.95].map((share) => percentile(measured?.times ?? [], share)) as [number, number];
      const value = measured
        ? `p50 ${ms(p50)}, p95 ${ms(p95)} (${measured.chats} chats; of a core: server ${ms(measured.serverMs)}, database ${ms(measured.databaseMs)})`
        : "given up by the database";
      console.log(`  ${what}: ${value}, ${load()}`);
      verdicts.push({ what, target: `p95 <= ${P95_MAX} ms`, value, isMet: p95 <= P95_MAX });
    }
  });
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
