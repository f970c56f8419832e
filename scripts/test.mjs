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

/**
 * What runs after each other, and what beside each other: the compiler uses one core, and fault rounds wait half of their
 * time.
 */
const ORDER = [["check", "unit"], ["build"], ["db", "faults"], ["browser"]];

const reports = mkdtempSync(path.join(tmpdir(), "foyer-test-"));

/** Each is told whether it runs beside another one. */
const stages = {
  check: async () => asOne((await runNode([inRoot("scripts/check.mjs")])) === 0),
  unit: (isBeside) => vitest("unit", { late: isBeside }),
  // It waits for nothing, so what does has the processor first.
  db: async (isBeside) => {
    await postgresOffered();
    return vitest("db-*", { patient: isBeside });
  },
  build: async () => {
    await ensureBuilt();
    return asOne(true);
  },
  // The short form; `npm run test:faults` is the long one.
  faults: async (isBeside) => {
    const args = [inRoot("scripts/run.mjs"), "tests/faults/run.ts"];
    await postgresOffered();
    await ensureBuilt();
    return asOne((await runNode(args, { late: isBeside })) === 0);
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

/** Asked for by stages beside each other, and done once. */
let offer;
function postgresOffered() {
  offer ??= offerPostgres();
  return offer;
}

const asOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/** The stages ask for the same files: what one has compiled, the next reads. */
const KEEP_COMPILED = "--experimental.fsModuleCache";

async function vitest(project, options = {}) {
  const file = path.join(reports, `${project.replace("*", "all")}.json`);
  const args = [
    "run",
    "--project",
    project,
    KEEP_COMPILED,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const code = await runNode([inRoot("node_modules/vitest/vitest.mjs"), ...args], {
    ...options,
    env: { NODE_ENV: "test" },
  });
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

async function runStage(name, isBeside) {
  const startedAt = Date.now();
  const counts = await stages[name](isBeside).catch((error) => {
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
  for (const group of ORDER) {
    const names = group.filter((name) => asked.length === 0 || asked.includes(name));
    if (names.length === 0) continue;
    const title = names.join(", ");
    console.log(`\n  ── ${title} ${"─".repeat(60 - title.length)}`);
    results.push(...(await Promise.all(names.map((name) => runStage(name, names.length > 1)))));
  }
  for (const failure of results.flatMap(({ failures = [] }) => failures)) console.log(`\n${failure}`);
  console.log(summary(results));
  process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);
});
