import type { Page } from "@playwright/test";
import { randomToken } from "@/lib/ids";
import { expect, test } from "./fixtures";
import { type Host, hostPage } from "./pages/host";
import { Widget } from "./pages/widget";
import { quoted, runSql } from "./support/door";
import { believeSite, sign } from "./support/site-signature";

const STUB =
  "<script>window.foyer=window.foyer||Object.assign((...a)=>new Promise((r,j)=>foyer.q.push([a,r,j])),{q:[]})</script>";
/** A department of its own with the admin in it, and its key. */
async function department(values: Record<string, string> = {}): Promise<{ key: string; name: string }> {
  const key = randomToken(16);
  const name = `Host API ${key.slice(0, 6)}`;
  const byHand = { hidden: "true", strategy: quoted("manual"), reassign: "false" };
  const columns = { name: quoted(name), key: quoted(key), ...byHand, ...values };
  const [row] = await runSql<{ id: string }>(
    `insert into departments (${Object.keys(columns).join()}) values (${Object.values(columns).join()}) returning id`,
  );
  await runSql(`insert into department_members (department_id, operator_id)
    select '${row?.id}', id from operators where role = 'admin'`);
  return { key, name };
}

const hosts: Host[] = [];
test.afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

/** A website with the snippet, and with what its owner wrote around it. */
async function site(baseURL: string | undefined, key: string, more = "", headers: Record<string, string> = {}) {
  const host = await hostPage(`${STUB}${more}<script async src="${baseURL}/embed/${key}.js"></script>`, headers);
  hosts.push(host);
  return host.url;
}

const call = (page: Page, ...values: unknown[]) =>
  page.evaluate((list) => window.foyer?.(...(list as ["open"])), values);

test("a page opens and closes the chat, hears of it, and costs one request until it asks for something", async ({
  page,
  baseURL,
}) => {
  const { key, name } = await department();
  const requests: string[] = [];
  page.on("request", (request) => request.url().startsWith(`${baseURL}/embed`) && requests.push(request.url()));
  await page.goto(await site(baseURL, key));
  const widget = new Widget(page);
  await expect(widget.launcher).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(requests).toHaveLength(1);

  await page.evaluate(async () => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const name of ["ready", "open", "close"] as const) await foyer("on", name, () => heard.push(name));
    await foyer("open");
  });
  await expect(widget.frame.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(widget.launcher).toHaveAttribute("aria-expanded", "true");
  await call(page, "toggle");
  await expect(widget.launcher).toHaveAttribute("aria-expanded", "false");
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
    "ready",
    "open",
    "close",
  ]);

  await call(page, "hide");
  await expect(widget.launcher).toBeHidden();
  await call(page, "show");
  await expect(widget.launcher).toBeVisible();

  const refused = await page.evaluate(() => foyer("opne" as "open").catch((error: Error) => error.message));
  expect(refused).toContain('no command "opne"');
  await call(page, "destroy");
  await expect(page.locator("foyer-chat")).toHaveCount(0);
  await page.evaluate(() => document.documentElement.append(document.createElement("p")));
  await expect(page.locator("foyer-chat")).toHaveCount(0);
});

test("what is asked before the chat is loaded happens when it is", async ({ page, baseURL }) => {
  const { key } = await department();
  const early = `<script>
    foyer("set", { name: "Early Visitor", email: "early@example.com", question: "Typed by the page" });
    foyer("open").then(() => { document.title = "opened" });
  </script>`;
  await page.goto(await site(baseURL, key, early));
  const widget = new Widget(page);
  await expect(page).toHaveTitle("opened");
  await expect(widget.frame.getByLabel("Your name")).toHaveValue("Early Visitor");
  await expect(widget.frame.getByLabel("How can we help?")).toHaveValue("Typed by the page");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("language, theme and department are the page's to choose, and its title is cut before it travels", async ({
  page,
  baseURL,
}) => {
  const [company] = await runSql<{ key: string }>("select key from company");
  await page.goto(await site(baseURL, company?.key ?? ""));
  const widget = new Widget(page);
  await call(page, "department", "Order Services");
  await call(page, "open");
  await expect(widget.frame.getByRole("heading", { name: "Order Services", level: 1 })).toBeVisible();
  await call(page, "theme", "dark");
  const root = widget.frame.locator("html");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await call(page, "locale", "ar");
  await expect(root).toHaveAttribute("dir", "rtl");
  // What the page asked before holds for the new frame, too.
  await expect(root).toHaveAttribute("data-theme", "dark");
  await call(page, "locale", "en-GB");
  await expect(root).toHaveAttribute("lang", /^en/);
  await page.evaluate(() => {
    document.title = "<b>".repeat(400_000);
  });
  const name = `Titled Visitor ${randomToken(4)}`;
  await widget.startChat(name, "Is my title too long?");
  // The page is looked at once a second; a start that was quicker is followed by a pulse with the new title.
  const titleLength = async () =>
    (
      await runSql<{ length: number }>(
        `select length(page_title) as length from chats where visitor_name = ${quoted(name)}`,
      )
    )[0]?.length;
  await expect.poll(titleLength, { timeout: 30_000 }).toBe(300);
});

test("a page hears of the chat as it goes, and of unread messages until they are seen", async ({
  page,
  baseURL,
  inbox,
}) => {
  const { key } = await department();
  await inbox.open();
  await page.goto(await site(baseURL, key));
  await page.evaluate(async () => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    for (const name of ["chat-started", "message", "unread", "chat-ended"] as const) {
      await foyer("on", name, (detail: unknown) => heard.push([name, detail]));
    }
    await foyer("open");
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: [string, Record<string, unknown>][] }).heard);
  const widget = new Widget(page);
  await widget.startChat("Heard Visitor", "Do you hear me?");
  await expect.poll(async () => (await heard()).map(([name]) => name)).toEqual(["chat-started", "message"]);
  await call(page, "close");
  await inbox.accept("Heard Visitor");
  await inbox.send("I do.");
  await expect.poll(heard).toContainEqual(["unread", { count: 1 }]);
  await expect(widget.launcher).toHaveAccessibleName(/1 unread/);
  await expect(page).toHaveTitle("Host");
  await widget.launcher.click();
  await expect.poll(heard).toContainEqual(["unread", { count: 0 }]);
  expect((await heard()).filter(([name, { from }]) => name === "message" && from === "operator")).toHaveLength(1);
});

test.describe("a site that says who its visitors are", () => {
  test.beforeAll(believeSite);

  test("finds their chat in another browser, shows them to operators as verified, and forgets them", async ({
    newVisitor,
    baseURL,
    inbox,
  }) => {
    const { key } = await department({ verified_only: "true" });
    const person = { sub: randomToken(6), name: "Vera Verified", email: "vera@example.com" };
    const url = await site(baseURL, key);
    await inbox.open();

    const first = await newVisitor();
    await first.page.goto(url);
    await first.launcher.click();
    await first.fillForm({ name: "Vera", question: "Without a word of the site" });
    await first.submit();
    await expect(first.frame.getByText("Please sign in on this website first.")).toBeVisible();

    // What the page says holds for what is pressed after it, however long its part of the widget is on the way.
    let pass = () => {};
    const isPressed = new Promise<void>((done) => {
      pass = done;
    });
    await first.page.route("**/embed/frame-*.js", async (route) => {
      await isPressed;
      await route.continue();
    });
    await first.page.evaluate((token) => foyer("identify", { token }), sign(person));
    await first.frame.getByRole("button", { name: "Start chat" }).click();
    pass();
    await expect(first.log.getByText("Without a word of the site")).toBeVisible();
    await inbox.accept("Vera");
    await expect(inbox.page.getByText("Vera Verified")).toBeVisible();
    await expect(inbox.page.getByText("verified", { exact: true }).first()).toBeVisible();

    const second = await newVisitor();
    await second.page.goto(url);
    await second.page.evaluate((token) => foyer("identify", { token }), sign(person));
    await second.launcher.click();
    await expect(second.log.getByText("Without a word of the site")).toBeVisible();

    await second.page.evaluate(() => foyer("logout"));
    expect(await second.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    await second.launcher.click();
    await expect(second.frame.getByLabel("Your name")).toHaveValue("");
    await expect(second.log).toHaveCount(0);
  });

  test("is asked for a new token when the last one is refused", async ({ page, baseURL }) => {
    const { key } = await department({ verified_only: "true" });
    await page.goto(await site(baseURL, key));
    const sub = randomToken(6);
    const tokens = [sign({ sub, exp: Math.floor(Date.now() / 1000) - 600 }), sign({ sub })];
    await page.evaluate((list) => foyer("identify", { token: () => list.shift() ?? "" }), tokens);
    const widget = new Widget(page);
    await widget.launcher.click();
    await widget.fillForm({ name: "Renewed Visitor", question: "Is my token fresh?" });
    await widget.submit();
    await expect(widget.log.getByText("Is my token fresh?")).toBeVisible();
  });
});

/** Resolves when the page, a second after it was loaded, has been looked at for a message to show, and what is due is shown. */
async function hasLooked(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("/embed/later-")),
  );
  // Asked for after the loader's own call, and answered after it: by the very code that looks.
  const refusal = await page.evaluate(() => foyer("trigger", "nothing").catch((error: Error) => error.message));
  expect(refusal).toContain('no proactive message "nothing"');
}

test("a proactive message under the strictest policy takes no focus, goes away by Escape and stays away", async ({
  page,
  baseURL,
}) => {
  const rules = JSON.stringify([{ id: "help", path: "/shop", delay: 1, text: { en: "Can we help you choose?" } }]);
  const { key, name } = await department({ proactive: `${quoted(rules)}::jsonb` });
  const policy = `default-src 'none'; script-src ${baseURL}; frame-src ${baseURL}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const host = await hostPage(`<script async src="${baseURL}/embed/${key}.js"></script>`, {
    "content-security-policy": policy,
  });
  hosts.push(host);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const bubble = page.getByRole("button", { name: "Can we help you choose?" });

  await page.goto(host.url);
  await expect(new Widget(page).launcher).toBeVisible();
  await hasLooked(page);
  await expect(bubble).toBeHidden();
  // A site of one page goes to the shop.
  await page.evaluate(() => history.pushState({}, "", "/shop/pans?q=secret"));
  await expect(bubble).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await page.keyboard.press("Escape");
  await expect(bubble).toBeHidden();
  await page.reload();
  await hasLooked(page);
  await expect(bubble).toBeHidden();

  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await bubble.click();
  const { frame } = new Widget(page);
  await expect(frame.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(frame.getByText("Can we help you choose?")).toBeVisible();
  expect(complaints.filter((line) => !line.includes("favicon"))).toEqual([]);
});

test("a site that changes its pages by itself keeps one launcher and the chat", async ({ page, baseURL }) => {
  const { key } = await department();
  const lines: string[] = [];
  page.on("console", (message) => message.text().startsWith("Foyer") && lines.push(message.text()));
  await page.goto(await site(baseURL, key));
  const widget = new Widget(page);
  await widget.launcher.click();
  await widget.startChat("Routed Visitor", "Am I still here?");
  await page.evaluate((src) => {
    history.pushState({}, "", "/next?token=secret#part");
    document.title = "Next page";
    document.body.replaceChildren(document.createElement("main"));
    document.querySelector("foyer-chat")?.remove();
    const again = document.createElement("script");
    again.src = src;
    document.body.append(again);
  }, `${baseURL}/embed/${key}.js`);
  await expect(page.locator("foyer-chat")).toHaveCount(1);
  await expect(widget.log.getByText("Am I still here?")).toBeVisible();
  await expect.poll(() => lines).toEqual([expect.stringContaining("on this page twice")]);
  await expect
    .poll(async () => (await runSql(`select page_url, page_title from chats where visitor_name = 'Routed Visitor'`))[0])
    .toEqual({ page_url: `${new URL(page.url()).origin}/next`, page_title: "Next page" });
});

test("on a phone Back closes the chat, and the page is as it was", async ({ browser, baseURL }) => {
  const { key, name } = await department();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  const url = await site(baseURL, key);
  await page.goto(url);
  const widget = new Widget(page);
  await page.evaluate(() => history.replaceState({ route: 7 }, ""));
  await widget.launcher.click();
  await expect(widget.frame.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.body.inert)).toBe(true);
  expect(await page.evaluate(() => history.state.route)).toBe(7);
  await page.goBack();
  await expect(widget.launcher).toHaveAttribute("aria-expanded", "false");
  const state = () =>
    page.evaluate(() => [document.body.inert, document.documentElement.style.overflow, history.state]);
  expect(await state()).toEqual([false, "", { route: 7 }]);
  expect(page.url()).toBe(url);

  // Closed by its own button it leaves no step behind either.
  await widget.launcher.click();
  await widget.frame.getByRole("button", { name: "Close chat" }).click();
  await expect.poll(state).toEqual([false, "", { route: 7 }]);
  await context.close();
});

test("messages to the frame from anything but its loader change nothing and break nothing", async ({
  page,
  baseURL,
}) => {
  const { key, name } = await department();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(await site(baseURL, key));
  const widget = new Widget(page);
  await widget.launcher.click();
  await expect(widget.frame.getByRole("heading", { name, level: 1 })).toBeVisible();
  await page.evaluate(() => {
    const frame = document.querySelector("foyer-chat")?.shadowRoot?.querySelector("iframe")?.contentWindow;
    const send = (data: unknown, ports: MessagePort[] = []) => frame?.postMessage(data, "*", ports);
    for (const data of [null, 1, "init", [], { foyer: "init" }, { foyer: 1 }, { type: "close" }]) send(data);
    // From the page itself, which may: of the wrong shape.
    for (const data of [{ foyer: "init" }, { foyer: "init", store: 1, page: 1, calls: 1, open: "yes" }]) {
      send(data, [new MessageChannel().port2]);
    }
    // From another window.
    const stranger = document.createElement("iframe");
    document.body.append(stranger);
    const script = document.createElement("script");
    script.textContent = `const { port2 } = new MessageChannel();
      const { shadowRoot } = parent.document.querySelector("foyer-chat");
      const init = { foyer: "init", open: false, store: { id: "x" }, calls: [] };
      shadowRoot.querySelector("iframe").contentWindow.postMessage(init, "*", [port2]);`;
    stranger.contentDocument?.body.append(script);
  });
  await expect(widget.frame.getByRole("heading", { name, level: 1 })).toBeVisible();
  expect(faults).toEqual([]);
});
