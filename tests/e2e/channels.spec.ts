import { startBotApi } from "@/tests/support/telegram/bot-api";
import { newPerson, textUpdate } from "@/tests/support/telegram/updates";
import { contrastFindings, findings } from "./support/axe";
import { quoted, runSql } from "./support/door";
import { expect, test } from "./support/team";

test("an admin connects a bot, somebody writes to it, and reads in Telegram what is answered from the inbox", async ({
  adminPage: page,
  newTeam,
}) => {
  const api = await startBotApi({ port: Number(process.env.E2E_TELEGRAM_PORT) });
  const team = await newTeam("Telegram");
  const name = `Bot of ${team.name}`;
  const row = page.getByRole("row").filter({ hasText: name });
  const person = newPerson({ first_name: "<b>Vera</b>" });

  await test.step("the form says what is wrong at its field, and the token is never shown again", async () => {
    await page.goto("/admin/settings/channels");
    await page.getByRole("button", { name: "Add a channel" }).click();
    const dialog = page.getByRole("dialog");
    const token = dialog.getByRole("textbox", { name: "Token of the bot" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await token.fill("1234:nobody_has_this_token");
    await dialog.getByLabel("Department").selectOption({ label: team.name });
    await dialog.getByRole("button", { name: "Add a channel" }).click();
    await expect(dialog.getByText("The service does not know this token.")).toBeVisible();
    await token.fill(api.token);
    expect.soft(await findings(page), "the form").toEqual([]);
    await dialog.getByRole("button", { name: "Add a channel" }).click();
    await expect(row).toContainText("t.me/stand_in_bot");
    expect(await page.content()).not.toContain(api.token);
  });

  await test.step("it works by itself", async () => {
    await expect(async () => {
      await page.reload();
      await expect(row.getByText("On", { exact: true })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect.soft(await contrastFindings(page), colorScheme).toEqual([]);
    }
  });

  const anna = await team.join("Anna Telegram", 1);
  await test.step("a text comes in, and its answer goes out", async () => {
    api.queue(textUpdate(person, "Where is my order?"));
    await anna.inbox.openMine("<b>Vera</b>");
    await expect(anna.inbox.log.getByText("Where is my order?")).toBeVisible();
    await expect(anna.page.getByText(`Telegram · ${name}`).first()).toBeVisible();
    await anna.inbox.send("On its way");
    await expect
      .poll(() => api.textsTo(person.id))
      .toEqual([`You are in ${team.name}`, "Anna Telegram is with you", "On its way"]);
  });

  await test.step("who blocks the bot is known to the operator", async () => {
    api.block(person.id);
    await anna.inbox.send("Are you still there?");
    await expect(anna.inbox.log.getByText("The visitor has blocked us in their service.").first()).toBeVisible();
  });

  // Nobody answers there any more: later journeys of this server are not to wait for it.
  await runSql(`update channels set active = false, receives_by = null where name = ${quoted(name)}`);
  await api.close();
});
