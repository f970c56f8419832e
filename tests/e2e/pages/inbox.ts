import { expect, type Locator, type Page } from "@playwright/test";

/** Names stand between marks that isolate their writing direction. */
const named = (label: string, visitor: string) => `${label} \u2068${visitor}\u2069`;

/** The operator's side. */
export class Inbox {
  readonly page: Page;
  readonly log: Locator;
  readonly waiting: Locator;
  readonly mine: Locator;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole("log");
    this.waiting = page.getByRole("tabpanel", { name: /^Queue/ });
    this.mine = page.getByRole("tabpanel", { name: /^Mine/ });
  }

  async open() {
    await this.page.goto("/inbox");
    await this.page.getByRole("heading", { name: "Inbox" }).first().waitFor({ state: "attached" });
  }

  /** Shows one of the four lists. */
  async show(tab: "Queue" | "Mine" | "All" | "Closed") {
    await this.page.getByRole("tab", { name: tab }).click();
  }

  /** The row of a visitor, in the list that is shown or among the offers. */
  row(visitor: string): Locator {
    return this.page.locator("li:has(> a[data-chat-row])").filter({ hasText: visitor });
  }

  /** Accepts a chat that nobody else wants, and waits until one can answer in it. */
  async accept(visitor: string) {
    await this.show("Queue");
    await this.reveal(visitor);
    await this.acceptButton(visitor).click();
    await this.composer(visitor).waitFor();
  }

  /** Opens a chat that the router has given to this operator. */
  async openMine(visitor: string) {
    await this.show("Mine");
    await this.mine.locator("li").filter({ hasText: visitor }).getByRole("link").click();
    await this.composer(visitor).waitFor();
  }

  /** Scrolls the list until the row of a visitor is there: of a long list only what is in view is. */
  async reveal(visitor: string) {
    const row = this.row(visitor);
    const box = this.page.getByRole("tabpanel").getByRole("list").first().locator("..");
    await expect(async () => {
      if ((await row.count()) === 0) {
        await box.evaluate((list) => {
          const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
          list.scrollTop = isAtEnd ? 0 : list.scrollTop + list.clientHeight / 2;
        });
      }
      expect(await row.count()).toBeGreaterThan(0);
    }).toPass({ timeout: 60_000 });
  }

  acceptButton(visitor: string): Locator {
    return this.row(visitor).getByRole("button", { name: /^Accept/ });
  }

  async openChat(visitor: string) {
    await this.reveal(visitor);
    await this.row(visitor).getByRole("link").click();
  }

  composer(visitor: string): Locator {
    return this.page.getByRole("textbox", { name: named("Message to", visitor) });
  }

  thread(visitor: string): Locator {
    return this.page.getByRole("region", { name: named("Chat with", visitor) });
  }

  async send(text: string) {
    const field = this.page.getByLabel(/^Message to /);
    await field.fill(text);
    await field.press("Enter");
  }

  async close() {
    await this.page.getByRole("button", { name: "Close chat" }).click();
    await this.page.getByRole("alertdialog").getByRole("button", { name: "Close chat" }).click();
  }
}
