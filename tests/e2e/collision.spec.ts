import type { Locator } from "@playwright/test";
import { quoted, runSql } from "./support/door";
import { expect, test } from "./support/team";

/** Goes on typing until somebody sees it: each sign of it shows for three seconds only. */
async function typeUntilSeen(field: Locator, ...seen: Locator[]) {
  for (const sign of seen) {
    await expect(async () => {
      await field.pressSequentially("so ");
      await expect(sign).toBeVisible({ timeout: 1000 });
    }).toPass();
  }
}

test("colleagues in one chat see who else has it open and who writes; its visitor sees the owner's answer alone", async ({
  newTeam,
}) => {
  const team = await newTeam("Crowded Support", { reassign: false });
  const olga = await team.join("Olga Owns");
  const widget = await team.visit("Crowded Visitor", "Who answers me?");
  await olga.inbox.openMine("Crowded Visitor");
  const [chat] = await runSql<{ id: string }>(`select id from chats where department_id = ${quoted(team.id)}`);
  const boris = await team.join("Boris Looks");
  await boris.page.goto(`/inbox/${chat?.id}`);
  const viewed = olga.inbox.thread("Crowded Visitor").getByText(/Boris Looks\W* is viewing/);
  await expect(viewed).toBeVisible();
  await expect(boris.inbox.thread("Crowded Visitor").getByText(/Olga Owns\W* is viewing/)).toBeVisible();

  // Also in the list, while it is not open here: whoever leafs through chats sees where a colleague is.
  await olga.page.goBack();
  await expect(olga.inbox.row("Crowded Visitor").getByText(/Boris Looks\W* is viewing/)).toBeVisible();
  await olga.inbox.openMine("Crowded Visitor");

  const answering = boris.page.getByText(/Olga Owns\W* is answering/).first();
  await typeUntilSeen(olga.inbox.composer("Crowded Visitor"), answering, widget.frame.getByText(/is typing/).first());
  await olga.inbox.send("Let me see.");
  await expect(boris.inbox.log.getByText("Let me see.")).toBeVisible();
  await expect(answering).toHaveCount(0);
  await expect(widget.frame.getByText(/is typing/)).toHaveCount(0);

  await boris.page.getByRole("button", { name: "Note", exact: true }).click();
  const noting = olga.page.getByText(/Boris Looks\W* is writing a note/).first();
  await typeUntilSeen(boris.page.getByRole("textbox", { name: "Note for operators" }), noting);
  expect(await widget.frame.getByText(/is typing|Boris/).count()).toBe(0);

  await boris.page.goto("/inbox");
  await expect(olga.page.getByText(/Boris Looks/)).toHaveCount(0);
});
