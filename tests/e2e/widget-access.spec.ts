import { consoleTroubles, hostPage } from "./pages/host";
import { Widget } from "./pages/widget";
import { quoted, runSql } from "./support/door";
import { expect, test } from "./support/team";

/** Narrow, as a page is on a phone that says how wide it wants to be. */
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Elements that were added to the list of messages and taken out of it since `watchLog`. */
type Watched = Window & { log: { added: number; removed: number } };

test("each message is one new node of the log, whoever wrote it, and moves no focus", async ({ newTeam }) => {
  const team = await newTeam("One Node");
  const anna = await team.join("Anna Nodes");
  const widget = await team.visit("Listening Visitor", "Can you hear me?");
  await anna.inbox.openMine("Listening Visitor");
  await anna.inbox.send("Yes");
  await expect(widget.log.getByText("Yes", { exact: true })).toBeVisible();
  // What tells how far the last message got belongs to that message.
  await widget.log.locator("ol").evaluate((list) => {
    const seen = { added: 0, removed: 0 };
    (window as unknown as Watched).log = seen;
    new MutationObserver((changes) => {
      for (const { addedNodes, removedNodes } of changes) {
        seen.added += addedNodes.length;
        seen.removed += removedNodes.length;
      }
    }).observe(list, { childList: true });
  });
  const seen = () => widget.log.evaluate(() => (window as unknown as Watched).log);
  for (const [index, text] of ["First", "Second", "Third"].entries()) {
    await anna.inbox.send(text);
    await expect(widget.log.getByText(text)).toBeVisible();
    expect(await seen()).toEqual({ added: index + 1, removed: 0 });
  }
  await expect(widget.frame.getByLabel("Message", { exact: true })).toBeFocused();
  await widget.send("Mine");
  await expect(anna.inbox.log.getByText("Mine")).toBeVisible();
  await expect(widget.log.getByText("Mine")).toBeVisible();
  await expect(widget.log.getByText("Sending…")).toHaveCount(0);
  expect(await seen()).toEqual({ added: 4, removed: 0 });
});

test("Tab leaves the open chat for the page on a desktop, and stays in it where it covers a phone", async ({
  newTeam,
  browser,
}) => {
  const team = await newTeam("Tabbing");
  const [row] = await runSql<{ key: string }>(`select key from departments where id = '${team.id}'`);
  const source = `${test.info().project.use.baseURL}/embed/${row?.key}.js`;
  const host = await hostPage(`<button id="own">A button of the page</button><script async src="${source}"></script>`);
  for (const isPhone of [false, true]) {
    const context = await browser.newContext(isPhone ? PHONE : {});
    const page = await context.newPage();
    const widget = new Widget(page);
    await widget.open(host.url);
    await expect(widget.frame.getByLabel("Your name")).toBeFocused();
    if (isPhone) await expect(page.locator("body")).toHaveAttribute("inert", "");
    // The frame is a process of its own: where the focus is at the moment one asks is not where a key has sent it.
    await page.evaluate(() => {
      const own = document.getElementById("own");
      own?.addEventListener("focus", () => own.setAttribute("data-reached", ""));
    });
    const own = page.locator("#own[data-reached]");
    for (let presses = 0; presses < 20 && (await own.count()) === 0; presses++) {
      await page.keyboard.press("Tab");
      // The next key goes to whoever has the focus then.
      await page.waitForTimeout(50);
    }
    await expect(own).toHaveCount(isPhone ? 0 : 1);
    await context.close();
  }
  await host.close();
});

test("in forced colours everything that is pressed or written has an edge, and the focus is seen", async ({
  newTeam,
}) => {
  const team = await newTeam("Forced");
  const widget = await team.visit("High Contrast Visitor", "Can I see where I am?");
  await widget.page.emulateMedia({ forcedColors: "active" });
  const { frame } = widget;
  const message = frame.getByLabel("Message", { exact: true });
  await expect(message).toBeFocused();
  const edgeOf = (element: HTMLElement | SVGElement) => {
    const { borderTopWidth, borderTopStyle, outlineWidth, outlineStyle } = getComputedStyle(element);
    const has = (width: string, style: string) => style !== "none" && Number.parseFloat(width) >= 1;
    return has(borderTopWidth, borderTopStyle) || has(outlineWidth, outlineStyle);
  };
  for (const each of [message, widget.log.locator(".own .body").first(), frame.getByRole("button", { name: "Send" })]) {
    expect(await each.evaluate(edgeOf)).toBe(true);
  }
  const outlineOf = (element: HTMLElement | SVGElement) => getComputedStyle(element).outlineStyle;
  for (const name of ["Chat menu", "Close chat", "Send"]) {
    const button = frame.getByRole("button", { name });
    // The keyboard's focus, not the mouse's.
    await message.press("Shift");
    await button.focus();
    expect(await button.evaluate(outlineOf), name).not.toBe("none");
  }
});

test("on a second website the same browser is another visitor", async ({ newTeam, browser, baseURL }) => {
  const team = await newTeam("Two Sites");
  const [row] = await runSql<{ key: string }>(`select key from departments where id = '${team.id}'`);
  const snippet = `<script async src="${baseURL}/embed/${row?.key}.js"></script>`;
  const [one, other] = [await hostPage(snippet), await hostPage(snippet)];
  const context = await browser.newContext();
  const widget = new Widget(await context.newPage());
  await widget.open(one.url);
  await widget.startChat("Of One Site", "Only here");
  await widget.open(other.url);
  await expect(widget.frame.getByLabel("Your name")).toHaveValue("");
  await widget.startChat("Of Another Site", "And here");
  await expect(widget.log.getByText("Only here")).toHaveCount(0);
  const visitors = await runSql(
    `select distinct visitor_id from chats where visitor_name in (${quoted("Of One Site")}, ${quoted("Of Another Site")})`,
  );
  expect(visitors).toHaveLength(2);
  await context.close();
  await Promise.all([one.close(), other.close()]);
});

test("a sandboxed page under the strictest policy, with storage blocked, chats and reports nothing", async ({
  newTeam,
  newVisitor,
  baseURL,
}) => {
  const team = await newTeam("Sandboxed");
  const anna = await team.join("Anna Sandbox");
  const [row] = await runSql<{ key: string }>(`select key from departments where id = '${team.id}'`);
  const policy = `default-src 'none'; script-src ${baseURL}; frame-src ${baseURL}; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts allow-same-origin`;
  const host = await hostPage(`<script async src="${baseURL}/embed/${row?.key}.js"></script>`, {
    "content-security-policy": policy,
    "permissions-policy": "microphone=(), camera=(), clipboard-write=(), autoplay=()",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
  });
  const widget = await newVisitor();
  // As browsers do that block the storage of third parties: whoever asks for it gets an error.
  await widget.page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
    }
  });
  const troubles = consoleTroubles(widget.page);
  await widget.open(host.url);
  await widget.startChat("Sandboxed Visitor", "Is this allowed?");
  await anna.inbox.openMine("Sandboxed Visitor");
  await anna.inbox.send("It is.");
  await expect(widget.log.getByText("It is.")).toBeVisible();
  await widget.send("Good");
  await expect(anna.inbox.log.getByText("Good")).toBeVisible();
  await widget.end();
  await expect(widget.frame.getByRole("button", { name: "Start a new chat" })).toBeVisible();
  // A sandbox that leaves its page an origin is told so, whatever is on it.
  expect(troubles().filter((line) => !line.includes("can escape its sandboxing"))).toEqual([]);
  await host.close();
});
