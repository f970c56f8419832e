import { expect, test } from "./fixtures";
import { consoleTroubles } from "./pages/host";
import { findings } from "./support/axe";

test("the playground is a website of any kind: language, direction, theme, strictest policy, pages without a load", async ({
  widget,
  site,
  inbox,
}) => {
  const { page, frame } = widget;
  const troubles = consoleTroubles(page);
  await inbox.open();
  await page.goto(site("/demo/playground"));
  await page.getByRole("combobox", { name: "Whose snippet" }).selectOption("bikes");
  await page.getByRole("combobox", { name: "Language of the page" }).selectOption("ar");
  await page.getByRole("combobox", { name: "Direction" }).selectOption("rtl");
  await page.getByRole("combobox", { name: "Theme" }).selectOption("dark");
  await page.getByRole("checkbox", { name: /^Strictest policy/ }).check();
  await page.getByRole("checkbox", { name: /^Signed-in visitor/ }).check();
  await page.getByRole("button", { name: "Load the page like this" }).click();
  await expect(page).toHaveURL(/person=[\w-]{16}/);
  await expect(page.getByRole("combobox", { name: "Whose snippet" })).toHaveValue("bikes");
  await expect(page.getByRole("checkbox", { name: /^Strictest policy/ })).toBeChecked();
  expect(await findings(page)).toEqual([]);

  await widget.launcher.click();
  await expect(frame.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(frame.getByRole("heading", { name: "OCC Bikes", level: 1 })).toBeVisible();
  const message = frame.locator("#body");
  await message.fill("Still here?");
  await page.getByRole("link", { name: "Knives" }).click();
  await expect(page).toHaveURL(/\/demo\/playground\/knives\?/);
  await expect(page).toHaveTitle(/Knives/);
  await expect(message).toHaveValue("Still here?");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Start", level: 1 })).toBeVisible();
  await expect(page.getByText("Nothing.")).toBeVisible();
  // An answer that says no is none of the policy's refusals.
  expect(troubles().filter((line) => !line.startsWith("Failed to load resource"))).toEqual([]);
});
