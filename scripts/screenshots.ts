// `npm run screenshots`: sets up a fresh installation, plays a scene in it, and photographs every page and state in both
// themes, on desktop and phone, in English and Russian, the widget in Arabic and in forced colours, too; `--only=<pattern>` takes
// those alone whose names match, such as `--only=widget.*-phone-dark-ru`. The pictures of the home page and of the README are
// taken of the same scene, by a run that takes everything or by `--site-only`.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page, request } from "@playwright/test";
import { directionOf, type Locale } from "@/lib/i18n/locales";
import { systemChromium } from "@/scripts/lib/system-packages.mjs";
import { Widget } from "@/tests/e2e/pages/widget";
import { chatIdOf, runSql } from "@/tests/e2e/support/door";
import { adminShots } from "./screenshots/admin-shots";
import { setClocks, warnIdle } from "./screenshots/clocks";
import { deskShots } from "./screenshots/desk-shots";
import { FILLED_SHOTS } from "./screenshots/filled-shots";
import { playScene, type Scene } from "./screenshots/scene";
import type { Shot, WidgetShot } from "./screenshots/shots";
import { takeSitePictures } from "./screenshots/site-pictures";
import { DESKTOP, raiseStage, type SignedIn, type Stage } from "./screenshots/stage";
import { WIDGET_SHOTS } from "./screenshots/widget-shots";

const OUT = "test-results/screenshots";
const THEMES = ["light", "dark"] as const;
const DEVICES = { desktop: DESKTOP, phone: { width: 390, height: 844 } };
const LOCALES: Locale[] = ["en", "ru"];
/** What visitors read, also from right to left. */
const WIDGET_LOCALES = [...LOCALES, "ar"] as const;
const only = /^--only=(.*)$/.exec(process.argv.find((word) => word.startsWith("--only=")) ?? "")?.[1];
const ONLY = new RegExp(only ?? "");

type Look<L = Locale> = {
  colorScheme: (typeof THEMES)[number];
  forcedColors?: "active";
  viewport: { width: number; height: number };
  locale: L;
};

const save = (page: Page, name: string, whole = false) =>
  page.screenshot({ path: path.join(OUT, `${name}.png`), animations: "disabled", fullPage: whole });

async function shootPages(browser: Browser, { origin, admin }: Stage, { anna }: Scene, look: Look, shots: Shot[]) {
  const states: Record<string, SignedIn> = { admin, anna: await anna.context.storageState() };
  for (const who of ["admin", "anna", "nobody"]) {
    const own = shots.filter(({ as = "admin" }) => as === who);
    if (own.length === 0) continue;
    const context = await browser.newContext({
      ...look,
      hasTouch: look.viewport === DEVICES.phone,
      baseURL: origin,
      reducedMotion: "reduce",
      storageState: states[who],
    });
    const page = await context.newPage();
    for (const { name, at, act, whole } of own) {
      await setClocks();
      await page.goto(at, { waitUntil: "networkidle" });
      await act?.(page, look.locale).catch((error) => console.error(`${name}: ${error.message.split("\n")[0]}`));
      await save(page, name, whole);
    }
    await context.close();
  }
}

/** Writes the page of a website in a language, before its first line. */
function playIn({ lang, dir }: { lang: string; dir: string }): void {
  if (window !== top) return;
  new MutationObserver(() => {
    document.documentElement.lang = lang;
    document.documentElement.dir = dir;
  }).observe(document, { childList: true });
}

async function shootWidget(
  browser: Browser,
  { origin, site, admin }: Stage,
  { visitors }: Scene,
  look: Look<(typeof WIDGET_LOCALES)[number]>,
  shots: WidgetShot[],
) {
  const operator = await request.newContext({ baseURL: origin, storageState: admin, extraHTTPHeaders: { origin } });
  const type = async (who: string) =>
    void (await operator.post(`/api/chats/${await chatIdOf(who)}/typing`, { data: {} }));
  for (const { name, visitor, at = "/demo/toms", closed, set = [], act } of shots) {
    const known = visitor === undefined ? undefined : visitors[visitor];
    // Phones have emoji of their own.
    const hasTouch = look.viewport === DEVICES.phone;
    const context = await browser.newContext({
      ...look,
      hasTouch,
      reducedMotion: "reduce",
      storageState: known?.state,
    });
    if (look.locale === "ar") await context.addInitScript(playIn, { lang: "ar-EG", dir: directionOf("ar") });
    const widget = new Widget(await context.newPage());
    widget.page.setDefaultTimeout(20_000);
    await setClocks();
    for (const statement of set) await runSql(statement);
    await widget.page.goto(site(known?.at ?? at));
    await widget.launcher.first().waitFor();
    if (!closed && !(await widget.page.locator("foyer-chat iframe").isVisible())) await widget.launcher.first().click();
    await act?.(widget.frame, widget.page, { type }).catch((error) =>
      console.error(`${name}: ${error.message.split("\n")[0]}`),
    );
    await save(widget.page, name);
    await context.close();
  }
  await operator.dispose();
}

async function shootEverything(browser: Browser, stage: Stage, scene: Scene): Promise<void> {
  const pages = [...adminShots(scene.departments), ...(await deskShots())];
  const chosen = <T extends { name: string }>(shots: T[], look: string) =>
    shots.map((shot) => ({ ...shot, name: `${shot.name}-${look}` })).filter(({ name }) => ONLY.test(name));
  const shootStates = async (look: Look<(typeof WIDGET_LOCALES)[number]>, name: string) => {
    await shootWidget(browser, stage, scene, look, chosen(WIDGET_SHOTS, name));
    await runSql("delete from offline_messages where name = 'Ada Quist'");
  };
  const shootLooks = async (shots: readonly Shot[], colorScheme: Look["colorScheme"], device: keyof typeof DEVICES) => {
    for (const locale of LOCALES) {
      const look = { colorScheme, viewport: DEVICES[device], locale };
      await shootPages(browser, stage, scene, look, chosen([...shots], `${device}-${colorScheme}-${locale}`));
    }
  };
  const devices = Object.keys(DEVICES) as (keyof typeof DEVICES)[];
  for (const colorScheme of THEMES) {
    for (const device of devices) {
      await shootLooks(pages, colorScheme, device);
      for (const locale of WIDGET_LOCALES) {
        await shootStates({ colorScheme, viewport: DEVICES[device], locale }, `${device}-${colorScheme}-${locale}`);
      }
    }
  }
  const forced = { colorScheme: "dark", forcedColors: "active", viewport: DESKTOP, locale: "en" } as const;
  await shootStates(forced, "desktop-forced-en");
  for (const colorScheme of THEMES) for (const device of devices) await shootLooks(FILLED_SHOTS, colorScheme, device);
}

const browser = await chromium.launch({
  executablePath: systemChromium(),
  args: ["--disable-dev-shm-usage", "--disable-background-networking"],
});
let stage: Stage | undefined;
try {
  if (only === undefined) rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  stage = await raiseStage(browser, async (page) => void (await save(page, "setup")));
  const scene = await playScene(browser, stage);
  if (only === undefined) await takeSitePictures(browser, stage, scene);
  if (!process.argv.includes("--site-only")) {
    await warnIdle();
    await scene.bike.page.context().close();
    await runSql("update operators set intent = 'away', away_by_misses_at = now() where name = 'Anna Weber'");
    await shootEverything(browser, stage, scene);
  }
} finally {
  await browser.close();
  await stage?.end();
}
console.log(`Pictures are in ${OUT}.${only === undefined ? " Those of home page and README are new." : ""}`);
