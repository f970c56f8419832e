import type { FrameLocator, Locator, Page } from "@playwright/test";

/** The visitor's side: a foreign page with a snippet, its launcher, and the frame behind it. */
export class Widget {
  readonly page: Page;
  readonly launcher: Locator;
  readonly frame: FrameLocator;
  readonly log: Locator;
  readonly doors: Locator;

  constructor(page: Page) {
    this.page = page;
    this.launcher = page.locator("foyer-chat").getByRole("button");
    this.frame = page.frameLocator("foyer-chat iframe");
    this.log = this.frame.getByRole("log");
    /** The departments to choose among. */
    this.doors = this.frame.getByRole("list", { name: "Who would you like to talk to?" }).getByRole("listitem");
  }

  async open(url: string) {
    await this.page.goto(url);
    await this.launcher.click();
  }

  async choose(department: string) {
    await this.frame.getByRole("button", { name: department }).click();
  }

  async fillForm({ name, question, email }: { name: string; question: string; email?: string }) {
    await this.frame.getByLabel("Your name").fill(name);
    if (email !== undefined) await this.frame.getByLabel(/^E-mail/).fill(email);
    await this.frame.getByLabel("How can we help?").fill(question);
  }

  /** Starts the chat, also where no operator has been heard of for a minute: then one says that one will wait. */
  async submit() {
    const start = this.frame.getByRole("button", { name: "Start chat" });
    const wait = this.frame.getByRole("button", { name: "Wait for an operator instead" });
    await start.or(wait).first().waitFor();
    if (await wait.isVisible()) await wait.click();
    await this.frame.getByRole("button", { name: "Start chat" }).click();
  }

  async startChat(name: string, question: string) {
    await this.fillForm({ name, question });
    await this.submit();
    await this.log.getByText(question).waitFor();
  }

  async send(text: string) {
    await this.frame.getByLabel("Message", { exact: true }).fill(text);
    await this.frame.getByLabel("Message", { exact: true }).press("Enter");
  }

  async end() {
    await this.frame.getByRole("button", { name: "Chat menu" }).click();
    await this.frame.getByRole("button", { name: "End chat" }).click();
    await this.frame.getByRole("button", { name: "End chat" }).click();
  }
}
