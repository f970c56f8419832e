import { ADMIN, ADMIN_STATE, expect, test } from "./fixtures";
import { Inbox } from "./pages/inbox";
import { runSql } from "./support/door";

// Scenario 8: what the server printed, an admin, the demo, and the first answered chat. Everything else builds on it.
test("a fresh machine answers its first chat", async ({ page, widget, site }) => {
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
  await page.waitForURL("**/admin/departments");
  await page.context().storageState({ path: ADMIN_STATE });

  const again = await page.request.get(setupPath);
  expect(again.status()).toBe(404);

  const inbox = new Inbox(page);
  await inbox.open();
  await widget.open(site("/demo/bikes"));
  await widget.startChat("First Visitor", "Does it work on a fresh machine?");
  // Nobody else is there: the chat comes by itself.
  await inbox.openMine("First Visitor");
  await inbox.send("It does.");
  await expect(widget.log.getByText("It does.")).toBeVisible();
  await widget.send("Thank you!");
  await expect(inbox.log.getByText("Thank you!")).toBeVisible();

  // The journeys after this one accept their chats by hand, so that several at once do not get each other's; those about
  // the routing make departments of their own. What a journey leaves unanswered must not make its operator Away, or full,
  // for those that come later.
  await runSql("update departments set strategy = 'manual', reassign = false");
  await runSql(`update operators set max_load = 100 where email = '${ADMIN.email}'`);
});
