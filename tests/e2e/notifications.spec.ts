import type { CDPSession, Page } from "@playwright/test";
import { ADMIN_STATE, expect, test } from "./fixtures";
import { Inbox } from "./pages/inbox";
import { wholeChromium } from "./support/chromium";

test.use(wholeChromium);

type Shown = { title: string; body: string; tag: string; stays: boolean; icon: string; isClosed: boolean };
type Recorder = { shown: Shown[]; click: (tag: string) => void };
declare global {
  interface Window {
    recorder: Recorder;
  }
}

/** A browser in which nobody looks at the page, and that writes down what it would show instead of showing it. */
async function recordNotifications(page: Page) {
  await page.addInitScript(() => {
    const shown: (Shown & { onclick?: (() => void) | null })[] = [];
    class Recorded {
      static permission = "granted";
      static requestPermission = async () => "granted";
      onclick: (() => void) | null = null;
      onclose: (() => void) | null = null;
      readonly entry: (typeof shown)[number];
      constructor(title: string, { body = "", tag = "", icon = "", requireInteraction = false }: NotificationOptions) {
        this.entry = { title, body, tag, icon, stays: requireInteraction, isClosed: false };
        Object.defineProperty(this.entry, "onclick", { enumerable: false, get: () => this.onclick });
        shown.push(this.entry);
      }
      close() {
        this.entry.isClosed = true;
        this.onclose?.();
      }
    }
    Object.defineProperty(window, "Notification", { value: Recorded });
    document.hasFocus = () => false;
    window.recorder = { shown, click: (tag) => shown.findLast((one) => one.tag === tag)?.onclick?.() };
  });
}

test("a chat that comes while nobody looks is shown with its website, opened by a click, and closed when handled", async ({
  browser,
  newVisitor,
  site,
}) => {
  const context = await browser.newContext({ storageState: ADMIN_STATE });
  const page = await context.newPage();
  await recordNotifications(page);
  const inbox = new Inbox(page);
  await inbox.open();
  const icon = page.locator('link[rel="icon"]').first();
  const widget = await newVisitor();
  await widget.open(site("/demo/bikes"));
  await widget.startChat("Notified Buyer", "Does this bike fit me?");
  const shown = () => page.evaluate(() => window.recorder.shown);
  const mine = async () => (await shown()).filter(({ body }) => body.startsWith("Notified Buyer"));
  await expect.poll(async () => (await mine()).length).toBeGreaterThan(0);
  const [first] = await mine();
  expect(first).toMatchObject({ title: expect.stringContaining("OCC Bikes"), stays: true });
  expect(first?.icon).toMatch(/^\/logos\/.+\.webp$/);
  expect(first?.body).toContain("Does this bike fit me?");
  await expect(page).toHaveTitle(/^\(\d+\) /);
  await expect(icon).toHaveAttribute("href", /^data:image\/svg/);
  await page.evaluate((tag) => window.recorder.click(tag), first?.tag ?? "");
  await expect(page).toHaveURL(new RegExp(`/inbox/${first?.tag.replace("chat-", "")}$`));
  await expect(page).toHaveTitle(/OCC Bikes: Notified Buyer/);
  await widget.end();
  await expect.poll(async () => (await mine()).every(({ isClosed }) => isClosed)).toBe(true);
  await context.close();
});

/** Hands a message to the service worker as a push service would. */
async function push(cdp: CDPSession, origin: string, registrationId: string, payload: object) {
  await cdp.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data: JSON.stringify(payload) });
}

test("what is pushed is shown once for each message, and a click on it opens its chat", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ storageState: ADMIN_STATE });
  const origin = new URL(baseURL ?? "").origin;
  await context.grantPermissions(["notifications"], { origin });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const id = registrations.find(
        ({ scopeURL, isDeleted }) => scopeURL === `${origin}/` && !isDeleted,
      )?.registrationId;
      if (id) resolve(id);
    });
  });
  await cdp.send("ServiceWorker.enable");
  await page.goto("/account/notifications");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const registrationId = await registered;
  const chatId = "00000000-0000-4000-8000-00000000abcd";
  // A mention stands until its chat is opened; an inbox takes back what it knows to be over, as a chat that nobody has.
  const title = "OCC Bikes: Boris mentioned you";
  const message = { id: "1", kind: "mention", chatId, title, body: "Vera", stays: false };
  const shown = () =>
    page.evaluate(async () => {
      const all = await (await navigator.serviceWorker.ready).getNotifications();
      return all.map(({ title, body, tag, data }) => ({ title, body, tag, id: data.id }));
    });
  await push(cdp, origin, registrationId, message);
  await expect.poll(shown).toEqual([{ title, body: "Vera", tag: `chat-${chatId}`, id: "1" }]);
  // Again, as an outbox does whose sender died; then about the same chat, which replaces it.
  await push(cdp, origin, registrationId, { ...message, title: "Twice" });
  await push(cdp, origin, registrationId, { ...message, id: "2", title: "OCC Bikes: new message" });
  await expect.poll(shown).toMatchObject([{ title: "OCC Bikes: new message", id: "2" }]);

  await page.goto("/inbox");
  // A page listens to its worker once it has come alive.
  await page.waitForLoadState("networkidle");
  const [worker] = context.serviceWorkers();
  await worker?.evaluate(async () => {
    // The worker's own globals, which the compiler of a page's code does not know.
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
    };
    const [notification] = await scope.registration.getNotifications();
    self.dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
  });
  await expect(page).toHaveURL(new RegExp(`/inbox/${chatId}$`));
  await context.close();
});

test("the inbox can be installed, says when there is no connection, and each operator sets how they are told", async ({
  adminPage: page,
}) => {
  await page.goto("/account/notifications");
  const manifest = await page.evaluate(async () => {
    const href = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.href ?? "";
    return (await fetch(href)).json();
  });
  expect(manifest).toMatchObject({ start_url: "/inbox", scope: "/", display: "standalone" });
  for (const { src, sizes } of manifest.icons) {
    const width = await page.evaluate(async (address) => {
      const picture = await createImageBitmap(await (await fetch(address)).blob());
      return picture.width;
    }, src);
    expect(`${width}x${width}`).toBe(sizes);
  }
  await expect(page.getByText("Connected.")).toBeVisible();
  const repeat = page.getByLabel(/Repeat for an unanswered queue/);
  await repeat.fill("3");
  await page.getByRole("button", { name: "Save notifications" }).click();
  await expect(page.getByText("Enter 5 or more.")).toBeVisible();
  await repeat.fill("45");
  await page.getByRole("checkbox", { name: "Somebody mentioned me: Push" }).uncheck();
  await page.getByRole("button", { name: "Save notifications" }).click();
  await expect(page.getByText("Saved. All your open inboxes")).toBeVisible();
  await page.reload();
  await expect(repeat).toHaveValue("45");
  await expect(page.getByRole("checkbox", { name: "Somebody mentioned me: Push" })).not.toBeChecked();
  await page.getByRole("checkbox", { name: "Somebody mentioned me: Push" }).check();
  await page.getByRole("button", { name: "Save notifications" }).click();
  await expect(page.getByText("Saved. All your open inboxes")).toBeVisible();

  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.context().setOffline(true);
  await page.goto("/inbox").catch(() => undefined);
  await expect(page.getByRole("heading", { name: "No connection" })).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Inbox" }).first()).toBeAttached();
});
