import { expect, test } from "./fixtures";
import type { Inbox } from "./pages/inbox";
import { departmentIdOf, makeColleague } from "./support/colleague";

test("a chat goes on after a reload and on another page, and ends for both when the operator closes it", async ({
  inbox,
  widget,
  site,
}) => {
  await inbox.open();
  await widget.open(site("/demo/toms"));
  await widget.choose("Pre Sales");
  await widget.startChat("Roving Visitor", "Which pan for eggs?");
  await expect(widget.frame.getByRole("status").filter({ hasText: /You are (next|number)/ })).toBeVisible();
  await inbox.accept("Roving Visitor");
  await expect(widget.frame.getByText("Ada Lovelace is with you")).toBeVisible();

  await test.step("after a reload it is there at once, and live", async () => {
    await widget.page.reload();
    await widget.launcher.click();
    await expect(widget.log.getByText("Which pan for eggs?")).toBeVisible();
    await inbox.send("Carbon steel.");
    await expect(widget.log.getByText("Carbon steel.")).toBeVisible();
  });

  await test.step("on another page of the site the operator sees where the visitor is", async () => {
    await widget.frame.getByRole("button", { name: "Close chat" }).click();
    await widget.page.getByRole("link", { name: "Your orders" }).click();
    await widget.launcher.click();
    await expect(widget.log.getByText("Carbon steel.")).toBeVisible();
    await expect(inbox.row("Roving Visitor")).toContainText("Where is my parcel?", { timeout: 35_000 });
  });

  await test.step("a message that comes while the chat is closed is counted on the launcher", async () => {
    await widget.frame.getByRole("button", { name: "Close chat" }).click();
    await inbox.send("Anything else?");
    await expect(widget.launcher).toHaveAccessibleName(/1 unread message/);
    await widget.launcher.click();
    await expect(widget.launcher).not.toHaveAccessibleName(/unread/);
  });

  await inbox.close();
  await expect(widget.log.getByText("Ada Lovelace ended the chat")).toBeVisible();
  await widget.frame.getByRole("button", { name: "Start a new chat" }).click();
  // How many doors there are is another journey's matter, which may be hiding one at this moment.
  await expect(widget.doors.filter({ hasText: "Pre Sales" })).toBeVisible();
});

test("the visitor ends the chat, and the operator sees it live", async ({ inbox, widget, site }) => {
  await inbox.open();
  await widget.open(site("/demo/hardware"));
  await widget.startChat("Quick Visitor", "Never mind");
  await inbox.accept("Quick Visitor");
  await widget.end();
  await expect(inbox.log.getByText("The visitor ended this chat")).toBeVisible();
  await expect(widget.frame.getByRole("button", { name: "Start a new chat" })).toBeVisible();
});

test("of two operators who accept at once, one gets the chat and the other is told who", async ({
  browser,
  baseURL,
  inbox,
  widget,
  site,
}) => {
  const boris = await makeColleague(browser, baseURL, "Boris Fast", await departmentIdOf("OCC Bikes"));
  await inbox.open();
  await widget.open(site("/demo/bikes"));
  await widget.startChat("Wanted Visitor", "Who is faster?");
  await Promise.all([inbox.show("Queue"), boris.inbox.show("Queue")]);
  await Promise.all([inbox.openChat("Wanted Visitor"), boris.inbox.openChat("Wanted Visitor")]);
  // The slower one's button may be gone before it can be pressed: that, too, is a way to lose.
  const press = (one: Inbox) =>
    one
      .acceptButton("Wanted Visitor")
      .click({ timeout: 5000 })
      .catch(() => null);
  await Promise.all([press(inbox), press(boris.inbox)]);
  await expect(widget.frame.getByText(/(Ada Lovelace|Boris Fast) is with you/)).toBeVisible();
  const adaWon = await widget.frame.getByText("Ada Lovelace is with you").isVisible();
  const [winner, loser] = adaWon ? [inbox, boris.inbox] : [boris.inbox, inbox];
  await expect(winner.composer("Wanted Visitor")).toBeVisible();
  await expect(
    loser.page.getByText(adaWon ? /Ada Lovelace\W* answers this chat/ : /Boris Fast\W* answers this chat/),
  ).toBeVisible();
  await expect(loser.composer("Wanted Visitor")).toHaveCount(0);
  await boris.context.close();
});

test("visitor and operator each have their own language, and the words between them stay as written", async ({
  browser,
  inbox,
  site,
}) => {
  const context = await browser.newContext({ locale: "ru-RU" });
  const page = await context.newPage();
  await inbox.open();
  await page.goto(site("/demo/hardware"));
  await page.locator("foyer-chat").getByRole("button", { name: "Чат с" }).click();
  const frame = page.frameLocator("foyer-chat iframe");
  await frame.getByLabel("Ваше имя").fill("Ирина");
  await frame.getByLabel("Чем мы можем помочь?").fill("Есть ли болты М8?");
  await frame.getByRole("button", { name: "Начать чат" }).click();
  await inbox.accept("Ирина");
  await expect(inbox.log.getByText("Есть ли болты М8?")).toBeVisible();
  await inbox.send("Yes, in crates of 500.");
  await expect(frame.getByRole("log").getByText("Yes, in crates of 500.")).toBeVisible();
  await expect(frame.getByText("С вами Ada Lovelace")).toBeVisible();
  await context.close();
});
