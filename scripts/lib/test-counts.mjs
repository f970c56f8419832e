// Counts of the test runners' JSON reports. A run that ended badly never counts as free of failures.

/** @typedef {{ passed: number, failed: number, skipped?: number }} Counts */

/** @returns {Counts} of a report of `vitest --reporter=json`, null when there is none */
export function vitestCounts(report, exitCode) {
  if (!report) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped = 0 } = report;
  // A file that cannot be loaded has no tests that could fail.
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed, failed: atLeastOne(failed + broken.length, exitCode), skipped };
}

/** @returns {Counts} of a report of Playwright's json reporter, null when there is none */
export function playwrightCounts(report, exitCode) {
  if (!report) return { passed: 0, failed: 1 };
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: atLeastOne(unexpected, exitCode), skipped };
}

const atLeastOne = (failed, exitCode) => (failed === 0 && exitCode !== 0 ? 1 : failed);

/** One line per stage, and at the very end the sum. */
export function summary(results) {
  const lines = results.map(({ name, seconds, passed, failed, skipped }) => {
    const verdict = failed > 0 ? "FAILED" : "ok";
    const skips = skipped ? `, ${skipped} skipped` : "";
    return `  ${name.padEnd(8)} ${verdict.padEnd(7)} ${`${seconds.toFixed(1)} s`.padStart(8)}   ${passed} passed, ${failed} failed${skips}`;
  });
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return ["", ...lines, "", `${sum("passed")} passed, ${sum("failed")} failed`].join("\n");
}
