// What the tests need from the machine itself: a Chromium, and a Postgres where one can be had.
import { existsSync } from "node:fs";
import { findPostgresBinaries } from "../../tests/support/find-postgres.mjs";
import { run, runNode, step } from "./exec.mjs";
import { inRoot } from "./project.mjs";

/** Chromium without its windows and menus, which no test looks at: journeys take half the processor time of a whole one. */
const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";

const CHROMIUM_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A Chromium of this machine: PW_CHROMIUM, else where systems put it. */
export function systemChromium() {
  const named = process.env.PW_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  return CHROMIUM_PLACES.find((place) => existsSync(place));
}

/** The one for the browser tests: PW_CHROMIUM, the headless shell, or what else there is. */
export function testChromium() {
  if (!process.env.PW_CHROMIUM && existsSync(HEADLESS_SHELL)) return HEADLESS_SHELL;
  return systemChromium();
}

/** Gives continuous integration the headless shell; everywhere else any Chromium will do. */
export async function offerHeadlessShell() {
  if (process.env.PW_CHROMIUM || existsSync(HEADLESS_SHELL) || process.env.CI !== "true" || !canUseApt()) return;
  await step("Installing Chromium's headless shell (apt-get)", () =>
    aptInstall(["chromium-headless-shell", "fonts-liberation"]),
  );
}

/** Finds or installs a Chromium; false when there is none in the end. */
export async function ensureChromium() {
  if (systemChromium() || (await hasPlaywrightChromium())) return true;
  if (canUseApt()) {
    await step("Installing Chromium (apt-get)", () => aptInstall(["chromium", "fonts-liberation"]));
    if (systemChromium()) return true;
  }
  await step("Downloading Chromium (playwright install)", () =>
    runNode([inRoot("node_modules/@playwright/test/cli.js"), "install", "chromium"]),
  );
  return hasPlaywrightChromium();
}

/** The one that Playwright downloads for itself. */
async function hasPlaywrightChromium() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath());
}

/** Gives continuous integration a real Postgres for the database tests; everywhere else what is there decides. */
export async function offerPostgres() {
  if (process.env.TEST_DATABASE_URL || findPostgresBinaries()) return;
  if (process.env.CI === "true" && canUseApt()) {
    await step("Installing Postgres (apt-get)", () => aptInstall(["postgresql"]));
  }
  if (!findPostgresBinaries()) {
    console.log("  No Postgres here: the database tests run on the embedded database only (or set TEST_DATABASE_URL).");
  }
}

const canUseApt = () => existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;

async function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { quiet: true, env });
  await run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { quiet: true, env });
}
