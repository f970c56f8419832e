import type { Browser, Page } from "@playwright/test";

/** A phone on a slow network, as Lighthouse's own profile has it. */
const CPU_SLOWDOWN = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: "en-US",
};

/** After this nothing of ours is under way any more. */
const SETTLE_MS = 2_500;

export type PhoneVisit = {
  /** Requests to the installation before the click. */
  requests: number;
  /** Milliseconds from the click until the first field can be typed into; infinite where none had the focus in time. */
  readyMs: number;
  /** Of the host page: layout shift in all, before and after the click. */
  shift: number;
  /** Milliseconds of tasks over 50 ms in the host page's process, those of the page itself with them: before and after the click. */
  longTaskMs: number;
  openLongTaskMs: number;
};

type Watched = Window & {
  bench: { shift: number; long: { start: number; duration: number }[]; clickedAt: number; readyAt: number };
};

/** Loads the page with the snippet as a throttled phone, opens the chat, and tells what that took. */
export async function visitByPhone(browser: Browser, url: string, installation: string): Promise<PhoneVisit> {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", NETWORK);
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    let requests = 0;
    page.on("request", (request) => {
      if (request.url().startsWith(installation)) requests++;
    });
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: "load" });
    const launcher = page.locator("foyer-chat button");
    await launcher.waitFor();
    await page.waitForTimeout(SETTLE_MS);
    const before = requests;
    const closed = await read(page);
    const box = await launcher.boundingBox();
    if (!box) throw new Error("the page shows no launcher");
    // Nothing but the finger: a test's own way to look for a field in the frame takes longer than the frame.
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForTimeout(SETTLE_MS);
    const { shift, longTaskMs, clickedAt } = await read(page);

    const frame = page.frames().find((each) => each.url().startsWith(`${installation}/embed/`));
    const readyAt = await frame?.evaluate(() => (window as unknown as Watched).bench.readyAt);
    if (!clickedAt || readyAt === undefined) throw new Error(`no frame within ${SETTLE_MS} ms`);
    return {
      requests: before,
      readyMs: readyAt === 0 ? Number.POSITIVE_INFINITY : readyAt - clickedAt,
      shift,
      longTaskMs: closed.longTaskMs,
      openLongTaskMs: longTaskMs - closed.longTaskMs,
    };
  } finally {
    await context.close();
  }
}

/** Runs in the page and in each of its frames before everything else. */
function watch(): void {
  const bench: Watched["bench"] = { shift: 0, long: [], clickedAt: 0, readyAt: 0 };
  (window as unknown as Watched).bench = bench;
  const now = () => performance.timeOrigin + performance.now();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.long.push({ start: startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  if (parent === window) {
    addEventListener("click", ({ timeStamp }) => (bench.clickedAt ||= performance.timeOrigin + timeStamp), true);
    return;
  }
  const look = () => {
    const field = document.querySelector<HTMLElement>("input, textarea");
    if (!field || document.activeElement !== field || bench.readyAt) return;
    // What has been drawn can be typed into: after the next picture.
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => (bench.readyAt ||= now())));
  };
  const seen = new MutationObserver(look);
  // The focus may come a moment after the field, with nothing else changing, and unheard in a frame of its own process.
  const again = () => {
    look();
    if (!bench.readyAt) requestAnimationFrame(again);
  };
  requestAnimationFrame(again);
  seen.observe(document, { childList: true, subtree: true });
}

const read = (page: Page) =>
  page.evaluate(() => {
    const { bench } = window as unknown as Watched;
    const longTaskMs = bench.long.reduce((sum, { duration }) => sum + duration, 0);
    return { shift: bench.shift, longTaskMs, clickedAt: bench.clickedAt };
  });
