import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { Admin } from "./pages/admin";
import { Inbox } from "./pages/inbox";
import { Widget } from "./pages/widget";
import { runSql } from "./support/door";
import { watchRefusals } from "./support/watch-refusals";

export const ADMIN = { name: "Ada Lovelace", email: "ada@example.com", password: "correct horse battery" };
export const ADMIN_STATE = "test-results/admin.json";

/** The demo sites by the other name of this machine: to a browser another site than the installation. */
export const siteUrl = (baseURL: string | undefined, path: string) => {
  const url = new URL(path, baseURL);
  url.hostname = "127.0.0.1";
  return url.href;
};

/** Gathers what the policy of our own pages kept from running or loading: nothing, as long as every part of them is ours. */
function watchPolicy(page: Page): string[] {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && message.text().includes("Content Security Policy")) refused.push(message.text());
  });
  return refused;
}

type Fixtures = {
  /** What the server could not answer; printed when the journey fails. */
  refusals: readonly string[];
  /** A browser of a visitor, with the widget of the page that it opens. */
  newVisitor: () => Promise<Widget>;
  widget: Widget;
  /** The admin of the installation in a browser of their own. */
  adminPage: Page;
  admin: Admin;
  inbox: Inbox;
  site: (path: string) => string;
};

export const test = base.extend<Fixtures>({
  refusals: [
    async ({ browser }, use, info) => {
      const { lines, stop } = watchRefusals(browser);
      await use(lines);
      stop();
      if (info.status !== info.expectedStatus && lines.length > 0) console.log(["Not answered:", ...lines].join("\n"));
    },
    { auto: true },
  ],
  site: async ({ baseURL }, use) => use((path) => siteUrl(baseURL, path)),
  newVisitor: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      return new Widget(await context.newPage());
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  widget: async ({ newVisitor }, use) => use(await newVisitor()),
  adminPage: async ({ browser }, use) => {
    const context = await browser.newContext({ storageState: ADMIN_STATE });
    const page = await context.newPage();
    const refused = watchPolicy(page);
    await use(page);
    await context.close();
    expect(refused).toEqual([]);
  },
  admin: async ({ adminPage }, use) => use(new Admin(adminPage)),
  inbox: async ({ browser }, use) => {
    // Whatever an earlier journey left unanswered.
    await runSql(`update operators set intent = 'online', misses = 0, away_by_misses_at = null
      where email = '${ADMIN.email}'`);
    const context = await browser.newContext({ storageState: ADMIN_STATE });
    const page = await context.newPage();
    const refused = watchPolicy(page);
    await use(new Inbox(page));
    await context.close();
    expect(refused).toEqual([]);
  },
});

export { expect } from "@playwright/test";
