import type { FrameLocator, Locator, Page } from "@playwright/test";
import type { Locale } from "@/lib/i18n/locales";
import en from "@/messages/en/inbox.json";
import enOrganise from "@/messages/en/organise.json";
import ru from "@/messages/ru/inbox.json";
import ruOrganise from "@/messages/ru/organise.json";

/** What the inbox says, to find its buttons in either language. */
export const INBOX_TEXTS: Record<Locale, typeof en> = { en, ru };

export const ORGANISE_TEXTS: Record<Locale, typeof enOrganise> = { en: enOrganise, ru: ruOrganise };

const OPENED_WITHIN_MS = 5_000;

/** What is pressed before the page's code has come opens nothing: then it is pressed once more. */
export async function openBy(trigger: Locator, opened: Locator): Promise<void> {
  await trigger.click();
  await opened.waitFor({ timeout: OPENED_WITHIN_MS }).catch(async () => {
    await trigger.click();
    await opened.waitFor();
  });
}

/** One picture: where, and what is done on the page before it is taken. */
export type Shot = {
  name: string;
  at: string;
  act?: (page: Page, locale: Locale) => Promise<void>;
  /** The whole page, however long. */
  whole?: boolean;
  /** Who is signed in; the admin where nothing is said. */
  as?: "anna" | "nobody";
};

/** What happens behind a picture of the widget. */
export type Backstage = {
  /** The admin begins to type in the newest chat of a visitor. */
  type: (visitor: string) => Promise<void>;
};

/**
 * A picture of the widget: of a visitor who has a chat already, or of somebody new at `at`; `closed`: of its launcher; `set`:
 * statements that come before the page, whose loader a browser keeps for a minute.
 */
export type WidgetShot = {
  name: string;
  set?: string[];
  visitor?: string;
  at?: string;
  closed?: boolean;
  act?: (frame: FrameLocator, page: Page, backstage: Backstage) => Promise<void>;
};

/** Presses the named action of the open chat: a button, or an entry of the menu where there is no room. */
export async function actOnChat(page: Page, locale: Locale, action: "transfer" | "hold" | "close"): Promise<void> {
  const { thread } = INBOX_TEXTS[locale];
  const menu = page.getByRole("button", { name: thread.actions });
  if (await menu.isVisible()) {
    await menu.click();
    await page.getByRole("menuitem", { name: thread[action] }).click();
  } else await page.getByRole("button", { name: thread[action], exact: true }).click();
}
