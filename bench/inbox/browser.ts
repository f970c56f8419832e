import { loadavg } from "node:os";
import { type Browser, chromium, type Page } from "@playwright/test";
import { systemChromium } from "@/scripts/lib/system-packages.mjs";
import { tell, within } from "../support/progress";
import { median, ms, numberOption, percentile, type Verdict } from "../support/report";
import { liveThroughADay } from "./day";
import type { InboxBench } from "./figure";
import { LONG_CHAT_ID, LONG_THREAD, openChats } from "./seed";

const ROWS = numberOption("rows", 10_000);
const ROWS_TOLD = 2_000;
const OPENINGS = 5;
const SCROLL_MS = 5_000;
const TARGETS = { framesPerSecond: 58, openMs: 300 };
const WINDOW = { width: 1440, height: 900 };
const LAUNCH_MS = 120_000;
/** For one thing to appear, on a machine that is busy. */
const PATIENCE_MS = 60_000;
/** For a figure in all: beyond it the browser is closed, and the figure is missed. */
const FIGURE_SECONDS = 300;
const CLOSE_SECONDS = 20;

/**
 * How the inbox feels in Chromium: scrolling, opening, and what a long day leaves in memory. Each figure is told as soon as
 * it is there; one that could not be taken is told as missed, and the others are taken all the same.
 */
export async function benchBrowser(
  bench: InboxBench & { authSecret: string },
  judge: (verdict: Verdict) => void,
): Promise<void> {
  const figures: [string, string, (page: Page) => Promise<Verdict>][] = [
    ["scrolling", "/inbox?tab=closed", (page) => scroll(page, Math.min(ROWS, bench.chats - openChats(bench.chats)))],
    ["opening a long thread", "/inbox?tab=all", openLongThread],
    ["a long day", `/inbox/${LONG_CHAT_ID}?tab=all`, (page) => liveThroughADay(page, bench)],
  ];
  for (const [what, path, work] of figures) {
    tell(`browser: ${what} …`);
    const verdict = await inFreshBrowser(bench, path, work).catch((error: unknown) => {
      const [value = ""] = String(error instanceof Error ? error.message : error).split("\n");
      return { what: `browser: ${what}`, target: "a figure", value: `none: ${value}`, isMet: false };
    });
    tell(`${verdict.what}: ${verdict.value}, load ${loadavg()[0]?.toFixed(1)}`);
    judge(verdict);
  }
}

/** One browser for each figure: whatever has happened to the one before, this one begins as people begin. */
async function inFreshBrowser(
  bench: InboxBench,
  path: string,
  work: (page: Page) => Promise<Verdict>,
): Promise<Verdict> {
  const options = { executablePath: systemChromium(), args: ["--disable-dev-shm-usage"], timeout: LAUNCH_MS };
  const browser = await chromium.launch(options);
  try {
    return await within(FIGURE_SECONDS, "the figure", onPage(browser, bench, path, work));
  } finally {
    await within(CLOSE_SECONDS, "closing the browser", browser.close()).catch((error: unknown) => console.error(error));
  }
}

async function onPage(
  browser: Browser,
  { origin, cookies }: InboxBench,
  path: string,
  work: (page: Page) => Promise<Verdict>,
): Promise<Verdict> {
  const context = await browser.newContext({ viewport: WINDOW });
  const [name = "", value = ""] = cookies.admin.split("=");
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  // Without it a page that has given up would only look slow.
  page.on("console", (message) => message.type() === "error" && tell(`  the page says: ${message.text()}`));
  page.on("pageerror", (error) => tell(`  the page says: ${error}`));
  await page.goto(origin + path);
  await page.locator("[data-chat-row]").first().waitFor();
  return work(page);
}

/**
 * Reads the list down to `rows` rows, then drags it evenly through all of them and counts frames; then the same in a bare list,
 * which tells how many this browser can draw on this machine at all.
 */
async function scroll(page: Page, rows: number): Promise<Verdict> {
  await readDown(page, rows);
  const list = ":has(> * > li[data-chat])";
  const height = await page.locator(list).evaluate((box) => box.scrollHeight);
  const own = await drag(page, list);
  await page.goto("about:blank");
  await page.evaluate(bareList, { height, rows });
  const bare = await drag(page, "#bare");
  return {
    what: `browser: ${rows.toLocaleString("en")} rows scrolled`,
    target: `>= ${TARGETS.framesPerSecond} frames/s, or what a bare list has`,
    value: `${own.perSecond.toFixed(1)} frames/s, a frame p95 ${ms(own.p95)}; bare ${bare.perSecond.toFixed(1)}, ${ms(bare.p95)}`,
    isMet: own.perSecond >= Math.min(TARGETS.framesPerSecond, bare.perSecond),
  };
}

/** Evenly from end to beginning. */
async function drag(page: Page, list: string): Promise<{ perSecond: number; p95: number }> {
  const frames = await page.evaluate(
    async ({ spanMs, list }) => {
      const box = document.querySelector(list);
      if (!box) throw new Error("no list");
      const took: number[] = [];
      const height = box.scrollHeight;
      const start = performance.now();
      for (let before = start; ; ) {
        const now = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
        took.push(now - before);
        before = now;
        if (now - start > spanMs) return took;
        box.scrollTop = height * (1 - (now - start) / spanMs);
      }
    },
    { spanMs: SCROLL_MS, list },
  );
  const perSecond = (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
  return { perSecond, p95: percentile(frames, 0.95) };
}

/** A list of as many rows, as high, that shows two lines of plain text in each that is in view, and nothing else. */
function bareList({ height, rows }: { height: number; rows: number }): void {
  const box = document.createElement("div");
  box.id = "bare";
  box.style.cssText = "height:600px;width:360px;overflow-y:auto;font:14px sans-serif";
  const all = document.createElement("div");
  all.style.cssText = `height:${height}px;position:relative`;
  box.append(all);
  document.body.append(box);
  const rowHeight = height / rows;
  const draw = () => {
    const first = Math.floor(box.scrollTop / rowHeight);
    const shown = Array.from({ length: Math.ceil(600 / rowHeight) + 1 }, (_, i) => first + i);
    all.replaceChildren(
      ...shown.map((row) => {
        const line = document.createElement("div");
        line.style.cssText = `position:absolute;top:${row * rowHeight}px;height:${rowHeight}px`;
        line.append(`Visitor ${row}`, document.createElement("br"), `Where is order ${row * 7}?`);
        return line;
      }),
    );
  };
  box.addEventListener("scroll", draw);
  draw();
}

/** Page by page, as somebody reads who holds the End key. @throws Error when the list stops growing */
async function readDown(page: Page, rows: number): Promise<void> {
  let [read, told, grewAt] = [0, 0, performance.now()];
  while (read < rows) {
    const now = await page.evaluate(() => {
      const last = [...document.querySelectorAll("[role=tabpanel] li[data-chat]")].at(-1);
      last?.parentElement?.parentElement?.scrollTo({ top: 1e9 });
      return Number(last?.getAttribute("aria-posinset"));
    });
    if (now > read) grewAt = performance.now();
    else if (performance.now() - grewAt > PATIENCE_MS) throw new Error(`the list stayed at ${read} rows`);
    read = Math.max(read, now);
    if (read - told >= ROWS_TOLD) {
      tell(`  ${read} rows read`);
      told = read;
    }
    await page.waitForTimeout(20);
  }
}

/** From the click on the row to the frame that shows the newest messages. */
async function openLongThread(page: Page): Promise<Verdict> {
  const took: number[] = [];
  for (let turn = 0; turn < OPENINGS; turn++) {
    await page.goto(page.url().replace(/\/inbox\/[^?]+/, "/inbox"));
    await page.locator(`[data-chat-row="${LONG_CHAT_ID}"]`).waitFor();
    // A page that still asks for something is as good a place to click: people do not wait for silence either.
    await page.waitForLoadState("networkidle", { timeout: 10_000 }).catch(() => undefined);
    took.push(
      await page.evaluate(
        async ({ id, mostMs }) => {
          const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
          const start = performance.now();
          document.querySelector<HTMLElement>(`[data-chat-row="${id}"]`)?.click();
          while (document.querySelectorAll("[role=log] li").length < 20) {
            if (performance.now() - start > mostMs) throw new Error("the thread did not open");
            await frame();
          }
          await frame();
          return performance.now() - start;
        },
        { id: LONG_CHAT_ID, mostMs: PATIENCE_MS },
      ),
    );
    tell(`  opened in ${ms(took.at(-1) ?? Number.NaN)}`);
  }
  return {
    what: `browser: thread of ${LONG_THREAD.toLocaleString("en")} messages opened`,
    target: `<= ${TARGETS.openMs} ms`,
    value: `${ms(median(took))}, at most ${ms(Math.max(...took))}`,
    isMet: median(took) <= TARGETS.openMs,
  };
}
