import { quoted, runSql } from "./support/door";
import { expect, test } from "./support/team";

test("a supervisor watches a chat from the board, whispers to its operator, and takes it over", async ({ newTeam }) => {
  const team = await newTeam("Watched Support");
  const olga = await team.join("Olga Watched");
  const widget = await team.visit("Watched Visitor", "Do you ship to Oslo?");
  await olga.inbox.openMine("Watched Visitor");

  const sue = await team.join("Sue Supervises");
  await runSql(`update operators set role = 'supervisor', intent = 'away' where email = ${quoted(sue.email)}`);
  await sue.page.goto("/board");
  const card = sue.page.getByRole("listitem").filter({ hasText: team.name });
  await expect(card.getByRole("term").filter({ hasText: "Open chats" })).toBeVisible();
  await card.getByRole("button").click();
  await sue.page
    .getByRole("dialog")
    .getByRole("link", { name: /Watched Visitor/ })
    .click();
  await expect(sue.inbox.log.getByText("Do you ship to Oslo?")).toBeVisible();
  await olga.inbox.send("One moment, I will look.");
  await expect(sue.inbox.log.getByText("One moment, I will look.")).toBeVisible();
  await expect(widget.log.getByText("Sue Supervises")).toHaveCount(0);

  await expect(sue.page.getByText(/You are watching\. \W*Olga Watched\W* answers/)).toBeVisible();
  await expect(olga.inbox.thread("Watched Visitor").getByText(/Sue Supervises\W* is viewing/)).toBeVisible();

  await sue.inbox.log.focus();
  await sue.page.keyboard.press("w");
  await sue.page.getByLabel("Your words").fill("Oslo takes two days.");
  await sue.page.getByRole("button", { name: "Whisper", exact: true }).click();
  await expect(olga.inbox.log.getByText("Oslo takes two days.")).toBeVisible();
  await expect(olga.inbox.log.getByText(/Whisper to/).first()).toBeVisible();
  await expect(widget.frame.getByText("Oslo takes two days.")).toHaveCount(0);

  await olga.inbox.composer("Watched Visitor").fill("It takes about");
  await sue.page.getByRole("button", { name: "Take over" }).first().click();
  await sue.page.getByRole("alertdialog").getByRole("button", { name: "Take over" }).click();
  await expect(sue.inbox.composer("Watched Visitor")).toBeVisible();
  await expect(widget.log.getByText("You are now with Sue Supervises")).toBeVisible();
  await expect(olga.page.getByText(/Sue Supervises\W* took over your chat/)).toBeVisible();
  await expect(olga.inbox.composer("Watched Visitor")).toHaveCount(0);
  await expect(olga.page.getByText("It takes about")).toBeVisible();
  await sue.inbox.send("Two days to Oslo.");
  await expect(widget.log.getByText("Two days to Oslo.")).toBeVisible();
});

test("an operator has neither a link to the board nor the page", async ({ newTeam }) => {
  const team = await newTeam("Boardless Support");
  const olga = await team.join("Olga Boardless");
  await expect(olga.page.getByRole("link", { name: "Live board" })).toHaveCount(0);
  const answer = await olga.page.goto("/board");
  expect(answer?.status()).toBe(404);
  expect((await olga.page.request.get("/api/board")).status()).toBe(403);
});
