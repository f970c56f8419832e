import type { Page } from "@playwright/test";

/** A page whose code is still under way, as on a slow phone; what is given back lets it come. */
export async function withoutCode(page: Page, path: string): Promise<() => void> {
  let codeComes = () => {};
  const comes = new Promise<void>((resolve) => {
    codeComes = resolve;
  });
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    await comes;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  return codeComes;
}
