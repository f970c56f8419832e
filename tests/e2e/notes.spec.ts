import { expect, test } from "./support/team";

test("operators write to each other in a chat, by keys alone, and its visitor never hears of it", async ({
  newTeam,
}) => {
  const team = await newTeam("Notes");
  const anna = await team.join("Anna Notes", 1);
  const boris = await team.join("Boris Notes", 0);
  const visitor = await team.visit("Vera", "Where is my parcel?");
  await anna.inbox.openMine("Vera");

  await anna.page.getByRole("log").focus();
  await anna.page.keyboard.press("n");
  const field = anna.page.getByRole("textbox", { name: "Note for operators" });
  await expect(field).toBeFocused();
  await field.pressSequentially("Regular customer, @bor");
  await expect(anna.page.getByRole("option", { name: /Boris Notes/ })).toHaveAttribute("aria-selected", "true");
  await field.press("Enter");
  await expect(field).toHaveValue("Regular customer, @Boris Notes ");
  await field.press("Enter");
  await expect(field).toHaveValue("");
  await expect(anna.inbox.log.getByText("Regular customer, @Boris Notes")).toBeVisible();
  await expect(anna.inbox.log.getByText("Note, for operators only").first()).toBeVisible();

  await boris.page.getByRole("button", { name: "Mentions of you: 1 new" }).click();
  await boris.page
    .getByRole("dialog")
    .getByRole("button", { name: /Regular customer/ })
    .click();
  await expect(boris.inbox.log.getByText("Regular customer, @Boris Notes")).toBeVisible();
  await expect(boris.page.getByRole("button", { name: "Mentions of you", exact: true })).toBeVisible();

  await field.press("Escape");
  await anna.page.getByRole("log").focus();
  await anna.page.keyboard.press("r");
  await expect(anna.inbox.composer("Vera")).toBeFocused();
  await anna.page.keyboard.type("On its way");
  await anna.page.keyboard.press("Enter");
  await expect(visitor.log.getByText("On its way")).toBeVisible();
  await expect(visitor.log.getByText("Regular customer")).toHaveCount(0);

  await anna.page.getByRole("log").focus();
  await anna.page.keyboard.press("?");
  const sheet = anna.page.getByRole("dialog", { name: "Keyboard" });
  await sheet.getByRole("switch", { name: "Single-key shortcuts" }).uncheck();
  await sheet.getByRole("radio", { name: /^Ctrl \+ Enter sends/ }).check();
  await anna.page.keyboard.press("Escape");
  await anna.page.getByRole("log").focus();
  await anna.page.keyboard.press("n");
  await expect(anna.inbox.composer("Vera")).toBeVisible();
  await anna.inbox.composer("Vera").fill("Two");
  await anna.page.keyboard.press("Enter");
  await anna.page.keyboard.type("lines");
  await anna.page.keyboard.press("Control+Enter");
  await expect(anna.inbox.log.getByText("Two\nlines")).toBeVisible();
});
