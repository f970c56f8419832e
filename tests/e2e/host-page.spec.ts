import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { consoleLinesOf, hostPage } from "./pages/host";
import { Widget } from "./pages/widget";

const keyOf = async (page: Page, demoUrl: string) => {
  const source = await (await page.request.get(demoUrl)).text();
  return /\/embed\/([\w-]+)\.js/.exec(source)?.[1] ?? "";
};

test("before a click the snippet costs one request, and stores nothing", async ({ page, baseURL, site }) => {
  const host = await hostPage(
    `<script async src="${baseURL}/embed/${await keyOf(page, site("/demo/toms"))}.js"></script>`,
  );
  const requests: string[] = [];
  page.on("request", (request) => request.url().startsWith(baseURL ?? "") && requests.push(request.url()));
  await page.goto(host.url);
  const launcher = page.locator("foyer-chat").getByRole("button");
  await expect(launcher).toBeVisible();
  await expect(launcher).toHaveAttribute("aria-expanded", "false");
  await page.waitForLoadState("networkidle");
  expect(requests).toHaveLength(1);
  const stored = () => page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length]);
  expect(await stored()).toEqual([0, 0, 0]);
  await launcher.click();
  await expect(page.frameLocator("foyer-chat iframe").getByRole("heading", { level: 1 })).toBeVisible();
  expect(await stored()).toEqual([0, 0, 0]);
  await host.close();
});

for (const [what, key] of [
  ["unknown", "AAAAAAAAAAAAAAAAAAAAAA"],
  ["malformed", "..%2f..%2fetc"],
]) {
  test(`an ${what} key shows nothing on the page and says so in one console line`, async ({ page, baseURL }) => {
    const { launchers, lines } = await consoleLinesOf(page, `${baseURL}/embed/${key}.js`);
    expect(launchers).toBe(0);
    expect(lines).toHaveLength(1);
  });
}

test("under a strict policy with Trusted Types the widget chats and the browser reports nothing", async ({
  page,
  baseURL,
  site,
  inbox,
}) => {
  const policy = `default-src 'none'; script-src ${baseURL}; frame-src ${baseURL}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const snippet = `<script async src="${baseURL}/embed/${await keyOf(page, site("/demo/bikes"))}.js"></script>`;
  const host = await hostPage(snippet, { "content-security-policy": policy });
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await inbox.open();
  await page.goto(host.url);
  await page.locator("foyer-chat").getByRole("button").click();
  const frame = page.frameLocator("foyer-chat iframe");
  await frame.getByLabel("Your name").fill("Strict Visitor");
  await frame.getByLabel("How can we help?").fill("Is this allowed?");
  await new Widget(page).submit();
  await inbox.accept("Strict Visitor");
  await inbox.send("It is.");
  await expect(frame.getByRole("log").getByText("It is.")).toBeVisible();
  // The browser asks every page for an icon; that this policy refuses it is the host's own business.
  expect(complaints.filter((line) => !line.includes("favicon"))).toEqual([]);
  await host.close();
});

test("text that looks like markup stays text for both sides", async ({ widget, site, inbox }) => {
  const evil = `<img src=x onerror="document.title='owned'"> [x](javascript:alert(1)) {{7*7}}`;
  await inbox.open();
  await widget.open(site("/demo/hardware"));
  await widget.startChat("<b>Bold</b> Visitor", evil);
  await inbox.accept("<b>Bold</b> Visitor");
  await expect(inbox.log.getByText(evil)).toBeVisible();
  await expect(widget.log.getByText(evil)).toBeVisible();
  await expect(inbox.log.locator("img, b, a[href^='javascript']")).toHaveCount(0);
  await expect(inbox.page).not.toHaveTitle(/owned/);
});
