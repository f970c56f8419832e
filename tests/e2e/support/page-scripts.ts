import type { Page } from "@playwright/test";

/**
 * The scripts that a page of ours brings in its own text and that its policy would keep from running, by their beginning:
 * those without the mark of its answer. For pages that are not loaded by themselves.
 */
export async function refusedScripts(page: Page, path: string): Promise<string[]> {
  const response = await page.request.get(path);
  const [, mark] = /'nonce-([^']+)'/.exec(response.headers()["content-security-policy"] ?? "") ?? [];
  if (!mark) return [`no mark in the policy of ${path}`];
  const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
  return scripts.filter((tag) => !tag.includes(" src=") && !tag.includes(`nonce="${mark}"`));
}
