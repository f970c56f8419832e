import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { end, runNode, startNode } from "./child";
import { HELPER_PORTS } from "./ports";
import { APPS, type RealtimeHost } from "./realtime-host";
import type { SuiteResult, TestResult } from "./report";
import type { Workshop } from "./workshop";

/** Longest that a suite may take; the browser's needs seven minutes, most of it waiting for what must not come. */
const SUITE_MS = 20 * 60_000;
const HELPER_START_MS = 20_000;

const ours = (file: string) => path.resolve("tests/conformance/tools", file);
const redirect = ["--import", pathToFileURL(ours("redirect.mjs")).href];

type Step = { args: string[]; env?: Record<string, string> };
/** `tests`: how many there are in this version, so that none goes missing unnoticed. */
type Suite = { name: string; tests: number; cwd: string; steps: Step[] };

/**
 * Runs the suite of `pusher`, then those of `pusher-js` side by side: they wait most of the time. `only`: no others than
 * those with this word in their name.
 */
export async function runSuites(workshop: Workshop, host: RealtimeHost, only = ""): Promise<SuiteResult[]> {
  const isWanted = ({ name }: Suite) => name.includes(only);
  const results: SuiteResult[] = [];
  for (const suite of [remoteSuite(workshop, host)].filter(isWanted)) results.push(await runSuite(workshop, suite));
  const suites = (await pusherJsSuites(workshop, host)).filter(isWanted);
  if (suites.length === 0) return results;
  const helper = await startHelper(workshop, host);
  try {
    return [...results, ...(await Promise.all(suites.map((suite) => runSuite(workshop, suite))))];
  } finally {
    end(helper);
  }
}

function remoteSuite({ pusher, tool }: Workshop, host: RealtimeHost): Suite {
  const { key, secret, appId } = APPS.mt1;
  const args = [tool("mocha/bin/mocha"), "--reporter", ours("mocha-report.cjs"), "tests/remote/**/*.js"];
  const env = { PUSHER_URL: `http://${key}:${secret}@${host.plain}/apps/${appId}` };
  return { name: "pusher tests/remote", tests: 7, cwd: pusher, steps: [{ args, env }] };
}

async function pusherJsSuites({ pusherJs: cwd, tool, certificate }: Workshop, host: RealtimeHost): Promise<Suite[]> {
  const hosts = { CONFORMANCE_HOSTS: JSON.stringify(hostMap(host)) };
  const webpack = [tool("webpack/bin/webpack.js"), "--stats=errors-warnings"];
  const jasmine = [...redirect, tool("jasmine/bin/jasmine.js"), `--helper=${ours("jasmine-report.cjs")}`];
  const karma = [tool("karma/bin/karma"), "start", ours("karma.conf.cjs")];
  // With CI set, the package would look for browsers of a service.
  const browser = { ...hosts, CHROME_BIN: await chromium(), CI: "" };
  return [
    {
      name: "pusher-js spec, integration, Node",
      tests: 84,
      cwd,
      steps: [
        { args: [...webpack, "--config=spec/config/jasmine/webpack.integration.js"] },
        {
          args: [...jasmine, "--config=spec/config/jasmine/integration.json"],
          env: { ...hosts, NODE_EXTRA_CA_CERTS: certificate.file },
        },
      ],
    },
    { name: "pusher-js spec, integration, browser", tests: 228, cwd, steps: [{ args: karma, env: browser }] },
    {
      name: "pusher-js spec, integration, worker",
      tests: 84,
      cwd,
      steps: [{ args: karma, env: { ...browser, WORKER: "true" } }],
    },
  ];
}

/** Runs the steps one after the other. The last of them writes the report that counts. */
async function runSuite({ folder }: Workshop, suite: Suite): Promise<SuiteResult> {
  const { name, cwd, steps } = suite;
  console.log(`  Running ${name} ...`);
  const startedAt = performance.now();
  const report = path.join(folder, `${name.replace(/\W+/g, "-")}.json`);
  let problem: string | undefined;
  for (const { args, env } of steps) {
    const own = { CONFORMANCE_REPORT: report, TMPDIR: folder };
    const options = { cwd, env: { ...env, ...own }, timeoutMs: SUITE_MS };
    const { code, output } = await runNode(args, options);
    console.log(`\n── ${name} ${"─".repeat(70 - name.length)}\n${output}`);
    if (code !== 0) problem = `ended with exit code ${code}`;
  }
  const tests = await readReport(report);
  // A failed test makes the exit code, too, and is enough of a problem.
  if (tests.some(({ status }) => status === "failed")) problem = undefined;
  if (tests.length < suite.tests) problem = `reported ${tests.length} tests of ${suite.tests}`;
  return { name, tests, problem, seconds: (performance.now() - startedAt) / 1000 };
}

async function readReport(file: string): Promise<TestResult[]> {
  const text = await readFile(file, "utf8").catch(() => "[]");
  return JSON.parse(text);
}

/** Where the names in the sources of the suites lead. */
function hostMap(host: RealtimeHost): Record<string, string> {
  const names = Object.keys(APPS).flatMap((cluster) => ["ws", "sockjs", "api"].map((part) => `${part}-${cluster}`));
  return Object.fromEntries(
    names.flatMap((name) => [
      [`${name}.pusher.com:80`, host.plain],
      [`${name}.pusher.com:443`, host.tls],
    ]),
  );
}

/** The helper of the pusher-js suite: authorises channels and publishes, by the `pusher` library. */
async function startHelper(workshop: Workshop, host: RealtimeHost) {
  const credentials = Object.entries(APPS).flatMap(([cluster, { appId, key, secret }]) => {
    const prefix = `INTEGRATION_TESTS_APP_${cluster.toUpperCase()}`;
    return [
      [`${prefix}_APP_ID`, appId],
      [`${prefix}_KEY`, key],
      [`${prefix}_SECRET`, secret],
    ];
  });
  const env = { ...Object.fromEntries(credentials), CONFORMANCE_HOSTS: JSON.stringify(hostMap(host)) };
  const cwd = path.join(workshop.pusherJs, "integration_tests_server");
  const { child, output } = startNode([...redirect, "index.js"], { cwd, env });
  child.once("exit", (code) => code && console.log(`\n  The helper server of pusher-js ended:\n${output()}`));
  const deadline = Date.now() + HELPER_START_MS;
  for (const port of HELPER_PORTS) {
    while (!(await isAnswering(port))) {
      if (Date.now() > deadline) throw new Error(`The helper server of pusher-js did not start:\n${output()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return child;
}

function isAnswering(port: number): Promise<boolean> {
  const socket = connect({ port, host: "localhost" });
  return once(socket, "connect").then(
    () => {
      socket.destroy();
      return true;
    },
    () => false,
  );
}

/** The Chromium that the browser journeys use, too. */
async function chromium(): Promise<string> {
  // By its path: it finds the project from where it lies, which a bundle would change.
  const file = pathToFileURL(path.resolve("scripts/lib/system-packages.mjs")).href;
  const packages: typeof import("../../scripts/lib/system-packages.mjs") = await import(file);
  if (!(await packages.ensureChromium())) throw new Error("No Chromium here: install one, or name it by PW_CHROMIUM.");
  return packages.systemChromium() ?? (await import("@playwright/test")).chromium.executablePath();
}
