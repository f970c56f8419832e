import { rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { defineConfig } from "@playwright/test";
import { anyChromium } from "./tests/e2e/support/chromium";

const PORT = Number(process.env.E2E_PORT ?? 3120);

/** Data of the server under test: fresh for each run, kept after it to be looked at. Workers get it by environment. */
function freshDataDir(): string {
  const dir = path.resolve("test-results/data");
  rmSync(dir, { recursive: true, force: true });
  return dir;
}
process.env.E2E_DATA_DIR ??= freshDataDir();

// Journeys move the clock of a chat through it instead of sleeping.
process.env.E2E_DOOR_PORT ??= String(PORT + 1);
// A mail server listens there while a journey is about mail.
process.env.E2E_SMTP_PORT ??= String(PORT + 2);
// The same for a stand-in of Telegram's Bot API.
process.env.E2E_TELEGRAM_PORT ??= String(PORT + 3);
const door = pathToFileURL(path.resolve("tests/e2e/support/database-door.mjs")).href;

// What the person's shell says about their own installation must not reach the tests; empty counts as not set.
const unset = Object.fromEntries(
  ["HOST", "PUBLIC_URL", "AUTH_SECRET", "CRON_SECRET", "VERCEL", "DATABASE_POOL", "DATABASE_PREPARE"]
    .concat(["APP_ID", "KEY", "SECRET", "CLUSTER", "HOST", "PORT", "TLS"].map((name) => `PUSHER_${name}`))
    .map((name) => [name, ""]),
);

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/browser",
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Each step has its own limit; a whole journey only must not hang. A slow machine is no defect of the product.
  timeout: 600_000,
  expect: { timeout: 20_000 },
  reporter: [
    ["list"],
    ...(process.env.E2E_REPORT_FILE ? ([["json", { outputFile: process.env.E2E_REPORT_FILE }]] as const) : []),
  ],
  use: {
    browserName: "chromium",
    baseURL: `http://localhost:${PORT}`,
    // What is waited for in vain is named by its step, not by the end of the journey.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    // Copying each page at each step takes a sixth of the processor: `--trace=retain-on-failure` asks for it.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: anyChromium,
  },
  // The first chat of a fresh machine makes the admin and the demo that every other journey uses.
  projects: [
    { name: "fresh machine", testMatch: "*.setup.ts" },
    { name: "journeys", testMatch: "*.spec.ts", dependencies: ["fresh machine"] },
    // What changes the whole installation, when no other journey is under way.
    { name: "alone", testMatch: "*.alone.ts", dependencies: ["journeys"], workers: 1 },
    { name: "company", testMatch: "*.company.ts", dependencies: ["alone"], workers: 1 },
  ],
  webServer: {
    command: "npm start",
    // What the server prints is what a person would open; the name of the group becomes E2E_SETUP_TOKEN.
    wait: { stdout: /\/setup\?token=(?<e2e_setup_token>[\w-]+)/ },
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      ...unset,
      PORT: String(PORT),
      DATA_DIR: process.env.E2E_DATA_DIR,
      NODE_OPTIONS: `--import=${door}`,
      E2E_DOOR_PORT: process.env.E2E_DOOR_PORT,
      SMTP_URL: `smtp://127.0.0.1:${process.env.E2E_SMTP_PORT}`,
      MAIL_FROM: "Foyer <chat@foyer.example>",
      TELEGRAM_API_URL: `http://127.0.0.1:${process.env.E2E_TELEGRAM_PORT}`,
      // Receivers of webhooks listen on this machine.
      WEBHOOKS_ALLOW_PRIVATE: "1",
      CRM_ALLOW_PRIVATE: "1",
      DATABASE_URL: process.env.E2E_DATABASE_URL ?? "",
    },
  },
});
