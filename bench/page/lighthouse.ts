import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** Never the blocking kind: the page that Lighthouse looks at is served by this very process. */
const runFile = promisify(execFile);

/** A run takes about fifteen seconds; after this the browser is stuck. */
const RUN_LIMIT_MS = 90_000;
const INSTALL_LIMIT_MS = 240_000;

/** What Chromium needs to start where there is no display, no graphics card and no internet, and nothing else to do. */
const CHROMIUM_FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** The last line of Lighthouse that runs on every Node that Foyer supports. */
const VERSION = "12";

/** Fetches Lighthouse into a folder of its own: 200 packages that nobody else needs. Null where there is no registry. */
export async function setUpLighthouse(): Promise<{ folder: string; remove: () => void } | null> {
  const folder = mkdtempSync(path.join(tmpdir(), "foyer-lighthouse-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await runFile("npm", ["install", "--no-save", "--no-audit", "--no-fund", `lighthouse@${VERSION}`], {
      cwd: folder,
      env: { ...process.env, npm_config_prefix: "" },
      timeout: INSTALL_LIMIT_MS,
    });
    return { folder, remove };
  } catch (error) {
    console.log(`Lighthouse could not be fetched: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
    remove();
    return null;
  }
}

export type Score = { performance: number; layoutShift: number; blockingMs: number };

/** One run over a page with Lighthouse's own phone. `performance` is 0 to 100. Throws when it takes too long. */
export async function scoreOf(folder: string, url: string, chromium: string | undefined): Promise<Score> {
  const report = path.join(folder, "report.json");
  const profile = mkdtempSync(path.join(folder, "profile-"));
  try {
    await runFile(
      process.execPath,
      [
        path.join(folder, "node_modules", "lighthouse", "cli", "index.js"),
        url,
        "--quiet",
        "--output=json",
        `--output-path=${report}`,
        "--only-categories=performance",
        `--chrome-flags=${[...CHROMIUM_FLAGS, `--user-data-dir=${profile}`].join(" ")}`,
      ],
      // Interrupted, it ends its browser as well.
      {
        timeout: RUN_LIMIT_MS,
        killSignal: "SIGINT",
        env: { ...process.env, ...(chromium && { CHROME_PATH: chromium }) },
      },
    );
  } catch (error) {
    if (!(error instanceof Error && "killed" in error && error.killed)) throw error;
    throw new Error(`Lighthouse did not finish with ${url} in ${RUN_LIMIT_MS / 1000} s: its browser is stuck`);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
  const { categories, audits } = JSON.parse(readFileSync(report, "utf8"));
  return {
    performance: Math.round(categories.performance.score * 100),
    layoutShift: audits["cumulative-layout-shift"].numericValue,
    blockingMs: audits["total-blocking-time"].numericValue,
  };
}
