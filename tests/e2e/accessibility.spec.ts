import { expect, test } from "./fixtures";
import { findings, findingsInBothThemes } from "./support/axe";
import { visit } from "./support/visit";

const PAGES = {
  setup: [
    "/",
    ...["company", "department", "snippet", "chat", "colleague"].map((step) => `/admin/start?step=${step}`),
    "/demo",
    "/demo/playground",
    "/offline",
  ],
  departments: [
    "/admin/departments",
    "/admin/departments/new",
    "/admin/snippets",
    "/admin/appearance",
    "/admin/tags",
    "/admin/reviews",
  ],
  people: ["/admin/operators", "/admin/company", "/routing", "/team", "/account", "/account/notifications", "/replies"],
  settings: [
    ...["", "/channels", "/operators", "/check"].map((tab) => `/admin/settings${tab}`),
    "/admin/audit",
    "/admin/health",
    "/admin/retention",
    "/admin/webhooks",
    "/admin/api-keys",
  ],
  work: ["/board", "/inbox", "/reports", "/reports/staffing", "/reviews", "/visitors", "/visitors/blocks"],
  documentation: ["/docs", "/docs/settings", "/docs/website", "/docs/api"],
};

for (const [area, paths] of Object.entries(PAGES)) {
  test(`axe finds nothing on the pages of ${area}, in either theme`, async ({ adminPage }) => {
    for (const path of paths) {
      await visit(adminPage, path);
      expect.soft(await findingsInBothThemes(adminPage), path).toEqual([]);
    }
  });
}

test("axe finds nothing in the widget from picker to end, in either theme", async ({ widget, site, inbox }) => {
  test.slow();
  const look = async (state: string) => expect.soft(await findingsInBothThemes(widget.page), state).toEqual([]);
  const visitor = "Axe Guest";
  await widget.open(site("/demo/toms"));
  await widget.doors.first().waitFor();
  await look("picker");
  await widget.choose("Pre Sales");
  await widget.submit();
  await widget.frame.getByText("Please fill in this field.").first().waitFor();
  await look("form with errors");
  await widget.startChat(visitor, "Is this readable?");
  await look("waiting");
  await widget.frame.getByRole("button", { name: "Another department" }).click();
  await widget.frame.getByRole("group", { name: "Who should answer?" }).waitFor();
  await look("departments to go to");
  await widget.frame.getByRole("button", { name: "Back" }).click();
  await widget.frame.getByRole("button", { name: "Leave an e-mail" }).click();
  await widget.frame.getByRole("button", { name: "Leave the queue" }).click();
  await widget.frame.getByText("Please fill in this field.").waitFor();
  await look("an address to leave, with an error");
  await widget.frame.getByRole("button", { name: "Back" }).click();
  await inbox.open();
  await inbox.accept(visitor);
  await inbox.send("Very much so.");
  await widget.log.getByText("Very much so.").waitFor();
  await look("talking");
  expect.soft(await findingsInBothThemes(inbox.page), "inbox with a chat").toEqual([]);
  await widget.end();
  await widget.frame.getByRole("button", { name: "Start a new chat" }).waitFor();
  await look("ended");
  await widget.frame.getByRole("radio", { name: "Good", exact: true }).check();
  await look("rating");
});

test("sign-in and a page that does not exist pass axe, too", async ({ page }) => {
  for (const path of ["/login", "/no-such-page"]) {
    await page.goto(path, { waitUntil: "networkidle" });
    expect.soft(await findings(page), path).toEqual([]);
  }
});

test("a chat by keyboard alone: from the launcher to the first message, and back to the page", async ({
  widget,
  site,
}) => {
  const { page } = widget;
  await page.goto(site("/demo/bikes"));
  await widget.launcher.focus();
  await page.keyboard.press("Enter");
  await expect(widget.frame.getByLabel("Your name")).toBeFocused();
  await page.keyboard.type("Keyboard Visitor");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(widget.frame.getByLabel("How can we help?")).toBeFocused();
  await page.keyboard.type("No mouse here");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(widget.frame.getByLabel("Message", { exact: true })).toBeFocused();
  await page.keyboard.type("Second message");
  await page.keyboard.press("Enter");
  await expect(widget.log.getByText("Second message")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(widget.launcher).toBeFocused();
});
