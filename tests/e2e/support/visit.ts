import type { Page, Request } from "@playwright/test";
import { expect } from "../fixtures";

/** Nothing has been asked for so long: what a page shows first is there. */
const QUIET_MS = 500;

type Router = { next?: { router?: { push(path: string): void } } };

/**
 * Goes to a page of ours as its links do, without loading and starting all of the code anew, which is most of the work of a
 * visit. The first page of a tab, and one of another kind, is loaded.
 */
export async function visit(page: Page, path: string): Promise<void> {
  const open = new Set<Request>();
  let changedAt = Date.now();
  const begin = (request: Request) => {
    open.add(request);
    changedAt = Date.now();
  };
  const end = (request: Request) => {
    open.delete(request);
    changedAt = Date.now();
  };
  page.on("request", begin).on("requestfinished", end).on("requestfailed", end);
  try {
    const isInside = await page.evaluate((to) => {
      const { next } = window as unknown as Router;
      next?.router?.push(to);
      return next?.router !== undefined;
    }, path);
    if (isInside) await page.waitForURL((url) => url.pathname + url.search === path);
    else await page.goto(path);
    await expect.poll(() => open.size === 0 && Date.now() - changedAt > QUIET_MS, { intervals: [100] }).toBe(true);
  } finally {
    page.off("request", begin).off("requestfinished", end).off("requestfailed", end);
  }
}
