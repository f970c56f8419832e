import { systemChromium, testChromium } from "@/scripts/lib/system-packages.mjs";

const args = ["--disable-dev-shm-usage", "--disable-background-networking"];

/** What the journeys run in: the headless shell where there is one. */
export const anyChromium = { executablePath: testChromium(), args };

/** For what the headless shell does not have, such as notifications that stay: a whole Chromium without a window. */
export const wholeChromium = systemChromium()
  ? { launchOptions: { executablePath: systemChromium(), args } }
  : { channel: "chromium", launchOptions: { args } };
