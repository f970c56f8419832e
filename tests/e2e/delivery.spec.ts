import { chatIdOf, runSql } from "./support/door";
import { expect, test } from "./support/team";

const storedTexts = async (visitor: string) => {
  const rows = await runSql<{ body: string }>(
    `select body from chat_events where chat_id = '${await chatIdOf(visitor)}' and kind = 'message' order by seq`,
  );
  return rows.map(({ body }) => body);
};

test("what is written offline waits, and both sides have everything once when the network is back", async ({
  newTeam,
}) => {
  const team = await newTeam("Offline Support");
  const anna = await team.join("Anna Offline");
  const widget = await team.visit("Offline Visitor", "Before the tunnel");
  await anna.inbox.openMine("Offline Visitor");
  await expect(widget.frame.getByText("Anna Offline is with you")).toBeVisible();
  const context = widget.page.context();
  await context.clock.install();
  await context.setOffline(true);
  await widget.send("In the tunnel, one");
  await widget.send("In the tunnel, two");
  await anna.inbox.send("Are you there?");
  await expect(widget.frame.getByText("Sending…")).toHaveCount(2);
  // Two minutes pass for the visitor's browser.
  await context.clock.fastForward(120_000);
  await expect(widget.frame.getByText(/For technical reasons the chat is unavailable/)).toBeVisible();
  await context.setOffline(false);
  await context.clock.fastForward(31_000);
  for (const text of ["In the tunnel, one", "In the tunnel, two", "Are you there?"]) {
    await expect(widget.log.getByText(text)).toHaveCount(1);
    await expect(anna.inbox.log.getByText(text)).toHaveCount(1);
  }
  await expect(widget.log.getByText("The chat works again.")).toBeVisible();
  await expect(widget.frame.getByText("Sending…")).toHaveCount(0);
  expect((await storedTexts("Offline Visitor")).sort()).toEqual(
    ["Are you there?", "Before the tunnel", "In the tunnel, one", "In the tunnel, two"].sort(),
  );
});

test("a tab that is closed right after Enter loses nothing, and says nothing twice", async ({ newTeam }) => {
  const team = await newTeam("Closing Support");
  const anna = await team.join("Anna Closing");
  const widget = await team.visit("Closing Visitor", "First");
  await anna.inbox.openMine("Closing Visitor");
  const field = widget.frame.getByLabel("Message", { exact: true });
  await field.fill("Last words");
  await field.press("Enter");
  const context = widget.page.context();
  await widget.page.close();
  const again = await context.newPage();
  await again.goto(team.url);
  await again.locator("foyer-chat").getByRole("button").click();
  const log = again.frameLocator("foyer-chat iframe").getByRole("log");
  await expect(log.getByText("Last words")).toHaveCount(1);
  await expect(anna.inbox.log.getByText("Last words")).toHaveCount(1);
  expect(await storedTexts("Closing Visitor")).toEqual(["First", "Last words"]);
});

test("two tabs of a site show one chat, and each message once; ticks tell how far it has got", async ({ newTeam }) => {
  const team = await newTeam("Tabbed Support");
  const anna = await team.join("Anna Tabs");
  const widget = await team.visit("Tabbed Visitor", "From the first tab");
  await anna.inbox.openMine("Tabbed Visitor");
  const second = await widget.page.context().newPage();
  await second.goto(team.url);
  await second.locator("foyer-chat").getByRole("button").click();
  const other = second.frameLocator("foyer-chat iframe");
  await expect(other.getByRole("log").getByText("From the first tab")).toBeVisible();
  await other.getByLabel("Message", { exact: true }).fill("From the second tab");
  await other.getByLabel("Message", { exact: true }).press("Enter");
  await expect(widget.log.getByText("From the second tab")).toHaveCount(1);
  await expect(other.getByRole("log").getByText("From the second tab")).toHaveCount(1);
  await expect(other.getByText("Read", { exact: true })).toBeVisible();
  await anna.inbox.send("I see both.");
  await expect(widget.log.getByText("I see both.")).toHaveCount(1);
  await second.bringToFront();
  await expect(anna.inbox.log.getByText("Read", { exact: true })).toBeVisible();
  expect(await storedTexts("Tabbed Visitor")).toEqual(["From the first tab", "From the second tab", "I see both."]);
});

test("with the site's storage blocked a chat works for as long as the page is open", async ({
  newTeam,
  newVisitor,
}) => {
  const team = await newTeam("Blocked Support");
  const anna = await team.join("Anna Blocked");
  const widget = await newVisitor();
  await widget.page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
    }
  });
  const errors: string[] = [];
  widget.page.on("pageerror", (error) => errors.push(error.message));
  await widget.open(team.url);
  await widget.startChat("Blocked Visitor", "No storage here");
  await anna.inbox.openMine("Blocked Visitor");
  await anna.inbox.send("No matter.");
  await expect(widget.log.getByText("No matter.")).toBeVisible();
  await widget.send("Good.");
  await expect(anna.inbox.log.getByText("Good.")).toHaveCount(1);
  expect(errors).toEqual([]);
});

test("with WebSockets blocked the chat goes on by asking, within seconds", async ({ newTeam, newVisitor }) => {
  const team = await newTeam("Polling Support");
  const anna = await team.join("Anna Polls");
  const widget = await newVisitor();
  await widget.page.routeWebSocket(/./, (socket) => void socket.close());
  await widget.open(team.url);
  await widget.startChat("Polling Visitor", "Do you hear me?");
  await anna.inbox.openMine("Polling Visitor");
  await anna.inbox.send("Loud and clear.");
  // Five seconds of grace for realtime, then a question every three to five.
  await expect(widget.log.getByText("Loud and clear.")).toBeVisible({ timeout: 12_000 });
  const sent = Date.now();
  await anna.inbox.send("And now?");
  await expect(widget.log.getByText("And now?")).toBeVisible({ timeout: 12_000 });
  test.info().annotations.push({ type: "seen after", description: `${Date.now() - sent} ms` });
});
