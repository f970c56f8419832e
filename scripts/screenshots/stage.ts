import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { ADMIN, siteUrl } from "@/tests/e2e/fixtures";
import { freePort } from "@/tests/faults/server-process";

export const DESKTOP = { width: 1440, height: 900 };
export type SignedIn = BrowserContextOptions["storageState"];

/** A fresh installation with its first admin and the demo data. */
export type Stage = {
  origin: string;
  /** The address of a demo page: to browsers another site than the installation. */
  site: (path: string) => string;
  admin: SignedIn;
  end: () => Promise<void>;
};

const START_TIMEOUT_MS = 300_000;

/** Starts the built product on data of its own, with the door through which SQL reaches its database. */
async function startServer(port: number, dataDir: string): Promise<{ child: ChildProcess; setupLink: string }> {
  const doorPort = await freePort();
  process.env.E2E_DOOR_PORT = String(doorPort);
  const door = pathToFileURL(path.resolve("tests/e2e/support/database-door.mjs")).href;
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, NODE_OPTIONS: `--import=${door}` },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
  for (let waited = 0; waited < START_TIMEOUT_MS; waited += 100) {
    const link = /\S+\/setup\?token=\S+/.exec(printed)?.[0];
    if (link) return { child, setupLink: link };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(`the server did not start:\n${printed}`);
}

/** `onSetup` sees the page of the first setup before it is filled in. */
export async function raiseStage(browser: Browser, onSetup: Parameters<typeof setUp>[2]): Promise<Stage> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "foyer-screenshots-"));
  const port = await freePort();
  const { child, setupLink } = await startServer(port, dataDir);
  const origin = `http://localhost:${port}`;
  return {
    origin,
    site: (at) => siteUrl(origin, at),
    admin: await setUp(browser, setupLink, onSetup),
    async end() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function setUp(browser: Browser, link: string, onSetup: (page: Page) => Promise<void>): Promise<SignedIn> {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  await page.goto(link);
  await onSetup(page);
  await page.getByLabel("Company name").fill("Tom’s Kitchen Supplies");
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("Your e-mail address").fill(ADMIN.email);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.waitForURL("**/admin/start");
  const state = await context.storageState();
  await context.close();
  return state;
}
