import { readFile } from "node:fs/promises";
import { contrastFindings, findings } from "./support/axe";
import { quoted, runSql } from "./support/door";
import { expect, test } from "./support/team";

test("a supervisor reads the report of their department, by keyboard, and takes it home as a file", async ({
  newTeam,
}) => {
  const team = await newTeam("Reported Support");
  const sue = await team.join("Sue Reports");
  await team.visit("Reported Visitor", "Do you ship to Bergen?");
  await sue.inbox.openMine("Reported Visitor");
  await sue.inbox.send("We do.");
  await runSql(`update operators set role = 'supervisor' where email = ${quoted(sue.email)}`);

  const { page } = sue;
  await page.goto("/inbox");
  await page.getByRole("link", { name: "Reports" }).click();
  await expect(page.getByRole("heading", { name: "Reports", level: 1 })).toBeVisible();
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(row(team.name).getByRole("cell").nth(1)).toHaveText(/1$/);
  const chats = page.getByRole("region", { name: "Key figures" }).locator("dl > div").first();
  await expect(chats).toContainText("Chats1");

  await test.step("another period, and other rows, by keys alone", async () => {
    await page.getByLabel("Period").focus();
    await page.keyboard.type("Last 28");
    await page.getByLabel("Rows by").focus();
    await page.keyboard.type("Operator");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/period=weeks/);
    await expect(page.getByRole("button", { name: "Show", exact: true })).toBeFocused();
    await expect(row("Sue Reports").getByRole("cell").nth(1)).toHaveText(/1$/);
    await expect(page.getByRole("status").filter({ hasText: "All your departments" })).toBeVisible();
  });

  await test.step("the numbers behind a chart", async () => {
    await page.getByText("Show the numbers").last().click();
    const table = page.getByRole("region", { name: "Chats by hour of the day" }).getByRole("table");
    await expect(table.getByRole("row")).toHaveCount(25);
  });

  await test.step("the chats behind a figure, from there to the chat, and as a file", async () => {
    await page.getByRole("link", { name: "all: 1, show the chats" }).first().click();
    await expect(page.getByRole("heading", { name: "Chats: all", level: 1 })).toBeVisible();
    await expect(page.getByRole("row")).toHaveCount(2);
    expect(await findings(page)).toEqual([]);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download CSV" }).click();
    const lines = (await readFile(await (await download).path(), "utf8")).split("\r\n");
    expect(lines[1]).toContain(",Reported Visitor,");
    await page.getByRole("link", { name: "Reported Visitor" }).click();
    await expect(page).toHaveURL(/\/inbox\/[\da-f-]{36}$/);
    await page.goBack();
    await page.getByRole("link", { name: "Report", exact: true }).click();
    await expect(page).toHaveURL(/\/reports\?period=weeks/);
  });

  await test.step("nothing is wrong with it, in either theme", async () => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect(await contrastFindings(page)).toEqual([]);
  });

  await test.step("a file with the same rows", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download CSV" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^report-operator-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await file.path(), "utf8")).split("\r\n");
    expect(lines[0]).toContain("operator,operator_name,chats,");
    expect(lines[1]).toContain(",Sue Reports,1,");
  });

  await test.step("days without a chat say so, and days that are none are refused", async () => {
    await page.goto("/reports?period=custom&from=2020-01-01&to=2020-01-31");
    await expect(page.getByText("No chats in this time")).toBeVisible();
    await expect(page.getByLabel("From")).toHaveValue("2020-01-01");
    await page.goto("/reports?period=custom&from=2020-02-01&to=2020-01-31");
    await expect(page.getByRole("alert").filter({ hasText: "These days cannot be shown" })).toBeVisible();
  });
});

test("a supervisor asks what would be with another team, by keyboard, and sends the address on", async ({
  newTeam,
}) => {
  const team = await newTeam("Replayed Support");
  const sue = await team.join("Sue Replays");
  await team.visit("Replayed Visitor", "Is it in stock?");
  await sue.inbox.openMine("Replayed Visitor");
  await sue.inbox.send("It is.");
  await runSql(`update operators set role = 'supervisor' where email = ${quoted(sue.email)}`);

  const { page } = sue;
  await page.goto("/reports/staffing");
  await page.getByRole("link", { name: "What if…" }).click();
  await expect(page.getByRole("heading", { name: "What if", level: 1 })).toBeVisible();
  const comparison = page.getByRole("region", { name: "Recorded, replayed and changed" }).getByRole("table");
  const figure = (name: string) =>
    comparison.getByRole("row").filter({ has: page.getByRole("cell", { name, exact: true }) });
  await expect(comparison.getByRole("columnheader")).toHaveText(["Figure", "Recorded", "Replayed as it is"]);
  await expect(figure("Chats").getByRole("cell").nth(1)).toHaveText(/1$/);
  await expect(page.getByText("Nothing is to be otherwise yet.")).toBeVisible();

  await test.step("what is wrong is said at its field, and what was typed stays", async () => {
    await page.getByLabel("Chats at once per operator").fill("many");
    await page.getByLabel("Close idle chats after (minutes)").fill("3");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "Nothing was replayed" })).toBeVisible();
    await expect(page.getByLabel("Chats at once per operator")).toHaveAccessibleDescription(/Enter a number/);
    await expect(page.getByLabel("Close idle chats after (minutes)")).toHaveAccessibleDescription(/5 minutes or more/);
    await expect(page.getByLabel("Chats at once per operator")).toHaveValue("many");
    expect(await findings(page)).toEqual([]);
  });

  await test.step("without the only operator nobody is answered", async () => {
    await page.getByLabel("Chats at once per operator").fill("");
    await page.getByLabel("Close idle chats after (minutes)").fill("5");
    await page.getByLabel("Without").selectOption("Sue Replays");
    await page.getByRole("button", { name: "Replay", exact: true }).click();
    await expect(figure("Answered").getByRole("cell").nth(1)).toHaveText(/1$/);
    await expect(figure("Answered").getByRole("cell").nth(3)).toHaveText(/0$/);
    await expect(page).toHaveURL(/idle=5/);
    await expect(page.getByRole("region", { name: "What would change" })).toBeVisible();
  });

  await test.step("the address says it all, and nothing is wrong with the page, in either theme", async () => {
    await page.reload();
    await expect(page.getByLabel("Without").locator("option:checked")).toHaveText("Sue Replays");
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect(await contrastFindings(page)).toEqual([]);
  });

  await test.step("the report of the department has it minute by minute", async () => {
    await runSql(`insert into department_states (department_id, since, state)
      select id, date_trunc('day', now()) - interval '1 day' + interval '8 hours', 'online' from departments
      where name = ${quoted(team.name)} on conflict do nothing`);
    await page.goto("/reports?period=yesterday");
    await page.getByRole("region", { name: "Minute by minute" }).getByText("Show as a table").click();
    const table = page.getByRole("region", { name: "Minute by minute" }).getByRole("table");
    await expect(table.getByRole("row")).toHaveCount(3);
    await expect(table.getByRole("row").nth(1)).toContainText("Not kept");
    await expect(table.getByRole("row").nth(2)).toContainText("24:00");
    expect(await findings(page)).toEqual([]);
  });
});

test("an operator has neither a link to the reports nor the page nor the file", async ({ newTeam }) => {
  const team = await newTeam("Reportless Support");
  const olga = await team.join("Olga Reportless");
  await expect(olga.page.getByRole("link", { name: "Reports" })).toHaveCount(0);
  expect((await olga.page.goto("/reports"))?.status()).toBe(404);
  expect((await olga.page.goto("/reports/chats"))?.status()).toBe(404);
  expect((await olga.page.goto("/reports/staffing/what-if"))?.status()).toBe(404);
  expect((await olga.page.request.get("/api/reports/csv")).status()).toBe(403);
  expect((await olga.page.request.get("/api/reports/chats/csv")).status()).toBe(403);
});
