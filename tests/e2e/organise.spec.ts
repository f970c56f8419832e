import { chatIdOf, passMinutes, runSql } from "./support/door";
import { expect, test } from "./support/team";

const chatsNamed = (names: string[]) =>
  runSql<{ name: string; status: string }>(
    `select visitor_name as name, status from chats where visitor_name in (${names.map((name) => `'${name}'`).join(", ")})
     order by visitor_name`,
  );

test("a chat is tagged where its department asks for it, snoozed, and comes back unread", async ({ newTeam }) => {
  const team = await newTeam("Tidy Support", { requires_tag: true, reassign: false, close_idle: false });
  const olga = await team.join("Olga Tidy");
  await team.visit("Vera Tagged", "The kettle leaks");
  await olga.inbox.openMine("Vera Tagged");
  const { page, inbox } = olga;
  const thread = inbox.thread("Vera Tagged");

  await test.step("snoozed until tomorrow it leaves Mine, and stands under its own status", async () => {
    await thread.getByRole("button", { name: "Snooze or mark unread" }).click();
    await page.getByRole("menuitem", { name: /Tomorrow morning/ }).click();
    await expect(inbox.row("Vera Tagged")).toHaveCount(0);
    await page.getByRole("button", { name: /^Status/ }).click();
    await page.getByRole("menuitemradio", { name: /Snoozed/ }).click();
    await expect(inbox.row("Vera Tagged")).toContainText("Snoozed until");
    await page.getByRole("button", { name: "Reset filters" }).click();
  });

  await test.step("its time comes: it is back, unread", async () => {
    await passMinutes("Vera Tagged", 3 * 24 * 60);
    await expect(inbox.row("Vera Tagged")).toContainText("1 unread");
  });

  await test.step("it is closed only with a tag, which is made in the question itself", async () => {
    await inbox.openMine("Vera Tagged");
    await inbox.page.getByRole("button", { name: "Close chat" }).click();
    const question = page.getByRole("alertdialog");
    await question.getByRole("button", { name: "Close chat" }).click();
    await expect(question.getByText(/Put a tag on the chat first/)).toBeVisible();
    const field = question.getByRole("combobox", { name: "Tags" });
    await field.fill("Leaking kettle");
    await field.press("Enter");
    await expect(question.getByRole("option", { name: "Leaking kettle", selected: true })).toBeVisible();
    await question.getByRole("button", { name: "Close chat" }).click();
    await expect(inbox.log.getByText("You closed this chat")).toBeVisible();
    await expect(inbox.log.getByText(/You added the tag \W*Leaking kettle/)).toBeVisible();
  });
  const id = await chatIdOf("Vera Tagged");
  expect(
    await runSql(`select t.name from chat_tags c join tags t on t.id = c.tag_id where c.chat_id = '${id}'`),
  ).toEqual([{ name: "Leaking kettle" }]);
});

test("chats are chosen by keyboard, closed together, and taken back", async ({ newTeam }) => {
  const team = await newTeam("Busy Support", { reassign: false });
  const olga = await team.join("Olga Busy", 10);
  const names = ["First Many", "Second Many", "Third Many"];
  for (const name of names) await team.visit(name, "Hello?");
  const { page, inbox } = olga;
  await inbox.show("Mine");
  for (const name of names) await expect(inbox.row(name)).toBeVisible();
  await inbox.mine.getByRole("link").first().focus();
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 chats chosen")).toBeVisible();
  await page.keyboard.press("Control+a");
  await expect(page.getByText("3 chats chosen")).toBeVisible();
  await page.getByRole("group", { name: "Chosen chats" }).getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("3 chats closed.")).toBeVisible();
  expect(await chatsNamed(names)).toEqual(names.map((name) => ({ name, status: "closed" })));
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back for 3 chats.")).toBeVisible();
  expect(await chatsNamed(names)).toEqual(names.map((name) => ({ name, status: "active" })));
  for (const name of names) await expect(inbox.row(name)).toBeVisible();
});
