// `npm test`: everything proven, from a fresh clone. `npm test -- unit db` runs only these stages.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBuilt } from "./lib/build.mjs";
import { Refusal, runMain, runNode, say } from "./lib/exec.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { inRoot } from "./lib/project.mjs";
import { ensureChromium, offerHeadlessShell, offerPostgres } from "./lib/system-packages.mjs";
import { playwrightCounts, summary, vitestCounts } from "./lib/test-counts.mjs";
import { playwrightFailures, vitestFailures } from "./lib/test-failures.mjs";

const NO_CHROMIUM =
  "No Chromium for the browser tests. Install it (Debian: apt-get install chromium) or name one: PW_CHROMIUM=/path/to/chrome npm test";

const SHORT_FAULT_ROUNDS = 2;

const reports = mkdtempSync(path.join(tmpdir(), "foyer-test-"));

const stages = {
  check: async () => asOne((await runNode([inRoot("scripts/check.mjs")])) === 0),
  unit: () => vitest("unit"),
  db: async () => {
    await offerPostgres();
    return vitest("db-*");
  },
  build: async () => {
    await ensureBuilt();
    return asOne(true);
  },
  // The short form; `npm run test:faults` is the long one.
  faults: async () => {
    const args = [inRoot("scripts/run.mjs"), "tests/faults/run.ts", `--rounds=${SHORT_FAULT_ROUNDS}`];
    await ensureBuilt();
    return asOne((await runNode(args)) === 0);
  },
  browser: async () => {
    await offerHeadlessShell();
    if (!(await ensureChromium())) throw new Refusal(NO_CHROMIUM);
    const file = path.join(reports, "browser.json");
    const code = await runNode([inRoot("node_modules/@playwright/test/cli.js"), "test"], {
      env: { E2E_REPORT_FILE: file },
    });
    const report = readReport(file);
    return { ...playwrightCounts(report, code), failures: playwrightFailures(report) };
  },
};

const asOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

async function vitest(project) {
  const file = path.join(reports, `${project.replace("*", "all")}.json`);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await runNode([inRoot("node_modules/vitest/vitest.mjs"), ...args], { env: { NODE_ENV: "test" } });
  const report = readReport(file);
  return { ...vitestCounts(report, code), failures: vitestFailures(report) };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null; // the runner died before it could write one
  }
}

async function runStage(name) {
  console.log(`\n  ── ${name} ${"─".repeat(60 - name.length)}`);
  const startedAt = Date.now();
  const counts = await stages[name]().catch((error) => {
    say(error instanceof Refusal ? error.message : String(error?.stack ?? error));
    return asOne(false);
  });
  return { name, seconds: (Date.now() - startedAt) / 1000, ...counts };
}

runMain(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in stages));
  if (unknown) throw new Refusal(`There is no stage "${unknown}": ${Object.keys(stages).join(", ")}.`);
  process.once("exit", () => rmSync(reports, { recursive: true, force: true }));
  await ensureInstalled({ dev: true });
  const results = [];
  for (const name of Object.keys(stages)) {
    if (asked.length === 0 || asked.includes(name)) results.push(await runStage(name));
  }
  for (const failure of results.flatMap(({ failures = [] }) => failures)) console.log(`\n${failure}`);
  console.log(summary(results));
  process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);
});
