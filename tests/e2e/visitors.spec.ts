import { runSql } from "./support/door";
import { expect, test } from "./support/team";

test("an operator writes first to a visitor who is back, and then marks the chat as spam and blocks them", async ({
  newTeam,
}) => {
  // The visitor's page asks every 15 seconds.
  test.slow();
  const team = await newTeam("Returning");
  await runSql(`update departments set look = '{"showsReturning": true}' where id = '${team.id}'`);
  const anna = await team.join("Anna Returns");
  const widget = await team.visit("Returning Visitor", "Do you ship to Malta?");
  await anna.inbox.openMine("Returning Visitor");
  await widget.end();
  // What has ended is before the visitor's eyes, and so this browser follows no chat any more.
  await expect(widget.frame.getByRole("button", { name: "Start a new chat" })).toBeVisible();

  const board = anna.inbox.page;
  // The page that was left says so; then the new one says that somebody is there.
  const isHere = widget.page.waitForResponse((response) => response.url().endsWith("/api/pulse"));
  await widget.page.reload();
  await isHere;
  await board.goto("/visitors");
  const row = board.getByRole("row").filter({ hasText: "Returning Visitor" });
  await expect(row).toContainText("Had 1 chat");
  await row.getByRole("button", { name: "Start a chat with Returning Visitor" }).click();
  const dialog = board.getByRole("alertdialog");
  await dialog.getByLabel("Message").fill("We do ship to Malta now");
  await dialog.getByRole("button", { name: "Start chat" }).click();
  await expect(board).toHaveURL(/\/inbox\//);
  await expect(anna.inbox.log).toContainText("We do ship to Malta now");

  // The panel stays closed and the page keeps the focus: the launcher counts.
  const launcher = widget.page.locator("foyer-chat").getByRole("button");
  await expect(launcher).toHaveAccessibleName(/1/, { timeout: 30_000 });
  await expect(launcher).toHaveAttribute("aria-expanded", "false");
  await launcher.click();
  await expect(widget.log).toContainText("We do ship to Malta now");
  await widget.send("Buy cheap watches");
  await expect(anna.inbox.log).toContainText("Buy cheap watches");

  const panel = board.getByRole("complementary", { name: "Visitor", exact: true });
  await expect(panel).toContainText("On a page with the chat now");
  await expect(panel).toContainText("1 other chat");
  await panel.getByRole("button", { name: "Mark as spam…" }).click();
  await board.getByLabel("Also block the visitor").check();
  await board.getByRole("alertdialog").getByRole("button", { name: "Mark as spam" }).click();
  await expect(panel).toContainText("blocked this visitor for good");

  await widget.frame.getByRole("button", { name: "Start a new chat" }).click();
  await widget.fillForm({ name: "Returning Visitor", question: "Really cheap watches" });
  await widget.submit();
  await expect(widget.frame.getByText("This could not be sent.")).toBeVisible();
  await expect(widget.frame.getByLabel("How can we help?")).toHaveValue("Really cheap watches");
});
