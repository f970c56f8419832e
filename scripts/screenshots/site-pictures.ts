import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import sharp from "sharp";
import type { Locale } from "@/lib/i18n/locales";
import { SITE_PICTURES, type SitePicture, sitePicturePath } from "@/lib/site-pictures";
import { Widget } from "@/tests/e2e/pages/widget";
import { chatIdOf, runSql } from "@/tests/e2e/support/door";
import { setClocks } from "./clocks";
import { writeDepartmentStates } from "./department-states";
import type { Scene } from "./scene";
import { DESKTOP, type Stage } from "./stage";
import { writeWeeksOfLegs } from "./weeks-of-legs";

const README_PICTURE = "docs/images/foyer.png";
const THEMES = ["light", "dark"] as const;
const LOCALES: readonly Locale[] = ["en", "ru"];
/** The widget's panel with its launcher, in the corner of a customer's page. */
const PANEL = { width: 424, height: 748 };
/** Screens of today show more than one pixel for each. */
const SCALE = 1.5;

type Look = { colorScheme: (typeof THEMES)[number]; locale: Locale };

/** A message that is no part of the picture: gone with the first touch, as for whoever works there. */
const touch = (page: Page) => page.mouse.click(DESKTOP.width / 2, 2);

const TAKEN: Record<SitePicture, (page: Page, stage: Stage, scene: Scene) => Promise<Buffer>> = {
  async inbox(page) {
    await page.goto(`/inbox/${await chatIdOf("Lena Vogt")}`, { waitUntil: "networkidle" });
    await touch(page);
    await page.locator("[data-sonner-toast]").first().waitFor({ state: "detached" });
    return page.screenshot({ animations: "disabled" });
  },
  async widget(page, { site }) {
    const widget = new Widget(page);
    await page.goto(site("/demo/bikes"));
    await widget.launcher.first().waitFor();
    if (!(await page.locator("foyer-chat iframe").isVisible())) await widget.launcher.first().click();
    await widget.log.getByText("Can I try one").waitFor();
    const { width, height } = PANEL;
    const clip = { x: DESKTOP.width - width, y: DESKTOP.height - height, width, height };
    return page.screenshot({ animations: "disabled", clip });
  },
  async reports(page) {
    await page.goto("/reports", { waitUntil: "networkidle" });
    return page.screenshot({ animations: "disabled" });
  },
};

/** The pictures of the home page, in both themes and languages, and from two of them the README's. */
export async function takeSitePictures(browser: Browser, stage: Stage, scene: Scene): Promise<void> {
  await writeWeeksOfLegs("Pre Sales");
  await writeDepartmentStates("Pre Sales");
  for (const colorScheme of THEMES)
    for (const locale of LOCALES)
      for (const name of SITE_PICTURES) await takeOne(name, browser, stage, scene, { colorScheme, locale });
  await runSql("update supervisor_alerts set acknowledged_at = null where acknowledged_by_id is null");
  await composeReadme();
}

async function takeOne(name: SitePicture, browser: Browser, stage: Stage, scene: Scene, look: Look): Promise<void> {
  const context = await browser.newContext({
    ...look,
    baseURL: stage.origin,
    viewport: DESKTOP,
    deviceScaleFactor: SCALE,
    reducedMotion: "reduce",
    storageState: name === "widget" ? scene.visitors["Lena Vogt"]?.state : stage.admin,
  });
  await setClocks();
  // Who waits is told in red to those who can do something about it; here it would be the first that somebody sees.
  await runSql("update supervisor_alerts set acknowledged_at = now() where acknowledged_at is null");
  const taken = await TAKEN[name](await context.newPage(), stage, scene);
  await context.close();
  const file = path.join("public", sitePicturePath(name, look.colorScheme, look.locale));
  mkdirSync(path.dirname(file), { recursive: true });
  await sharp(taken).webp({ quality: 82, effort: 6 }).toFile(file);
}

/** The desk, and beside it the customer's corner. */
async function composeReadme(): Promise<void> {
  const gap = 32;
  const read = (name: SitePicture) => path.join("public", sitePicturePath(name, "light", "en"));
  const desk = await sharp(read("inbox")).resize({ width: DESKTOP.width }).toBuffer();
  const chat = await sharp(read("widget")).resize({ width: PANEL.width }).toBuffer();
  const background = { r: 232, g: 230, b: 225, alpha: 1 };
  const width = DESKTOP.width + PANEL.width + 3 * gap;
  mkdirSync(path.dirname(README_PICTURE), { recursive: true });
  const scene = await sharp({ create: { width, height: DESKTOP.height + 2 * gap, channels: 4, background } })
    .composite([
      { input: desk, left: gap, top: gap },
      { input: chat, left: DESKTOP.width + 2 * gap, top: gap + DESKTOP.height - PANEL.height },
    ])
    .png()
    .toBuffer();
  await sharp(scene).resize({ width: 1600 }).png({ palette: true, quality: 90 }).toFile(README_PICTURE);
}
