// `npm run screenshots`: sets up a fresh installation, plays a short scene in it, and photographs every page in both themes,
// on desktop and phone, in English and Russian. The picture of the README is made of the same scene.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { systemChromium } from "@/scripts/lib/system-packages.mjs";
import { ADMIN } from "@/tests/e2e/fixtures";
import { Inbox } from "@/tests/e2e/pages/inbox";
import { Widget } from "@/tests/e2e/pages/widget";
import { freePort, ServerProcess } from "@/tests/faults/server-process";

const OUT = "test-results/screenshots";
const README_PICTURE = "docs/images/foyer.png";
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PAGES = {
  home: "/",
  departments: "/admin/departments",
  "new-department": "/admin/departments/new",
  operators: "/admin/operators",
  snippets: "/admin/snippets",
  company: "/admin/company",
  account: "/account",
  inbox: "/inbox",
  demo: "/demo",
};

type Theme = "light" | "dark";

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: path.join(OUT, `${name}.png`), animations: "disabled" });
}

async function setUp(browser: Browser, server: ServerProcess, site: string) {
  const link = /\S+\/setup\?token=\S+/.exec(server.printed)?.[0];
  if (!link) throw new Error(`no setup link in what the server printed:\n${server.printed}`);
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  await page.goto(link);
  await shoot(page, "setup");
  await page.getByLabel("Company name").fill("Tom’s Kitchen Supplies");
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("Your e-mail address").fill(ADMIN.email);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.waitForURL("**/admin/departments");
  const state = await context.storageState();
  await context.close();
  return { state, site };
}

/** Visitors on several websites, one of whom is being answered. */
async function playScene(browser: Browser, origin: string, site: string, state: BrowserContextOptions["storageState"]) {
  const visitor = async (at: string, name: string, question: string, department?: string) => {
    const context = await browser.newContext({ viewport: DESKTOP });
    const widget = new Widget(await context.newPage());
    await widget.open(`${site}${at}`);
    if (department) await widget.choose(department);
    await widget.startChat(name, question);
    return widget;
  };
  const mara = await visitor("/demo/toms", "Mara Jensen", "Which pan is right for induction and eggs?", "Pre Sales");
  await visitor("/demo/hardware", "Иван Кузнецов", "Есть ли М8 × 60 на складе?");
  await visitor(
    "/demo/auto-parts",
    "Sam Okafor",
    "Brake pads for a 2014 Fabia, front axle. Do you have them by Friday?",
  );
  await visitor("/demo/toms/corporate", "Hôtel du Lac", "We open forty seats in May and need a quote.");
  const bike = await visitor("/demo/bikes", "Lena Vogt", "Does the Cargo Long fit two child seats?");
  const context = await browser.newContext({ viewport: DESKTOP, storageState: state, baseURL: origin });
  const inbox = new Inbox(await context.newPage());
  await inbox.open();
  await inbox.accept("Mara Jensen");
  await inbox.send("Carbon steel, 28 cm: it works on induction, and eggs slide once it is seasoned.");
  await mara.send("How long does seasoning take?");
  await inbox.accept("Lena Vogt");
  await inbox.send("Hello Lena! Yes: two Yepp seats side by side, up to 22 kg each.");
  await bike.log.getByText("Hello Lena!").waitFor();
  await bike.send("Perfect. Can I try one this week?");
  await inbox.log.getByText("Can I try one").waitFor();
  return { inbox, bike };
}

async function readmePicture(inbox: Inbox, widget: Widget): Promise<void> {
  const desk = await inbox.page.screenshot({ animations: "disabled" });
  const chat = await widget.page.screenshot({
    animations: "disabled",
    clip: { x: DESKTOP.width - 424, y: DESKTOP.height - 748, width: 424, height: 748 },
  });
  const background = { r: 232, g: 230, b: 225, alpha: 1 };
  const width = DESKTOP.width + 424 + 96;
  mkdirSync(path.dirname(README_PICTURE), { recursive: true });
  const scene = await sharp({ create: { width, height: DESKTOP.height + 64, channels: 4, background } })
    .composite([
      { input: desk, left: 32, top: 32 },
      { input: chat, left: DESKTOP.width + 64, top: 32 + DESKTOP.height - 748 },
    ])
    .png()
    .toBuffer();
  await sharp(scene).resize({ width: 1600 }).png({ palette: true, quality: 90 }).toFile(README_PICTURE);
}

async function shootEverything(
  browser: Browser,
  origin: string,
  site: string,
  state: BrowserContextOptions["storageState"],
  chat: string,
) {
  for (const colorScheme of ["light", "dark"] satisfies Theme[]) {
    for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      for (const locale of ["en", "ru"]) {
        const options = { colorScheme, viewport, locale, baseURL: origin, reducedMotion: "reduce" } as const;
        const context = await browser.newContext({ ...options, storageState: state });
        const page = await context.newPage();
        const suffix = `${device}-${colorScheme}-${locale}`;
        for (const [name, at] of Object.entries(PAGES)) {
          await page.goto(at);
          await shoot(page, `${name}-${suffix}`);
        }
        await page.goto(chat);
        await shoot(page, `chat-${suffix}`);
        await page.goto("/admin/departments");
        await page.getByRole("link", { name: "Pre Sales" }).click();
        await page.waitForURL("**/admin/departments/*-*");
        await page.screenshot({
          path: path.join(OUT, `department-${suffix}.png`),
          fullPage: true,
          animations: "disabled",
        });
        await context.close();
        await shootWidget(browser, options, site, suffix);
      }
    }
  }
}

async function shootWidget(
  browser: Browser,
  options: BrowserContextOptions,
  site: string,
  suffix: string,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto("/login");
  await shoot(page, `login-${suffix}`);
  await page.goto(`${site}/demo/toms`);
  const launcher = page.locator("foyer-chat").getByRole("button");
  await launcher.waitFor();
  await shoot(page, `widget-closed-${suffix}`);
  await launcher.click();
  const frame = page.frameLocator("foyer-chat iframe");
  await frame.locator("#pick button").first().waitFor();
  await shoot(page, `widget-picker-${suffix}`);
  await frame.locator("#pick button").first().click();
  await frame.locator("#start").click();
  await shoot(page, `widget-form-${suffix}`);
  await frame.locator("#name").fill("Mara Jensen");
  await frame.locator("#body").fill("Which pan is right for induction and eggs?");
  await frame.locator("#start").click();
  await frame.locator("#message").waitFor();
  await shoot(page, `widget-chat-${suffix}`);
  await context.close();
}

const dataDir = mkdtempSync(path.join(tmpdir(), "foyer-screenshots-"));
const port = await freePort();
const server = new ServerProcess(port, { DATA_DIR: dataDir });
const browser = await chromium.launch({
  executablePath: systemChromium(),
  args: ["--disable-dev-shm-usage", "--disable-background-networking"],
});
try {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await server.start();
  const origin = `http://localhost:${port}`;
  const { state, site } = await setUp(browser, server, server.origin);
  const { inbox, bike } = await playScene(browser, origin, site, state);
  await readmePicture(inbox, bike);
  if (!process.argv.includes("--readme-only")) {
    await shootEverything(browser, origin, site, state, new URL(inbox.page.url()).pathname);
  }
} finally {
  await browser.close();
  await server.end("SIGTERM");
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(`Pictures are in ${OUT}; ${README_PICTURE} is new.`);
