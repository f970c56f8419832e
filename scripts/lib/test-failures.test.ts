import path from "node:path";
import { expect, test } from "vitest";
import { playwrightFailures, vitestFailures } from "./test-failures.mjs";

test("names each failed test of a vitest report with the head of its message", () => {
  const report = {
    testResults: [
      {
        name: path.resolve("lib/a.test.ts"),
        status: "failed",
        message: "",
        assertionResults: [
          { status: "passed", fullName: "adds", failureMessages: [] },
          {
            status: "failed",
            fullName: "subtracts",
            failureMessages: [`\u001b[31mexpected 1\u001b[39m\n\n${"at\n".repeat(40)}`],
          },
        ],
      },
      { name: path.resolve("lib/b.test.ts"), status: "failed", message: "cannot be loaded", assertionResults: [] },
    ],
  };
  const [first, second, ...more] = vitestFailures(report);
  expect(first?.split("\n").slice(0, 2)).toEqual([
    `  ✗ ${path.join("lib", "a.test.ts")} › subtracts`,
    "      expected 1",
  ]);
  expect(first?.split("\n")).toHaveLength(13);
  expect(second).toBe(`  ✗ ${path.join("lib", "b.test.ts")}\n      cannot be loaded`);
  expect(more).toEqual([]);
});

test("names each failed journey of a Playwright report, however deep it stands", () => {
  const failed = { file: "queue.spec.ts", line: 20, title: "waits", ok: false };
  const report = {
    errors: [],
    suites: [
      {
        specs: [{ file: "queue.spec.ts", line: 5, title: "passes", ok: true, tests: [] }],
        suites: [{ specs: [{ ...failed, tests: [{ results: [{ errors: [{ message: "Timeout" }] }] }] }] }],
      },
    ],
  };
  expect(playwrightFailures(report)).toEqual(["  ✗ queue.spec.ts:20 › waits\n      Timeout"]);
});

test("says what a failed journey has printed", () => {
  const results = [{ errors: [{ message: "Timeout" }], stdout: [{ text: "Not answered:\n503\n" }] }];
  const report = {
    suites: [{ specs: [{ file: "queue.spec.ts", line: 20, title: "waits", ok: false, tests: [{ results }] }] }],
  };
  expect(playwrightFailures(report)).toEqual([
    "  ✗ queue.spec.ts:20 › waits\n      Timeout\n      Not answered:\n      503",
  ]);
});

test("has nothing to say of a runner that died before its report", () => {
  expect([vitestFailures(null), playwrightFailures(null)]).toEqual([[], []]);
});
