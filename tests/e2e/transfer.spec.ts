import { expect, test } from "./support/team";

// Scenario 7: one team hands a chat to another.
test("a chat goes to another department with a note and its whole history, in the visitor's same window", async ({
  newTeam,
}) => {
  const sales = await newTeam("Handing Sales");
  const support = await newTeam("Receiving Support");
  const paul = await sales.join("Paul Sales");
  const tina = await support.join("Tina Tech");
  const widget = await sales.visit("Handed Visitor", "My bike makes noises");
  await paul.inbox.openMine("Handed Visitor");
  await paul.inbox.send("Let me find somebody who knows.");
  await expect(widget.log.getByText("Let me find somebody who knows.")).toBeVisible();

  await paul.page.getByRole("button", { name: "Transfer…" }).click();
  const dialog = paul.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: new RegExp(support.name) }).check();
  await dialog.getByLabel("Note to the receiver").fill("Bought last week, still under warranty.");
  await dialog.getByRole("button", { name: "Transfer", exact: true }).click();

  await tina.inbox.openMine("Handed Visitor");
  await expect(tina.inbox.log.getByText("My bike makes noises")).toBeVisible();
  await expect(tina.inbox.log.getByText("Let me find somebody who knows.")).toBeVisible();
  await expect(tina.inbox.log.getByText("Bought last week, still under warranty.")).toBeVisible();
  await expect(widget.log.getByText(`You are now with ${support.name}`)).toBeVisible();
  await expect(widget.frame.getByText("Tina Tech is with you")).toBeVisible();
  await expect(widget.frame.getByText("under warranty")).toHaveCount(0);
  await expect(paul.inbox.composer("Handed Visitor")).toHaveCount(0);
  await tina.inbox.send("Which noise exactly?");
  await expect(widget.log.getByText("Which noise exactly?")).toBeVisible();
  await expect(widget.log.getByText("My bike makes noises")).toBeVisible();
});

test("an offered chat stays with its operator until a colleague accepts it", async ({ newTeam }) => {
  const team = await newTeam("Offering Support");
  const paul = await team.join("Paul Offers");
  const widget = await team.visit("Offered Visitor", "Who takes me?");
  await paul.inbox.openMine("Offered Visitor");
  const tina = await team.join("Tina Takes");

  const offer = async () => {
    await paul.page.getByRole("button", { name: "Transfer…" }).click();
    const dialog = paul.page.getByRole("dialog");
    await dialog.getByRole("tab", { name: "Operator" }).click();
    await dialog.getByRole("radio", { name: /Tina Takes/ }).check();
    await dialog.getByRole("button", { name: "Offer the chat" }).click();
    await expect(paul.page.getByText(/Offered to \W*Tina Takes/).first()).toBeVisible();
  };
  await offer();
  await tina.page.getByRole("button", { name: /^Decline the chat of/ }).click();
  await expect(paul.inbox.log.getByText(/Tina Takes\W* declined this chat/)).toBeVisible();
  await paul.inbox.send("One moment, please.");
  await expect(widget.log.getByText("One moment, please.")).toBeVisible();

  await offer();
  await tina.page.getByRole("button", { name: /^Accept the chat of/ }).click();
  await expect(tina.inbox.composer("Offered Visitor")).toBeVisible();
  await expect(widget.log.getByText("You are now with Tina Takes")).toBeVisible();
  await expect(paul.inbox.composer("Offered Visitor")).toHaveCount(0);
});
