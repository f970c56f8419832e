import type { Page } from "@playwright/test";
import { findingsInBothThemes } from "./support/axe";
import { passMinutes, runSql } from "./support/door";
import { expect, test } from "./support/team";
import { visit } from "./support/visit";

/** Looks at one state of a page. */
const look = async (page: Page, state: string) => expect.soft(await findingsInBothThemes(page), state).toEqual([]);

test("axe finds nothing in forms with errors, windows and the tabs of a department, in either theme", async ({
  adminPage: page,
  newTeam,
}) => {
  test.slow();
  const team = await newTeam("Axe Forms");
  await visit(page, "/admin/settings");
  await page.getByLabel("Time until a chat closes (minutes)").fill("4");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Time until a chat closes (minutes)")).toBeFocused();
  await look(page, "settings with an error");
  await visit(page, "/admin/settings/channels");
  await page.getByRole("button", { name: /^Edit/ }).click();
  await page.getByLabel("Weight").fill("heavy");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await look(page, "a channel with an error");
  await visit(page, "/admin/settings/operators");
  await page
    .getByRole("button", { name: /^Edit load/ })
    .first()
    .click();
  await look(page, "load and channels of an operator");
  await visit(page, `/admin/departments/${team.id}/routing`);
  await page.getByLabel("At most so many waiting chats").fill("-1");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByLabel("At most so many waiting chats")).toBeFocused();
  await look(page, "routing with an error");
  await visit(page, `/admin/departments/${team.id}/hours`);
  await page.getByRole("radio", { name: /^Weekly hours/ }).check();
  await page.getByRole("button", { name: "Add hours: Monday" }).click();
  await page.getByRole("button", { name: "Add a holiday" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("This overlaps").first().waitFor();
  await look(page, "hours with errors");
  await visit(page, `/routing?department=${team.id}`);
  await look(page, "dry run without anybody");
});

test("axe finds nothing in any state of a chat, in either theme", async ({ newTeam, newVisitor }) => {
  const team = await newTeam("Axe Support", { close_idle_after_minutes: 5 });
  const other = await newTeam("Axe Elsewhere");
  const anna = await team.join("Anna Axe", 1);
  const boris = await other.join("Boris Axe");
  const widget = await team.visit("Axe Visitor", "Is this readable?");
  await anna.inbox.openMine("Axe Visitor");

  await test.step("the chat, its reasons, and its clock", async () => {
    await anna.inbox.log.getByText("Why:").first().click();
    await look(anna.page, "a decision");
    await anna.page.getByRole("button", { name: /^Your presence/ }).click();
    await look(anna.page, "presence");
    await anna.page.keyboard.press("Escape");
  });

  await test.step("transfer", async () => {
    await anna.page.getByRole("button", { name: "Transfer…" }).click();
    const dialog = anna.page.getByRole("dialog");
    await dialog.getByRole("radio").first().waitFor();
    await dialog.getByRole("button", { name: "Transfer", exact: true }).click();
    await look(anna.page, "departments to transfer to, with an error");
    await dialog.getByRole("tab", { name: "Operator" }).click();
    await dialog.getByRole("radio", { name: /Boris Axe/ }).check();
    await dialog.getByLabel("Note to the receiver").fill("Yours, I think.");
    await look(anna.page, "operators to offer to");
    await dialog.getByRole("button", { name: "Offer the chat" }).click();
    await anna.page
      .getByText(/Offered to/)
      .first()
      .waitFor();
    await look(anna.page, "offered away");
    const offer = boris.inbox.row("Axe Visitor");
    await look(boris.page, "an offer in the list");
    await offer.getByRole("link").click();
    await boris.inbox.log.getByText("Yours, I think.").waitFor();
    await look(boris.page, "an offered chat");
    await boris.page
      .getByRole("button", { name: /^Decline/ })
      .first()
      .click();
    await anna.inbox.log.getByText(/declined this chat/).waitFor();
  });

  await test.step("idle, on hold, and closed", async () => {
    await anna.inbox.send("Very much so.");
    await widget.log.getByText("Very much so.").waitFor();
    await passMinutes("Axe Visitor", 4.2);
    await widget.frame.getByRole("button", { name: "Keep open" }).waitFor();
    await look(anna.page, "about to close");
    await anna.page.getByRole("button", { name: "Hold", exact: true }).click();
    await anna.page.getByText(/^On hold: /).waitFor();
    await look(anna.page, "on hold");
    await anna.inbox.close();
    await widget.frame.getByText("How was this chat?").waitFor();
  });

  await test.step("a closed department, and what was left there", async () => {
    await runSql(`update departments set hours = '[]' where id = '${team.id}'`);
    const late = await newVisitor();
    await late.open(team.url);
    await late.fillForm({ name: "Axe Late", question: "Still there?" });
    await late.frame.getByLabel(/^E-mail/).fill("late@example.com");
    await late.frame.getByRole("button", { name: "Send message" }).click();
    await late.frame.getByText(/has your message/).waitFor();
    await visit(anna.page, "/offline");
    await anna.page.getByRole("article").first().waitFor();
    await look(anna.page, "offline messages");
  });
});
