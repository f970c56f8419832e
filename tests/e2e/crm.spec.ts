import { startCreatio, WRONG_PASSWORD } from "@/tests/support/creatio/stand-in";
import { contrastFindings, findings } from "./support/axe";
import { chatIdOf, runSql } from "./support/door";
import { expect, test } from "./support/team";

test("an admin connects the CRM, a closed chat is an activity there once, and a changed password is put right", async ({
  adminPage: page,
  newTeam,
}) => {
  test.slow();
  const crm = await startCreatio();
  const field = (label: RegExp) => page.getByRole("textbox", { name: label });
  const password = page.getByLabel(/^Password/);
  const open = () => page.goto("/admin/settings");
  const save = async () => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("The settings are saved and hold from now on.")).toBeVisible();
  };
  const synchronize = async () => {
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "Synchronize" }).click();
    return page.getByRole("dialog", { name: "Synchronization" }).getByRole("listitem").filter({ hasText: "CRM" });
  };
  const closeDialog = () => page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();

  try {
    await test.step("a wrong password is told at its field, and nothing is saved by a test", async () => {
      await open();
      await field(/^Address/).fill(crm.address);
      await field(/^Login/).fill(crm.state.login);
      await password.fill("wrong");
      await page.getByRole("button", { name: "Test connection" }).click();
      await expect(password).toHaveAccessibleDescription(/The CRM refuses this login or password\./);
      await expect(page.getByText(`The CRM says: ${WRONG_PASSWORD}`)).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect.soft(await contrastFindings(page), colorScheme).toEqual([]);
      }
      expect.soft(await findings(page), "the form").toEqual([]);
      expect(await runSql("select 1 from chat_settings where crm_address <> ''")).toEqual([]);
    });

    await test.step("the right one works, is never shown again, and is in use after Synchronize", async () => {
      await password.fill(crm.state.password);
      await page.getByRole("button", { name: "Test connection" }).click();
      await expect(page.getByText("It works. The CRM runs on .NET Framework.")).toBeVisible();
      await save();
      await open();
      await expect(password).toHaveValue("");
      await expect(page.getByText("What is saved is not in use yet. Choose Actions → Synchronize.")).toBeVisible();
      const row = await synchronize();
      await expect(row).toContainText("The password is new");
      await expect(row).toContainText("Done");
      await closeDialog();
      await open();
      await expect(page.getByText(`Connected to ${crm.address}`)).toBeVisible();
      expect(await page.content()).not.toContain(crm.state.password);
    });

    const team = await newTeam("CRM");
    const anna = await team.join("Anna CRM", 5);
    const closeChat = async (visitor: string) => {
      await team.visit(visitor, `Where is the order of ${visitor}?`);
      await anna.inbox.openMine(visitor);
      await anna.inbox.send("On its way");
      await anna.inbox.close();
      return chatIdOf(visitor);
    };

    const first = await test.step("a closed chat is there once, with what was said", async () => {
      const id = await closeChat("Vera of the CRM");
      await expect.poll(() => crm.activities.has(id), { timeout: 60_000 }).toBe(true);
      const activity = crm.activities.get(id);
      expect(activity).toMatchObject({ Title: expect.stringContaining(team.name) });
      expect(String(activity?.DetailedResult)).toContain("Where is the order of Vera of the CRM?");
      expect(String(activity?.DetailedResult)).toContain("On its way");
      return id;
    });

    await test.step("a changed password turns it red in words, and Save and Synchronize put it right", async () => {
      crm.expire();
      crm.state.password = "another one";
      const later = await closeChat("Tom of the CRM");
      await expect(async () => {
        await open();
        await expect(page.getByText(/^The CRM refuses login or password\. It is not tried again/)).toBeVisible({
          timeout: 2_000,
        });
      }).toPass({ timeout: 60_000 });
      await expect(page.getByText(/^\d+ chats? waits?$/)).toBeVisible();
      const tried = crm.state.signIns;
      await password.fill("another one");
      await save();
      await expect(await synchronize()).toContainText("Done");
      await closeDialog();
      await expect.poll(() => crm.activities.has(later), { timeout: 60_000 }).toBe(true);
      await open();
      await expect(page.getByText("Connected", { exact: true })).toBeVisible();
      // One sign-in to see that it works again: nothing was tried in between.
      expect(crm.state.signIns).toBe(tried + 1);
      const made = crm.asked.filter(({ method, path }) => method === "POST" && /\/Activity$/.test(path));
      for (const id of [first, later]) expect(made.filter(({ body }) => body.includes(id))).toHaveLength(1);
    });
  } finally {
    // Other journeys of this server close chats, too.
    await runSql("delete from crm_connection");
    await runSql("delete from crm_deliveries");
    await runSql("update chat_settings set crm_address = '', login = '', password_encrypted = null");
    await crm.close();
  }
});
