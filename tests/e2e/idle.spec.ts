import { passMinutes } from "./support/door";
import { expect, test } from "./support/team";

// Scenario 4: a chat without activity. The clock of the chat is moved; the server's own tick does the rest.
test("an idle chat is warned of, kept open, closed, rated, and reopened by writing", async ({ newTeam }) => {
  const team = await newTeam("Idle Support", { close_idle_after_minutes: 5 });
  const anna = await team.join("Anna Idle");
  const widget = await team.visit("Idle Visitor", "Do you have M8 bolts?");
  await anna.inbox.openMine("Idle Visitor");

  await test.step("while the visitor waits for an answer, nothing is closed", async () => {
    await passMinutes("Idle Visitor", 2);
    await expect(widget.frame.getByText(/This chat closes/)).toHaveCount(0);
    await anna.inbox.send("Yes. How many?");
    await expect(widget.log.getByText("Yes. How many?")).toBeVisible();
  });

  await test.step("a minute before the end the visitor is warned, and keeps the chat", async () => {
    await passMinutes("Idle Visitor", 4.2);
    await expect(widget.log.getByText(/This chat closes at .* unless somebody writes/)).toBeVisible();
    await widget.frame.getByRole("button", { name: "Keep open" }).click();
    await expect(widget.log.getByText("The chat stays open")).toBeVisible();
    await expect(anna.inbox.log.getByText("The visitor keeps the chat open")).toBeVisible();
  });

  await test.step("warned again and silent, it is closed with the reason, and both see it", async () => {
    await passMinutes("Idle Visitor", 4.2);
    await expect(widget.log.getByText(/This chat closes at/)).toHaveCount(2);
    await passMinutes("Idle Visitor", 1.1);
    await expect(widget.log.getByText("The chat was closed because nobody wrote for a while")).toBeVisible();
    await expect(anna.inbox.log.getByText("Closed because nobody wrote for some time")).toBeVisible();
  });

  await test.step("the visitor rates it", async () => {
    await widget.frame.getByRole("radio", { name: "Good", exact: true }).check();
    await widget.frame.getByRole("button", { name: "Send rating" }).click();
    await expect(widget.frame.getByText("Thank you for your rating.")).toBeVisible();
    await expect(anna.inbox.log.getByText(/4/).last()).toBeVisible();
  });

  await test.step("writing reopens it, and it comes back to the same operator", async () => {
    await widget.send("Forty, please.");
    await expect(widget.log.getByText("The chat is open again")).toBeVisible();
    await expect(anna.inbox.composer("Idle Visitor")).toBeVisible();
    await expect(anna.inbox.log.getByText("Forty, please.")).toBeVisible();
    await anna.inbox.send("Done.");
    await expect(widget.log.getByText("Done.")).toBeVisible();
  });
});
