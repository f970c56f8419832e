import { expect, test } from "./fixtures";
import { findings, findingsInBothThemes } from "./support/axe";
import { refusedScripts } from "./support/page-scripts";
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
  test(`axe finds nothing on the pages of ${area}, in either theme, and their policy refuses nothing`, async ({
    adminPage,
  }) => {
    for (const path of paths) {
      // The demo plays websites of others, which have no policy of ours.
      if (!path.startsWith("/demo")) expect.soft(await refusedScripts(adminPage, path), path).toEqual([]);
      await visit(adminPage, path);
      expect.soft(await findingsInBothThemes(adminPage), path).toEqual([]);
    }
  });
}

// The widget's states are walked in widget-states.spec.ts, the inbox's in accessibility-routing.spec.ts.

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
