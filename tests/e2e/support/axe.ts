import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds against WCAG 2.2 AA in a page and its frames, one line for each place. */
export const findings = (page: Page): Promise<string[]> => analyze(new AxeBuilder({ page }).withTags(TAGS));

/** The part of it that another theme can change: everything else is the same in both. */
export const contrastFindings = (page: Page): Promise<string[]> =>
  analyze(new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]));

async function analyze(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
