import type { Browser, Page } from "@playwright/test";
import { addressOf, type Colleague } from "../support/colleague";
import { Inbox } from "./inbox";

export type Invited = Colleague & { password: string };

/** Has the admin invite somebody into a department, who then accepts in a browser of their own and stands in the inbox. */
export async function inviteOperator(
  browser: Browser,
  adminPage: Page,
  name: string,
  department: string,
): Promise<Invited> {
  const email = addressOf(name);
  const password = "a perfectly fine sentence";
  await adminPage.goto("/admin/operators");
  await adminPage.getByRole("button", { name: "Invite an operator" }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByLabel(department).check();
  await dialog.getByRole("button", { name: "Create the link" }).click();
  const link = await dialog.getByRole("textbox", { name: "Link", exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();

  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL("**/inbox");
  return { context, page, inbox: new Inbox(page), name, email, password };
}
