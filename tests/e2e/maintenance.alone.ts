import { chatIdOf, runSql } from "./support/door";
import { expect, test } from "./support/team";
import { withoutCode } from "./support/without-code";

// Scenario 5. Maintenance mode is the whole installation's: this runs when no other journey does.
test("in maintenance mode the visitor reads the set text in the chat, and the message arrives once afterwards", async ({
  newTeam,
  adminPage,
}) => {
  const team = await newTeam("Maintained Support");
  const anna = await team.join("Anna Maintains");
  const widget = await team.visit("Patient Visitor", "Before the work");
  await anna.inbox.openMine("Patient Visitor");
  // Typed before the page's code is there, as on a slow machine: the end is told all the same.
  const codeComes = await withoutCode(adminPage, "/admin/settings");
  await adminPage.getByLabel(/^Planned end/).fill("2099-05-18T09:30");
  codeComes();
  await adminPage.getByRole("button", { name: "Switch on" }).click();
  await expect(adminPage.getByText("Maintenance mode is on", { exact: true })).toBeVisible();

  // The switch bites within two seconds, and not at once.
  const [department] = await runSql<{ key: string }>(`select key from departments where id = '${team.id}'`);
  const isOff = async () =>
    "unavailable" in (await (await adminPage.request.get(`/api/embed/${department?.key}`)).json());
  await expect.poll(isOff).toBe(true);
  await widget.send("During the work");
  await expect(widget.frame.getByText("Sending…")).toBeVisible();
  await expect(widget.log.getByText(/For technical reasons the chat is unavailable[\s\S]*Until about/)).toBeVisible();
  await widget.send("Still here");
  await expect(widget.log.getByText(/For technical reasons/)).toHaveCount(1);
  await expect(anna.inbox.log.getByText("During the work")).toHaveCount(0);

  await adminPage.getByRole("button", { name: "Switch off" }).click();
  await expect(anna.inbox.log.getByText("During the work")).toBeVisible();
  await expect(anna.inbox.log.getByText("Still here")).toBeVisible();
  await expect(widget.log.getByText("The chat works again.")).toBeVisible();
  await expect(widget.frame.getByText("Sending…")).toHaveCount(0);
  const rows = await runSql(
    `select body from chat_events where chat_id = '${await chatIdOf("Patient Visitor")}' and kind = 'message' order by seq`,
  );
  expect(rows).toEqual([{ body: "Before the work" }, { body: "During the work" }, { body: "Still here" }]);
});
