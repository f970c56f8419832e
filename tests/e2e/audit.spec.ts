import { readFile } from "node:fs/promises";
import { contrastFindings, findings } from "./support/axe";
import { expect, test } from "./support/team";

test("what an admin changes stands in the log with before and after, and in its file", async ({
  adminPage: page,
  newTeam,
}) => {
  const team = await newTeam("Accounted For");
  await test.step("a switch of a department is one entry", async () => {
    await page.goto("/admin/tags");
    await page.getByRole("switch", { name: team.name }).click();
    await page.goto(`/admin/audit?subject=${team.id}`);
    const entry = page.getByRole("listitem").filter({ hasText: team.name }).first();
    await expect(entry).toContainText("changed whether chats of");
    await entry.getByText("1 change").click();
    await expect(entry.getByRole("row").filter({ hasText: "Chats need a tag" })).toContainText("On");
    expect.soft(await findings(page), "the log").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect.soft(await contrastFindings(page), "the log, dark").toEqual([]);
  });

  await test.step("filters show what they say, and nothing where nothing is", async () => {
    await page.getByLabel("What about").selectOption("Channels");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page.getByText("Nothing matches")).toBeVisible();
    await page.getByRole("link", { name: "Show all" }).first().click();
    await expect(page.getByRole("listitem").filter({ hasText: team.name }).first()).toBeVisible();
  });

  await test.step("the file has a line for the change", async () => {
    await page.goto(`/admin/audit?subject=${team.id}`);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download CSV" }).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(text).toContain(`,requiresTag,false,true`);
  });
});

test("the health page tries every part, and again when asked", async ({ adminPage: page }) => {
  await page.goto("/admin/health");
  const part = (name: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });
  await expect(part("Realtime")).toContainText("An event was published and came back");
  await expect(part("File storage")).toContainText("A file was written, read back and deleted");
  await expect(part("Database")).toContainText("its tables are those of this version");
  const checkedAt = await page.getByRole("status").filter({ hasText: "Checked" }).textContent();
  await expect(async () => {
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Checked" })).not.toHaveText(checkedAt ?? "", {
      timeout: 2_000,
    });
  }).toPass();
});

test("retention says what it would delete before it is saved, and refuses what would wipe out traces", async ({
  adminPage: page,
}) => {
  await page.goto("/admin/retention");
  await page.getByLabel("Audit log").fill("30");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Enter 90 or more.")).toBeVisible();
  await page.getByLabel("Audit log").fill("3650");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Audit log")).toHaveValue("3650");
  await page.goto("/admin/audit?kind=retention");
  await expect(page.getByRole("listitem").filter({ hasText: "changed how long data is kept" }).first()).toBeVisible();
});
