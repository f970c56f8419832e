import { composeMail } from "@/tests/support/email/mails";
import { arrive, startImapServer } from "@/tests/support/imap/server";
import { startMailServer } from "@/tests/support/mail-server";
import { contrastFindings, findings } from "./support/axe";
import { quoted, runSql } from "./support/door";
import { expect, test } from "./support/team";

test("an admin connects an address of mail, somebody writes to it, and gets by mail what is answered from the inbox", async ({
  adminPage: page,
  newTeam,
}) => {
  const imap = await startImapServer();
  const smtp = await startMailServer();
  const team = await newTeam("Mail");
  const name = `Mail of ${team.name}`;
  const row = page.getByRole("row").filter({ hasText: name });
  const address = "support@company.example";

  await test.step("the form says what is wrong at its field, and passwords are never shown again", async () => {
    await page.goto("/admin/settings/channels");
    await page.getByRole("button", { name: "Add a channel" }).click();
    const dialog = page.getByRole("dialog");
    const field = (label: string) => dialog.getByRole("textbox", { name: label, exact: true });
    await dialog.getByLabel("Type").selectOption("email");
    await field("Name").fill(name);
    await field("Address").fill(address);
    await field("Sender’s name").fill("Tom's Kitchen");
    await dialog.getByLabel("Department").selectOption({ label: team.name });
    await field("IMAP server").fill("127.0.0.1");
    await field("IMAP port").fill(String(imap.port));
    await dialog.getByLabel("Security of IMAP").selectOption("none");
    await field("IMAP user").fill("support");
    await field("IMAP password").fill("wrong");
    await field("SMTP server").fill("127.0.0.1");
    await field("SMTP port").fill(String(smtp.port));
    await dialog.getByLabel("Security of SMTP").selectOption("none");
    await dialog.getByRole("button", { name: "Add a channel" }).click();
    await expect(dialog.getByText("The server refuses this user and password.")).toBeVisible();
    expect.soft(await findings(page), "the form").toEqual([]);
    await field("IMAP password").fill("secret");
    await dialog.getByRole("button", { name: "Add a channel" }).click();
    await expect(row).toContainText(address);
    await row.getByRole("button", { name: `Edit ${name}` }).click();
    await expect(field("IMAP server")).toHaveValue("127.0.0.1");
    await expect(dialog.getByRole("textbox", { name: /^IMAP password/ })).toHaveValue("");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect.soft(await contrastFindings(page), colorScheme).toEqual([]);
    }
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });

  const anna = await team.join("Anna Mail", 1);
  await test.step("a mail comes in, and its answer goes out", async () => {
    arrive(
      imap,
      await composeMail({
        to: address,
        from: { name: "<b>Vera</b>", address: "vera@visitor.example" },
        text: "Where is it?",
      }),
    );
    // It is asked for every half a minute.
    await runSql(`update channels set poll_due_at = null where name = ${quoted(name)}`);
    await anna.inbox.openMine("<b>Vera</b>");
    await expect(anna.inbox.log.getByText("Where is it?")).toBeVisible();
    await expect(anna.page.getByText(`E-mail · ${name}`).first()).toBeVisible();
    await anna.inbox.send("On its way");
    await expect.poll(() => smtp.received.length, { timeout: 60_000 }).toBe(1);
    expect(smtp.received[0]?.to).toEqual(["vera@visitor.example"]);
    expect(smtp.received[0]?.raw).toContain("On its way");
  });

  await test.step("an answer from another address is marked", async () => {
    const to = /Reply-To: .*<([^>]+)>/i.exec(smtp.received[0]?.raw.replace(/\r\n\s+/g, " ") ?? "")?.[1] ?? "";
    arrive(imap, await composeMail({ to, from: "mallory@evil.example", text: "Me, too" }));
    await runSql(`update channels set poll_due_at = null where name = ${quoted(name)}`);
    await expect(anna.inbox.log.getByText("Me, too")).toBeVisible({ timeout: 45_000 });
    await expect(anna.inbox.log.getByText("was sent from another address")).toContainText("mallory@evil.example");
    expect(imap.refused).toEqual([]);
  });

  await runSql(`update channels set active = false, receives_by = null where name = ${quoted(name)}`);
  await imap.close();
  await smtp.close();
});
