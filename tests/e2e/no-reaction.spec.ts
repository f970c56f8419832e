import { chatIdOf, passMinutes, runSql } from "./support/door";
import { expect, test } from "./support/team";

// Scenario 3: an operator goes silent. The clock of the chat is moved; the server's own tick does the rest.
test("a chat that its operator does not react to moves on, everybody is told, and the report counts it", async ({
  newTeam,
}) => {
  const team = await newTeam("Silent Support", { reassign_after_minutes: 1, close_idle: false });
  const boris = await team.join("Boris Silent");
  const widget = await team.visit("Left Visitor", "Is anybody listening?");
  await boris.inbox.openMine("Left Visitor");
  await expect(widget.frame.getByText("Boris Silent is with you")).toBeVisible();
  await expect(boris.page.getByText(/Answer within 0:\d\d/).first()).toBeVisible();

  await test.step("opening and reading is no reaction, but nobody else is there: it stays, and a supervisor hears of it", async () => {
    await passMinutes("Left Visitor", 1.1);
    await expect(boris.page.getByText(/Nobody else could take this chat/)).toBeVisible();
  });

  const clara = await team.join("Clara Quick");
  await clara.inbox.openMine("Left Visitor");
  await expect(widget.frame.getByText("You are now with Clara Quick")).toBeVisible();
  await expect(clara.inbox.log.getByText(/Boris Silent\W* did not react: the chat came to you/)).toBeVisible();
  await expect(clara.inbox.log.getByText(/had not reacted|had it already/).first()).toBeVisible();
  await expect(boris.inbox.log.getByText(/You did not react: the chat went to \W*Clara Quick/)).toBeVisible();
  await expect(boris.inbox.composer("Left Visitor")).toHaveCount(0);

  await clara.inbox.send("I am. How can I help?");
  await expect(widget.log.getByText("I am. How can I help?")).toBeVisible();
  const legs = await runSql(
    `select o.name, l.reason, l.first_reply_at is not null as replied from legs l join operators o on o.id = l.operator_id
     where l.chat_id = '${await chatIdOf("Left Visitor")}' order by l.from_seq`,
  );
  expect(legs).toEqual([
    { name: "Boris Silent", reason: "missed", replied: false },
    { name: "Clara Quick", reason: null, replied: true },
  ]);
});

test("who misses two chats in a row is Away, sees it, and is back with one click", async ({ newTeam }) => {
  const team = await newTeam("Missing Support", { reassign_after_minutes: 1 });
  const boris = await team.join("Boris Missing");
  for (const visitor of ["First Missed", "Second Missed"]) {
    await team.visit(visitor, "Hello?");
    await boris.inbox.openMine(visitor);
  }
  await team.join("Clara Patient", 10);
  for (const visitor of ["First Missed", "Second Missed"]) await passMinutes(visitor, 1.1);
  await expect(boris.page.getByText(/You missed several chats in a row/)).toBeVisible();
  await boris.page.getByRole("button", { name: "Back to Online" }).click();
  await expect(boris.page.getByRole("button", { name: /^Your presence: Online/ })).toBeVisible();
  await expect(boris.page.getByText(/You missed several chats in a row/)).toHaveCount(0);
});
