import { chatIdOf, quoted, runSql } from "./support/door";
import { expect, test } from "./support/team";

const CLOSED = 130;

/** Ended chats of a department, one a minute, the newest with the number 1. */
const closedChats = (departmentId: string) => [
  `insert into visitors (id, token_hash) values (md5(${quoted(departmentId)})::uuid, md5(${quoted(departmentId)}))`,
  `insert into chats (visitor_id, start_client_id, department_id, status, closed_at, close_reason, last_message_at,
     last_message_by, last_message_preview, visitor_name)
   select md5(${quoted(departmentId)})::uuid, gen_random_uuid(), ${quoted(departmentId)}, 'closed', at, 'operator', at,
     'visitor', 'Bye!', 'Past Visitor ' || i
   from generate_series(1, ${CLOSED}) i, lateral (select now() - interval '1 minute' * i) t (at)`,
];

test("the lists and their filters tell their numbers, stand in the address, and go on by pages", async ({
  newTeam,
}) => {
  const team = await newTeam("Listed Support");
  const anna = await team.join("Anna Listed", 1);
  const { page, inbox } = anna;
  await team.visit("First Listed", "One?");
  await team.visit("Second Listed", "Two?");

  await test.step("live, with a number on each tab", async () => {
    await expect(page.getByRole("tab", { name: "Mine" })).toHaveText(/1$/);
    await expect(page.getByRole("tab", { name: "Queue" })).toHaveText(/1$/);
    await expect(page.getByRole("tab", { name: "All" })).toHaveText(/2$/);
  });

  await test.step("a filter and its tab are in the address, and a reload shows the same", async () => {
    await inbox.show("All");
    await page.getByRole("button", { name: /^Status/ }).click();
    await page.getByRole("menuitemradio", { name: /Waiting/ }).click();
    await expect(inbox.row("First Listed").or(inbox.row("Second Listed"))).toHaveCount(1);
    await page.getByRole("button", { name: /^Unanswered/ }).click();
    await expect(page).toHaveURL(/\/inbox\?tab=all&status=waiting&unanswered=1$/);
    await page.reload();
    await expect(page.getByRole("tab", { name: "All" })).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("button", { name: /^Unanswered/ })).toHaveAttribute("aria-pressed", "true");
    await expect(inbox.row("First Listed").or(inbox.row("Second Listed"))).toHaveCount(1);
    await page.getByRole("button", { name: "Reset filters" }).click();
    await expect(inbox.row("First Listed").or(inbox.row("Second Listed"))).toHaveCount(2);
  });

  await test.step("opening a chat leaves its unanswered timer running", async () => {
    await inbox.openMine("First Listed");
    await expect(inbox.row("First Listed")).toContainText("Unanswered for");
    await inbox.send("One.");
    await expect(inbox.row("First Listed")).not.toContainText("Unanswered for");
    expect(page.url()).toContain(await chatIdOf("First Listed"));
  });

  await test.step("arrow keys walk through closed chats page after page, newest first", async () => {
    for (const statement of closedChats(team.id)) await runSql(statement);
    await inbox.show("Closed");
    await expect(inbox.row("Past Visitor 1").first()).toBeVisible();
    const list = page.getByRole("list", { name: "Closed" });
    await list.getByRole("link").first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(list.getByRole("link").filter({ hasText: /Past Visitor 2(?!\d)/ })).toBeFocused();
    await expect(async () => {
      await page.keyboard.press("End");
      await expect(list.getByRole("link").filter({ hasText: `Past Visitor ${CLOSED}` })).toBeFocused({ timeout: 500 });
    }).toPass();
    await expect(list.getByRole("listitem").last()).toHaveAttribute("aria-posinset", String(CLOSED));
    await expect(list.getByRole("listitem").last()).toHaveAttribute("aria-setsize", String(CLOSED));
    expect(await list.getByRole("listitem").count()).toBeLessThan(40);
  });

  await test.step("of a list that is dragged fast only whose rows pass is shown, and all of them where it stops", async () => {
    const list = page.getByRole("list", { name: "Closed" });
    const seen = await list.evaluate(async (rows) => {
      const box = rows.parentElement as HTMLElement;
      let passing = 0;
      for (let step = 0; step <= 30; step++) {
        box.scrollTop = step % 2 === 0 ? 0 : box.scrollHeight / 2;
        await new Promise(requestAnimationFrame);
        passing = Math.max(passing, [...rows.children].filter((row) => !row.querySelector("[data-chat-row]")).length);
      }
      return passing;
    });
    expect(seen).toBeGreaterThan(0);
    await expect
      .poll(() => list.evaluate((rows) => rows.querySelectorAll("li:not(:has([data-chat-row]))").length))
      .toBe(0);
    await expect(list.getByRole("link").first()).toBeVisible();
  });
});
