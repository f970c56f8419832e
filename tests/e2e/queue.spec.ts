import type { Route } from "@playwright/test";
import type { Widget } from "./pages/widget";
import { chatIdOf, runSql } from "./support/door";
import { expect, test } from "./support/team";

/** Twelve chats of the last hours, five minutes each: what an estimate is made of. */
const history = (departmentId: string, operatorEmail: string, visitorChatId: string) => `
  with past as (
    insert into chats (id, visitor_id, start_client_id, department_id, operator_id, status, closed_at, close_reason)
    select gen_random_uuid(), (select visitor_id from chats where id = '${visitorChatId}'), gen_random_uuid(),
      '${departmentId}', o.id, 'closed', now() - make_interval(hours => n), 'operator'
    from generate_series(1, 12) n, operators o where o.email = '${operatorEmail}'
    returning id, department_id, operator_id, closed_at)
  insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, released_at, reason, from_seq, to_seq)
  select id, department_id, operator_id, closed_at - interval '5 minutes', closed_at - interval '5 minutes', closed_at,
    'closed', 1, 1 from past`;

const status = (widget: Widget, text: RegExp | string) => widget.frame.getByRole("status").filter({ hasText: text });

// Scenario 6: all operators are full.
test("waiting visitors see their place and an estimate go down live, and the next free slot takes the first", async ({
  newTeam,
}) => {
  const team = await newTeam("Full Support", { close_idle: false, reassign: false });
  const anna = await team.join("Anna Full", 1);
  await team.visit("Lucky Visitor", "Me first");
  await anna.inbox.openMine("Lucky Visitor");
  const second = await team.visit("Second Visitor", "Me next");
  await expect(status(second, "You are next")).toBeVisible();
  await expect(second.frame.getByText(/about|under|over/)).toHaveCount(0);
  await runSql(history(team.id, anna.email, await chatIdOf("Lucky Visitor")));

  const third = await team.visit("Third Visitor", "And me?");
  await expect(status(third, /You are number 2 · about 7–15 min/)).toBeVisible();
  await expect(status(second, /You are next · about 3–7 min/)).toBeVisible();

  const answerIsLost = async (route: Route) => {
    await route.fetch();
    await route.abort();
  };
  await anna.page.route("**/close", answerIsLost, { times: 3 });
  await anna.inbox.close();
  await anna.inbox.openMine("Second Visitor");
  await expect(second.frame.getByText("Anna Full is with you")).toBeVisible();
  await expect(status(third, /You are next · about 3–7 min/)).toBeVisible();

  await test.step("the next one may leave an address instead of waiting", async () => {
    await third.frame.getByRole("button", { name: "Leave an e-mail" }).click();
    await third.frame.getByRole("textbox", { name: /^Your e-mail/ }).fill("third@example.com");
    await third.frame.getByRole("button", { name: "Leave the queue" }).click();
    await expect(third.log.getByText("You left the queue. We answer by e-mail.")).toBeVisible();
    await anna.page.goto("/offline");
    await expect(anna.page.getByRole("article").filter({ hasText: "Third Visitor" })).toContainText(
      "third@example.com",
    );
  });
});

test("a department that closes or fills up gives the offline form, and keeps what is typed", async ({
  newTeam,
  newVisitor,
}) => {
  const team = await newTeam("Limited Support", { queue_limit_chats: 1 });
  const anna = await team.join("Anna Limited", 1);
  await team.visit("Seated Visitor", "I have a slot");
  await anna.inbox.openMine("Seated Visitor");
  const late = await newVisitor();
  await late.open(team.url);
  await late.fillForm({ name: "Late Visitor", question: "Is there room?" });
  await team.visit("Queued Visitor", "I have the only place");
  await late.submit();
  await expect(late.frame.getByText(/the queue is full/).first()).toBeVisible();
  await expect(late.frame.getByLabel("How can we help?")).toHaveValue("Is there room?");
  await late.frame.getByRole("button", { name: "Send message" }).click();
  await expect(late.frame.getByText("Please fill in this field.")).toBeVisible();
  await late.frame.getByLabel(/^E-mail/).fill("late@example.com");
  await late.frame.getByRole("button", { name: "Send message" }).click();
  await expect(late.frame.getByText(/has your message/)).toBeVisible();
  await expect(anna.page.getByRole("link", { name: /Offline messages/ })).toBeVisible();
});
