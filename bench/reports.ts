// `npm run bench:reports [-- --chats=1000000 --years=2 --repetitions=10]`: what a report takes on Postgres, from the query to
// the answer's JSON, for an admin. So many chats begin in each year; with two, the year before the year is as full.
import { loadavg } from "node:os";
import { isUnavailable } from "@/db/errors";
import type { Database } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { packReportDays } from "@/lib/reports/days/pack-report-days";
import { getReport } from "@/lib/reports/get-report";
import { GROUPINGS } from "@/lib/reports/rules";
import { reportQuery } from "@/lib/reports/schemas";
import { seedStatements } from "./reports/seed";
import { withPostgres } from "./support/databases";
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

async function measure(db: Database, asked: Record<string, string>): Promise<{ times: number[]; chats: number }> {
  const times: number[] = [];
  let chats = 0;
  for (let turn = -WARM_UP; turn < REPETITIONS; turn++) {
    const began = performance.now();
    const report = await getReport(db, admin, reportQuery.parse(asked));
    JSON.stringify(report);
    if (turn < 0) continue;
    times.push(performance.now() - began);
    chats = report.total.chats ?? 0;
  }
  return { times, chats };
}

async function main(): Promise<boolean> {
  console.log(machine());
  const verdicts: Verdict[] = [];
  await withPostgres(async ({ db, run, name }) => {
    const startedAt = performance.now();
    const seconds = () => Math.round((performance.now() - startedAt) / 1000);
    await run(seedStatements(CHATS * YEARS, YEARS));
    console.log(`${name}: ${CHATS} chats a year, ${YEARS} years, seeded in ${seconds()} s`);
    const seededAt = seconds();
    console.log(`${await packReportDays(db, Number.POSITIVE_INFINITY)} days packed in ${seconds() - seededAt} s`);
    await run(["vacuum analyze report_days"]);
    for (const [what, asked] of Object.entries(QUESTIONS)) {
      const { times, chats } = await measure(db, asked).catch((error: unknown) => {
        // After five seconds, as the product's connections are set.
        if (isUnavailable(error)) return { times: [], chats: 0 };
        throw error;
      });
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
      const value = times.length > 0 ? `p50 ${ms(p50)}, p95 ${ms(p95)} (${chats} chats)` : "given up by the database";
      console.log(`  ${what}: ${value}, load ${loadavg()[0]?.toFixed(1)}`);
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
