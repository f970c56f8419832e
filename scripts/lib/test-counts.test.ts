import { expect, test } from "vitest";
import { playwrightCounts, summary, vitestCounts } from "@/scripts/lib/test-counts.mjs";

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }) });

test("tests are counted as their runner counts them", () => {
  const report = { numPassedTests: 8, numFailedTests: 2, numPendingTests: 1, testResults: [file("failed", 11)] };
  expect(vitestCounts(report, 1)).toEqual({ passed: 8, failed: 2, skipped: 1 });
  const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 3 };
  expect(playwrightCounts({ stats }, 1)).toEqual({ passed: 6, failed: 2, skipped: 3 });
});

test("a test file that cannot be loaded is a failure", () => {
  const report = { numPassedTests: 8, numFailedTests: 0, testResults: [file("passed", 8), file("failed", 0)] };
  expect(vitestCounts(report, 1).failed).toBe(1);
});

test("a run that ends badly without a failed test, or without a report, is a failure", () => {
  expect(vitestCounts({ numPassedTests: 8, numFailedTests: 0, testResults: [] }, 1).failed).toBe(1);
  expect(vitestCounts(null, 0)).toEqual({ passed: 0, failed: 1 });
  expect(playwrightCounts(null, 1)).toEqual({ passed: 0, failed: 1 });
});

test("the last line of the summary is the plain sum", () => {
  const text = summary([
    { name: "unit", seconds: 1.24, passed: 10, failed: 0 },
    { name: "browser", seconds: 60, passed: 3, failed: 2, skipped: 1 },
  ]);
  expect(text.split("\n").at(-1)).toBe("13 passed, 2 failed");
  expect(text).toMatch(/unit {5}ok {9}1\.2 s {3}10 passed, 0 failed\n/);
  expect(text).toMatch(/browser {2}FAILED/);
});
