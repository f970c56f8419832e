import { loadavg } from "node:os";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import Pusher from "pusher";
import type { ChatListDto } from "@/lib/chats/lists/list-schemas";
import type { ChatEventDto, InboxChatDto } from "@/lib/chats/schemas";
import { uuidv7 } from "@/lib/ids";
import { channelName, chatChannelId } from "@/lib/realtime/events";
import { systemChromium } from "@/scripts/lib/system-packages.mjs";
import { realtimeSecret } from "../sockets/idle";
import { median, ms, numberOption, percentile, type Verdict } from "../support/report";
import { get, type InboxBench } from "./figure";
import { LONG_CHAT_ID, LONG_THREAD } from "./seed";

const ROWS = numberOption("rows", 10_000);
const EVENTS = numberOption("events", 20_000);
const OPENINGS = 5;
const SCROLL_MS = 5_000;
const TARGETS = { framesPerSecond: 58, openMs: 300, megabytes: 20 };
const WINDOW = { width: 1440, height: 900 };
/** Events of one request: limit of the protocol. */
const BATCH = 10;
const PATIENCE_MS = 300_000;

/**
 * How the inbox feels in Chromium: scrolling, opening, and what a long day leaves in memory. Each figure is told as soon as
 * it is there; one that could not be taken is told as missed, and the others are taken all the same.
 */
export async function benchBrowser(
  bench: InboxBench & { authSecret: string },
  tell: (verdict: Verdict) => void,
): Promise<void> {
  const browser = await chromium.launch({ executablePath: systemChromium(), args: ["--disable-dev-shm-usage"] });
  try {
    const figures: [string, string, (page: Page) => Promise<Verdict>][] = [
      ["scrolling", "/inbox?tab=closed", scroll],
      ["opening a long thread", "/inbox?tab=all", openLongThread],
      ["a long day", `/inbox/${LONG_CHAT_ID}?tab=all`, (page) => liveThroughADay(page, bench)],
    ];
    for (const [what, path, work] of figures) {
      const verdict = await withPage(browser, bench, path, work).catch((error: unknown) => {
        console.error(error);
        return { what: `browser: ${what}`, target: "a figure", value: "none", isMet: false };
      });
      console.log(`  ${verdict.what}: ${verdict.value}, load ${loadavg()[0]?.toFixed(1)}`);
      tell(verdict);
    }
  } finally {
    await browser.close();
  }
}

async function withPage(
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
  try {
    await page.goto(origin + path);
    await page.locator("[data-chat-row]").first().waitFor();
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Reads the list down to `ROWS` rows, then drags it evenly through all of them and counts frames. */
async function scroll(page: Page): Promise<Verdict> {
  await page.waitForFunction(
    (rows) => {
      const last = document.querySelector("[role=tabpanel] li:last-of-type");
      last?.parentElement?.parentElement?.scrollTo({ top: 1e9 });
      return Number(last?.getAttribute("aria-posinset")) >= rows;
    },
    ROWS,
    { polling: 50, timeout: PATIENCE_MS },
  );
  const frames = await page.evaluate(async (spanMs) => {
    const box = document.querySelector("[role=tabpanel] ul")?.parentElement;
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
  }, SCROLL_MS);
  const perSecond = (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
  return {
    what: `browser: ${ROWS.toLocaleString("en")} rows scrolled`,
    target: `>= ${TARGETS.framesPerSecond} frames/s`,
    value: `${perSecond.toFixed(1)} frames/s, a frame p95 ${ms(percentile(frames, 0.95))}`,
    isMet: perSecond >= TARGETS.framesPerSecond,
  };
}

/** From the click on the row to the frame that shows the newest messages. */
async function openLongThread(page: Page): Promise<Verdict> {
  const took: number[] = [];
  for (let turn = 0; turn < OPENINGS; turn++) {
    await page.goto(page.url().replace(/\/inbox\/[^?]+/, "/inbox"));
    await page.locator(`[data-chat-row="${LONG_CHAT_ID}"]`).waitFor();
    await page.waitForLoadState("networkidle");
    took.push(
      await page.evaluate(async (id) => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const start = performance.now();
        document.querySelector<HTMLElement>(`[data-chat-row="${id}"]`)?.click();
        while (document.querySelectorAll("[role=log] li").length < 20) await frame();
        await frame();
        return performance.now() - start;
      }, LONG_CHAT_ID),
    );
  }
  return {
    what: `browser: thread of ${LONG_THREAD.toLocaleString("en")} messages opened`,
    target: `<= ${TARGETS.openMs} ms`,
    value: `${ms(median(took))}, at most ${ms(Math.max(...took))}`,
    isMet: median(took) <= TARGETS.openMs,
  };
}

async function usedBytes(session: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}

/**
 * Sends what eight hours bring as the server would: rows of all departments that change, and messages in the opened chat.
 * They go straight to the realtime server: the database need not take part.
 */
async function liveThroughADay(page: Page, bench: InboxBench & { authSecret: string }): Promise<Verdict> {
  await page.locator("[role=log] li").nth(20).waitFor();
  const session = await page.context().newCDPSession(page);
  await page.waitForTimeout(3_000);
  const before = await usedBytes(session);
  const { hostname, port } = new URL(bench.origin);
  const pusher = new Pusher({
    appId: "foyer",
    key: "foyer",
    secret: realtimeSecret(bench.authSecret),
    host: hostname,
    port,
    useTLS: false,
  });
  const { chats } = await get<ChatListDto>(bench, bench.cookies.admin, "/api/inbox/chats?list=all&limit=100");
  const rows = new Map(chats.map((chat) => [chat.id, chat]));
  const opened = rows.get(LONG_CHAT_ID);
  if (!opened) throw new Error("the long chat is not listed");
  let seq = LONG_THREAD;
  let batch: Pusher.BatchEvent[] = [];
  for (let n = 0; n < EVENTS; n++) {
    const isInThread = n % 4 === 0;
    const row = isInThread ? rows.get(LONG_CHAT_ID) : [...rows.values()][n % rows.size];
    if (!row) continue;
    if (isInThread) {
      seq += 1;
      const channel = channelName("chat", chatChannelId(LONG_CHAT_ID, opened.epoch));
      batch.push({ channel, name: "event.appended", data: JSON.stringify(message(seq)) });
    } else {
      const next = moved(row, n);
      rows.set(row.id, next);
      const channel = channelName("department", row.department.id);
      batch.push({ channel, name: "chat.changed", data: JSON.stringify({ chat: next }) });
    }
    if (batch.length === BATCH || n === EVENTS - 1) {
      await pusher.triggerBatch(batch);
      batch = [];
    }
  }
  await page.getByText(`Message ${seq} `).waitFor();
  await page.waitForTimeout(3_000);
  const grown = ((await usedBytes(session)) - before) / 1_000_000;
  return {
    what: `browser: heap after ${EVENTS.toLocaleString("en")} events`,
    target: `+ ${TARGETS.megabytes} MB at most`,
    value: `${grown.toFixed(1)} MB more than ${(before / 1_000_000).toFixed(1)} MB`,
    isMet: grown <= TARGETS.megabytes,
  };
}

const moved = (row: InboxChatDto, n: number): InboxChatDto => ({
  ...row,
  lastSeq: row.lastSeq + 1,
  lastVisitorSeq: row.lastSeq + 1,
  lastMessage: { preview: `News ${n}: where is my parcel, please?`, by: "visitor", at: new Date().toISOString() },
});

const message = (seq: number): ChatEventDto => ({
  chatId: LONG_CHAT_ID,
  seq,
  prev: seq - 1,
  kind: "message",
  sender: { type: "visitor" },
  clientId: uuidv7(),
  body: `Message ${seq} of a long day: is the blue kettle there again, and can it be delivered to the neighbour?`,
  data: {},
  createdAt: new Date().toISOString(),
});
