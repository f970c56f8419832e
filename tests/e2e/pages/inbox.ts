import type { Locator, Page } from "@playwright/test";

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
    this.waiting = page.getByRole("region", { name: "Waiting" });
    this.mine = page.getByRole("region", { name: "Mine" });
  }

  async open() {
    await this.page.goto("/inbox");
    await this.page.getByRole("heading", { name: "Inbox" }).first().waitFor({ state: "attached" });
  }

  /** The row of a visitor, in either section. */
  row(visitor: string): Locator {
    return this.page.locator("li:has(> a[data-chat-row])").filter({ hasText: visitor });
  }

  /** Accepts a chat that nobody else wants, and waits until one can answer in it. */
  async accept(visitor: string) {
    await this.acceptButton(visitor).click();
    await this.composer(visitor).waitFor();
  }

  acceptButton(visitor: string): Locator {
    return this.row(visitor).getByRole("button", { name: /^Accept/ });
  }

  async openChat(visitor: string) {
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
