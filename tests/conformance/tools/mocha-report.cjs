// Mocha's usual reporter, which also writes the results to the file CONFORMANCE_REPORT.
const { writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

const { reporters, Runner } = createRequire(path.resolve("package.json"))("mocha");

module.exports = class Report extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const tests = [];
    const note = (status) => (test, error) =>
      tests.push({ name: test.fullTitle(), status, ...(error && { message: error.message }) });
    runner.on(Runner.constants.EVENT_TEST_PASS, note("passed"));
    runner.on(Runner.constants.EVENT_TEST_FAIL, note("failed"));
    runner.on(Runner.constants.EVENT_TEST_PENDING, note("skipped"));
    runner.on(Runner.constants.EVENT_RUN_END, () =>
      writeFileSync(process.env.CONFORMANCE_REPORT, JSON.stringify(tests)),
    );
  }
};
