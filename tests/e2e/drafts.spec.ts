import { expect, test } from "./support/team";

test("what an operator began to write, to the visitor or in a note, is on their other device", async ({
  browser,
  newTeam,
}) => {
  const team = await newTeam("Drafting Support", { reassign: false });
  const olga = await team.join("Olga Drafts");
  await team.visit("Drafted Visitor", "Is it in stock?");
  await olga.inbox.openMine("Drafted Visitor");

  // The same operator, with a storage of their own.
  const context = await browser.newContext();
  await context.addCookies(await olga.context.cookies());
  const phone = await context.newPage();
  await phone.goto(olga.page.url());
  await expect(phone.getByRole("log").getByText("Is it in stock?")).toBeVisible();

  await olga.inbox.composer("Drafted Visitor").fill("It is, in red");
  await expect(phone.getByRole("textbox", { name: /^Message to/ })).toHaveValue("It is, in red");

  await olga.page.getByRole("button", { name: "Note", exact: true }).click();
  const note = olga.page.getByRole("textbox", { name: "Note for operators" });
  await note.fill("Ask the warehouse");
  // A field that has the focus is left alone, so the draft is there first.
  await phone.getByRole("button", { name: "Note (has a draft)" }).click();
  const phoneNote = phone.getByRole("textbox", { name: "Note for operators" });
  await expect(phoneNote).toHaveValue("Ask the warehouse");
  // Nobody writes here: a text under somebody's hands would stay.
  await phone.getByRole("log").focus();
  await note.fill("Ask the warehouse in Oslo");
  await expect(phoneNote).toHaveValue("Ask the warehouse in Oslo");
  await expect(phone.getByRole("log")).toBeFocused();
  await note.press("Enter");
  await expect(phoneNote).toHaveValue("");
  await context.close();
});
