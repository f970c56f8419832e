import type { RealtimeStats } from "@/lib/realtime/embedded/server";

export type TestResult = { name: string; status: "passed" | "failed" | "skipped"; message?: string };

export type SuiteResult = {
  name: string;
  tests: TestResult[];
  /** Why the suite as such has failed, for example that it ended before its end. */
  problem?: string;
  seconds: number;
};

/** Prints what failed, what was left out, and the counts; answers whether all is well. */
export function printReport(results: SuiteResult[], stats: RealtimeStats & { errors: number }): boolean {
  const count = ({ tests }: SuiteResult, status: TestResult["status"]) =>
    tests.filter((test) => test.status === status).length;
  for (const { name, tests, problem } of results) {
    if (problem) console.log(`\n  ${name}: ${problem}`);
    for (const test of tests) {
      if (test.status === "failed") console.log(`\n  FAILED ${name}: ${test.name}\n    ${test.message ?? ""}`);
      if (test.status === "skipped") console.log(`\n  left out of ${name}: ${test.name}`);
    }
  }
  if (results.every((result) => !result.problem && count(result, "skipped") === 0))
    console.log("\n  left out: nothing");
  const rows = results.map((result) => [
    result.name,
    String(count(result, "passed")),
    String(count(result, "failed") + (result.problem ? 1 : 0)),
    String(count(result, "skipped")),
    `${result.seconds.toFixed(0)} s`,
  ]);
  console.log(`\n${table([["suite", "passed", "failed", "left out", "took"], ...rows])}`);
  const passed = results.reduce((sum, result) => sum + count(result, "passed"), 0);
  const failed = rows.reduce((sum, row) => sum + Number(row[2]), 0) + stats.errors;
  console.log(`  server: ${stats.errors} errors, cut ${JSON.stringify(stats.cut)}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`).join("\n");
}
