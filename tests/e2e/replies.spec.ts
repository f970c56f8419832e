import { expect, test } from "./support/team";

test("a reply is written once, found by a slash, filled in, and never sent with a hole in it unseen", async ({
  newTeam,
}) => {
  const team = await newTeam("Replies");
  const anna = await team.join("Anna Replies", 1);
  const visitor = await team.visit("Vera {operator.name}", "Where is my parcel?");

  await anna.page.goto("/replies");
  await anna.page.getByRole("button", { name: "New reply" }).click();
  const dialog = anna.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("Title")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Title").fill("Parcel is late");
  await dialog.getByRole("textbox", { name: "Text" }).fill("Dear {visitor.name}, write to {visitor.email}.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(anna.page.getByRole("listitem").filter({ hasText: "Parcel is late" })).toBeVisible();

  await anna.inbox.open();
  await anna.inbox.openMine("Vera {operator.name}");
  const field = anna.page.getByLabel(/^Message to /);
  await field.pressSequentially("Well /parlat");
  await expect(anna.page.getByRole("option", { name: /Parcel is late/ })).toBeVisible();
  await field.press("Tab");
  await expect(field).toHaveValue("Well Dear Vera {operator.name}, write to {visitor.email}.");
  await expect(anna.page.getByText("Not filled in: {operator.name}, {visitor.email}")).toBeVisible();
  await field.press("Enter");
  await expect(anna.page.getByText("Send it once more to send it as it is.")).toBeVisible();
  await expect(field).not.toHaveValue("");
  await field.press("Enter");
  await expect(visitor.log.getByText("write to {visitor.email}.")).toBeVisible();

  await field.press("Control+k");
  const palette = anna.page.getByRole("dialog", { name: "Command palette" });
  await palette.getByRole("combobox").fill("close chat");
  await expect(palette.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await palette.getByRole("combobox").press("Enter");
  await expect(anna.page.getByRole("alertdialog", { name: "Close this chat?" })).toBeVisible();
  await anna.page.keyboard.press("Escape");
  await anna.page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("parcel");
  await palette.getByRole("option", { name: /Parcel is late/ }).click();
  await expect(field).toHaveValue("Dear Vera {operator.name}, write to {visitor.email}.");
});

test("a reply brings its files along: they are in the answer to be seen, taken off or sent, and the visitor gets them", async ({
  newTeam,
}) => {
  const team = await newTeam("Reply files");
  const anna = await team.join("Anna Files", 1);
  const visitor = await team.visit("Vera Files", "What does it cost?");

  await anna.page.goto("/replies");
  await anna.page.getByRole("button", { name: "New reply" }).click();
  const dialog = anna.page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Price list");
  await dialog.getByRole("textbox", { name: "Text" }).fill("Here you are.");
  const pick = (names: string[]) =>
    dialog
      .locator('input[type="file"]')
      .setInputFiles(names.map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(`of ${name}`) })));
  await pick(["prices.txt", "terms.txt", "old.txt"]);
  await expect(dialog.getByText("Ready to send", { exact: true })).toHaveCount(3);
  await dialog.getByRole("button", { name: /Take away .*old\.txt/ }).click();
  await pick(["page.html"]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Wait until the files are uploaded, or take away those that failed.")).toBeVisible();
  await dialog.getByRole("button", { name: /Take away .*page\.html/ }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  const listed = anna.page.getByRole("listitem").filter({ hasText: "Price list" });
  await expect(listed.getByText(/prices\.txt.*terms\.txt/)).toBeVisible();
  await listed.getByRole("button", { name: /^Edit/ }).click();
  await expect(dialog.getByRole("list", { name: "Files of this reply" }).getByRole("listitem")).toHaveCount(2);
  await anna.page.keyboard.press("Escape");

  await anna.inbox.open();
  await anna.inbox.openMine("Vera Files");
  const field = anna.page.getByLabel(/^Message to /);
  await field.pressSequentially("/price");
  await expect(anna.page.getByRole("option", { name: /Price list.*2 files/ })).toBeVisible();
  await field.press("Tab");
  const tray = anna.page.getByRole("list", { name: "Files to send" });
  await expect(tray.getByText("Ready to send", { exact: true })).toHaveCount(2);
  await anna.page.getByRole("button", { name: /Take away .*terms\.txt/ }).click();
  await field.press("Enter");
  await expect(visitor.log.getByText("Here you are.")).toBeVisible();
  await expect(visitor.log.getByText("prices.txt")).toBeVisible();
  await expect(visitor.log.getByText("terms.txt")).toHaveCount(0);
});
