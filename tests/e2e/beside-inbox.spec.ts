import { quoted, runSql } from "./support/door";
import { expect, isHeardOf, test } from "./support/team";

// Work goes on while somebody looks at another page.
test("who writes to colleagues can be reached, is told of a new chat, and opens it from there", async ({ newTeam }) => {
  const team = await newTeam("Beside");
  const { page, inbox, email } = await team.join("Bea Beside");
  await page.goto("/team");
  // The inbox that they came from is gone: only this page can say that they are there.
  await runSql(`update operators set last_pulse_at = now() - interval '1 hour' where email = ${quoted(email)}`);
  await expect.poll(() => isHeardOf(email), { timeout: 60_000 }).toBe(true);
  await expect(page).toHaveTitle("Team · Foyer");

  await team.visit("Beside Visitor", "Is anybody there?");
  const news = page.getByRole("listitem").filter({ hasText: "new chat for you" });
  await expect(news).toContainText(team.name);
  await expect(page).toHaveTitle("(1) Team · Foyer");
  await page.goto("/visitors");
  await expect(page).toHaveTitle(/^\(1\) Visitors/);

  await page.goto("/account");
  await team.visit("Second Visitor", "And I?");
  await news.filter({ hasText: "Second Visitor" }).getByRole("button", { name: "Open the chat" }).click();
  await expect(inbox.composer("Second Visitor")).toBeVisible();
  await expect(news).toHaveCount(0);
});
