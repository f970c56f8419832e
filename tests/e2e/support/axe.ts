import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Frame, type Page, test } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Rules whose answer another theme can change. */
const THEMED = ["color-contrast", "link-in-text-block"];

/**
 * What axe finds against WCAG 2.2 AA in a page and its frames, one line for each place. Each frame is looked at by itself,
 * which takes half of the time.
 */
export const findings = (page: Page): Promise<string[]> => eachFrame(page, { themed: false });

/** The part of it that another theme can change: everything else is the same in both. */
export const contrastFindings = (page: Page): Promise<string[]> => eachFrame(page, { themed: true });

/** The same in either theme, one after the other, in the state in which the page is. */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const light = await findings(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const dark = await contrastFindings(page);
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

async function eachFrame(page: Page, options: { themed: boolean }): Promise<string[]> {
  const found: string[] = [];
  for (const frame of page.frames()) {
    const isSeen = frame === page.mainFrame() || (await (await frame.frameElement()).isVisible());
    if (isSeen) found.push(...(await lastingFindings(frame, options)));
  }
  return found;
}

/**
 * What is still so when nothing moves any more: pages are looked at while other journeys make notices come and fade away
 * on them.
 */
async function lastingFindings(frame: Frame, options: { themed: boolean }): Promise<string[]> {
  const first = await frameFindings(frame, options);
  if (first.length === 0) return first;
  await frame.evaluate(async () => {
    // What goes round for ever, such as a spinner, has no end to wait for.
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  });
  const second = new Set(await frameFindings(frame, options));
  return first.filter((line) => second.has(line));
}

const lines = (violations: Violation[]) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));

let source: string | undefined;
function axeSource(): string {
  source ??= readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return source;
}

type Axe = { run: (context: Document, options: object) => Promise<{ violations: Violation[] }> };
type Violation = { id: string; nodes: { target: unknown[] }[] };

/**
 * What axe finds in one frame alone, by its own run there; `themed`: only what another theme can change. For walks through
 * many states of a frame: the page around it is not looked at again, and no page is opened to put the parts together.
 * @throws Error when the frame is stuck. Axe itself has been seen to give no answer in a frame that was well (one time in
 * some thousand): then another axe is asked, and the report of the test says so.
 */
export async function frameFindings(frame: Frame, { themed = false } = {}): Promise<string[]> {
  const values = themed ? THEMED : TAGS;
  // Without `iframes: false` axe would look once more, from here, at each frame inside that has it already.
  const options = {
    runOnly: { type: themed ? "rule" : "tag", values },
    resultTypes: ["violations"],
    iframes: false,
  };
  if (!(await frame.evaluate(() => "axe" in window))) await frame.evaluate(axeSource());
  const first = await within(AXE_LIMIT_MS, runIn(frame, options));
  if (first) return lines(first);
  if (!(await within(AXE_LIMIT_MS, frame.evaluate(takeBreath)))) throw new Error("the frame is stuck");
  test.info().annotations.push({ type: "axe gave no answer", description: new Date().toISOString() });
  await frame.evaluate(axeSource());
  const second = await within(AXE_LIMIT_MS, runIn(frame, options));
  if (!second) throw new Error("axe gives no answer in this frame");
  return lines(second);
}

const AXE_LIMIT_MS = 60_000;

const runIn = (frame: Frame, given: object): Promise<Violation[]> =>
  frame.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: Axe };
    return (await axe.run(document, options)).violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target }) => ({ target })),
    }));
  }, given);

/** Answers when the frame does what it is asked, and its timers run. */
const takeBreath = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 0));

/** Undefined when it takes longer. What is late may fail when its page is gone, which then matters to nobody. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
