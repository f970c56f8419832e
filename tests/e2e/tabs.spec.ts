import { randomToken } from "@/lib/ids";
import { expect, test } from "./fixtures";
import { Widget } from "./pages/widget";
import { quoted, runSql } from "./support/door";

const TABS = 5;

test("in many tabs of one visitor a message is sent once, shown in each, and one of them sounds", async ({
  browser,
  site,
  inbox,
}) => {
  const visitor = `Tabbed Visitor ${randomToken(4)}`;
  const sent = `Sent from one of the tabs of ${visitor}`;
  const context = await browser.newContext();
  const sounds: string[] = [];
  await context.exposeFunction("noteSound", (at: string) => void sounds.push(at));
  await context.addInitScript(() => {
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      const { noteSound } = window as unknown as { noteSound: (at: string) => void };
      noteSound(location.pathname);
      start.call(this, when);
    };
  });
  await inbox.open();
  const first = new Widget(await context.newPage());
  await first.open(site("/demo/auto-parts"));
  await first.startChat(visitor, "Do all my tabs know?");
  await inbox.accept(visitor);
  const tabs = [first];
  while (tabs.length < TABS) {
    const tab = new Widget(await context.newPage());
    await tab.open(site("/demo/auto-parts"));
    // A browser lets nobody sound where the visitor has done nothing.
    await tab.frame.getByLabel("Message", { exact: true }).click();
    tabs.push(tab);
  }
  await first.send(sent);
  for (const tab of tabs) await expect(tab.log.getByText(sent)).toHaveCount(1);
  const [row] = await runSql<{ count: number }>(
    `select count(*)::int as count from chat_events where body = ${quoted(sent)}`,
  );
  expect(row?.count).toBe(1);

  for (const tab of tabs) await tab.launcher.click();
  await inbox.send("One answer for all");
  for (const tab of tabs) await expect(tab.launcher).toHaveAccessibleName(/1 unread/);
  // Two notes are one sound.
  await expect.poll(() => sounds.length).toBe(2);
  await first.page.waitForTimeout(1000);
  expect(sounds).toHaveLength(2);

  // Switched off in one tab it is off on the whole site, and stays off.
  await first.launcher.click();
  await first.frame.getByRole("button", { name: "Chat menu" }).click();
  const toggle = first.frame.getByRole("button", { name: "Sound for new messages" });
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-pressed", "false");
  await first.page.keyboard.press("Escape");
  await first.launcher.click();
  await inbox.send("A silent one");
  await expect(first.launcher).toHaveAccessibleName(/1 unread/);
  await first.page.waitForTimeout(500);
  expect(sounds).toHaveLength(2);
  await context.close();
});
