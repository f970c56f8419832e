import type { Page } from "@playwright/test";
import { ADMIN, ADMIN_STATE, expect, test } from "./fixtures";
import { Inbox } from "./pages/inbox";
import { runSql } from "./support/door";

/** The step that lies open. */
const current = (page: Page) => page.locator("li[aria-current=step]");

// Scenario 8: what the server printed, an admin, the demo, and the first answered chat. Everything else builds on it.
test("a fresh machine answers its first chat", async ({ page, widget, site }) => {
  const begunAt = process.uptime();
  const setupPath = `/setup?token=${process.env.E2E_SETUP_TOKEN}`;

  await page.goto("/setup?token=guessed");
  await expect(page.getByRole("heading", { name: /not found|does not exist/i })).toBeVisible();

  await page.goto(setupPath);
  await page.getByLabel("Company name").fill("Tom’s Kitchen Supplies");
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("Your e-mail address").fill("not an address");
  await page.getByRole("textbox", { name: "Password", exact: true }).fill("short");
  await page.getByRole("button", { name: "Create the account" }).click();
  // Each error stands at its field, and what was typed stays.
  await expect(page.getByLabel("Your e-mail address")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "Password", exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Company name")).toHaveValue("Tom’s Kitchen Supplies");
  await page.getByLabel("Your e-mail address").fill(ADMIN.email);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.waitForURL("**/admin/start");
  await page.context().storageState({ path: ADMIN_STATE });

  const again = await page.request.get(setupPath);
  expect(again.status()).toBe(404);

  // Step by step, each of them live.
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toHaveValue("Tom’s Kitchen Supplies");
  await name.fill("");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("Tom’s Kitchen Supplies");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(current(page)).toContainText("The snippet on your website");
  await expect(page.getByText("2 of 5 done")).toBeVisible();
  // Somebody who goes away comes back to the same step.
  await page.goto("/admin/start");
  await current(page).getByRole("button", { name: "Do this later" }).click();
  const testPage = await page.getByRole("link", { name: "Test page" }).getAttribute("href");

  const [inboxPage] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: /^Inbox \(/ }).click(),
  ]);
  const inbox = new Inbox(inboxPage);
  await inboxPage.getByRole("heading", { name: "Inbox" }).first().waitFor({ state: "attached" });
  await widget.open(site(testPage ?? ""));
  await widget.choose("Pre Sales");
  await widget.startChat("First Visitor", "Does it work on a fresh machine?");
  await expect(page.getByText("A visitor has written. Waiting for your answer …")).toBeVisible();
  // Nobody else is there: the chat comes by itself.
  await inbox.openMine("First Visitor");
  await inbox.send("It does.");
  await expect(widget.log.getByText("It does.")).toBeVisible();
  await expect(page.getByText("Your first chat is answered", { exact: true })).toBeVisible();
  const seconds = Math.round(process.uptime() - begunAt);
  test.info().annotations.push({ type: "first chat answered", description: `${seconds} s after the first look` });
  console.log(`From the first look at the setup page to the first answered chat: ${seconds} s`);
  await widget.send("Thank you!");
  await expect(inbox.log.getByText("Thank you!")).toBeVisible();

  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(current(page)).toContainText("A colleague");
  await current(page).getByRole("button", { name: "Do this later" }).click();
  await expect(page.getByText("Everything is set up")).toBeVisible();
  await page.getByRole("button", { name: "Finish" }).click();
  await page.waitForURL("**/admin/departments");
  await expect(page.getByRole("link", { name: "First steps" })).toHaveCount(0);

  // The journeys after this one accept their chats by hand, so that several at once do not get each other's; those about
  // the routing make departments of their own. What a journey leaves unanswered must not make its operator Away, or full,
  // for those that come later.
  await runSql("update departments set strategy = 'manual', reassign = false");
  await runSql(`update operators set max_load = 100 where email = '${ADMIN.email}'`);
});
