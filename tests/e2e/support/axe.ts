import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AxeBuilder from "@axe-core/playwright";
import { type Frame, type Page, test } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Rules whose answer another theme can change. */
const THEMED = ["color-contrast", "link-in-text-block"];

/** What axe finds against WCAG 2.2 AA in a page and its frames, one line for each place. */
export const findings = (page: Page): Promise<string[]> => analyze(new AxeBuilder({ page }).withTags(TAGS));

/** The part of it that another theme can change: everything else is the same in both. */
export const contrastFindings = (page: Page): Promise<string[]> => analyze(new AxeBuilder({ page }).withRules(THEMED));

async function analyze(builder: AxeBuilder): Promise<string[]> {
  return lines((await builder.analyze()).violations);
}

const lines = (violations: Violation[]) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));

let source: string | undefined;
/** The axe that the package for Playwright brings. */
function axeSource(): string {
  const ofPackage = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));
  source ??= readFileSync(ofPackage.resolve("axe-core/axe.min.js"), "utf8");
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
  const options = { runOnly: { type: themed ? "rule" : "tag", values }, resultTypes: ["violations"] };
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
