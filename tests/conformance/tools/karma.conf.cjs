// Karma for the browser parts of the pusher-js suite: the package's own configuration, with our browser, our hosts and a
// report. With WORKER=true, which the package's configuration reads, the same runs in a web worker.
// Environment: CHROME_BIN, CONFORMANCE_HOSTS (JSON object of `host:port` to `host:port`), CONFORMANCE_REPORT (a file).
const { writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

const ofPackage = createRequire(path.resolve("package.json"));
const hosts = Object.entries(JSON.parse(process.env.CONFORMANCE_HOSTS ?? "{}"));

function Report() {
  const tests = [];
  this.onSpecComplete = (_browser, { suite, description, success, skipped, log }) => {
    const status = skipped ? "skipped" : success ? "passed" : "failed";
    const message = log.join("; ");
    tests.push({ name: [...suite, description].join(" "), status, ...(message && { message }) });
  };
  this.onRunComplete = () => writeFileSync(process.env.CONFORMANCE_REPORT, JSON.stringify(tests));
}

/**
 * What the package takes from a Git repository, `karma-jasmine-web-worker`: Karma's own page stays empty and a worker
 * loads Jasmine and the specs.
 */
function workerFramework(files) {
  for (const file of files) file.included = false;
  const serve = (file, included) => files.push({ pattern: file, included, served: true, watched: false });
  serve(ofPackage.resolve("jasmine-core/lib/jasmine-core/jasmine.js"), false);
  serve(path.join(__dirname, "worker-specs.js"), false);
  serve(path.join(__dirname, "worker-page.js"), true);
}
workerFramework.$inject = ["config.files"];

module.exports = (config) => {
  ofPackage("./spec/config/karma/integration.js")(config);
  config.set({
    basePath: process.cwd(),
    plugins: [
      "karma-*",
      {
        "reporter:conformance": ["type", Report],
        "framework:jasmine-web-worker": ["factory", workerFramework],
      },
    ],
    reporters: [...config.reporters, "conformance"],
    // Patience with a busy machine. Karma may also hold back 50 results, when its own socket is quicker than its page;
    // whoever runs this ends what takes too long.
    captureTimeout: 120_000,
    pingTimeout: 60_000,
    browserNoActivityTimeout: 0,
    browsers: ["Chromium"],
    customLaunchers: {
      Chromium: {
        base: "ChromeHeadless",
        flags: [
          "--no-sandbox",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--ignore-certificate-errors",
          `--host-resolver-rules=${hosts.map(([from, to]) => `MAP ${from} ${to}`).join(", ")}`,
        ],
      },
    },
  });
};
