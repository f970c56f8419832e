// A helper for Jasmine: writes the results to the file CONFORMANCE_REPORT, besides what the suite itself reports.
const { writeFileSync } = require("node:fs");

const STATUS = { passed: "passed", failed: "failed", pending: "skipped", excluded: "skipped" };
const tests = [];

jasmine.getEnv().addReporter({
  specDone({ fullName, status, failedExpectations }) {
    const message = failedExpectations.map((expectation) => expectation.message).join("; ");
    tests.push({ name: fullName, status: STATUS[status] ?? "failed", ...(message && { message }) });
  },
  jasmineDone() {
    writeFileSync(process.env.CONFORMANCE_REPORT, JSON.stringify(tests));
  },
});
