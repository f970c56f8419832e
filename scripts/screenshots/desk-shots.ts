import { expect } from "@playwright/test";
import { chatIdOf } from "@/tests/e2e/support/door";
import { actOnChat, INBOX_TEXTS, ORGANISE_TEXTS, openBy, type Shot } from "./shots";

const chat = async (visitor: string) => `/inbox/${await chatIdOf(visitor)}`;

/** The inbox, and every state of a chat in it. */
export async function deskShots(): Promise<Shot[]> {
  const lena = await chat("Lena Vogt");
  return [
    { name: "inbox", at: "/inbox" },
    { name: "team", at: "/team", as: "anna" },
    {
      name: "inbox-presence",
      at: "/inbox",
      async act(page, locale) {
        await page.getByRole("button", { name: INBOX_TEXTS[locale].presence.label }).click();
        await page.getByRole("menu").waitFor();
      },
    },
    { name: "inbox-misses", at: "/inbox", as: "anna" },
    { name: "inbox-offers", at: await chat("Hannah Cole") },
    { name: "chat", at: lena },
    {
      name: "chat-decision",
      at: lena,
      async act(page) {
        await page.locator("summary").first().click();
        await expect(page.locator("details[open]")).toBeVisible();
      },
    },
    {
      name: "chat-note",
      at: lena,
      async act(page) {
        await page.getByRole("log").focus();
        await page.keyboard.press("n");
        const note = page.locator("form textarea");
        // By finger nothing is focused before it is touched; and the draft of the last picture may be there.
        await note.click();
        await note.clear();
        await page.keyboard.type("@");
        await page.getByRole("listbox").waitFor();
      },
    },
    {
      name: "keys",
      at: "/inbox",
      async act(page) {
        await page.keyboard.press("?");
        await page.getByRole("dialog").waitFor();
      },
    },
    {
      name: "palette",
      at: lena,
      async act(page) {
        await page.keyboard.press("Control+k");
        await page.getByRole("option").first().waitFor();
      },
    },
    { name: "inbox-all", at: "/inbox?tab=all" },
    { name: "inbox-closed", at: "/inbox?tab=closed" },
    { name: "inbox-nothing", at: "/inbox?tab=all&status=snoozed" },
    {
      name: "inbox-filter",
      at: "/inbox?tab=all",
      async act(page) {
        const department = page.getByRole("tabpanel").locator("[aria-haspopup=menu][aria-expanded]").first();
        await department.waitFor();
        await openBy(department, page.getByRole("menu"));
      },
    },
    {
      name: "inbox-chosen",
      at: "/inbox?tab=all",
      async act(page) {
        await page.getByRole("tabpanel").getByRole("link").first().focus();
        await page.keyboard.press("x");
        await page.keyboard.press("Shift+ArrowDown");
        await page.keyboard.press("Shift+ArrowDown");
      },
    },
    {
      name: "chat-snooze",
      at: lena,
      async act(page, locale) {
        await page.getByRole("button", { name: ORGANISE_TEXTS[locale].snooze.menu }).click();
        await page.getByRole("menu").waitFor();
      },
    },
    {
      name: "chat-close",
      at: lena,
      async act(page, locale) {
        await actOnChat(page, locale, "close");
        await page.getByRole("alertdialog").waitFor();
      },
    },
    { name: "board", at: "/board", whole: true },
    {
      name: "board-chats",
      at: "/board",
      async act(page) {
        await page.getByRole("listitem").filter({ hasText: "OCC Bikes" }).getByRole("button").first().click();
        await page.getByRole("dialog").getByRole("link").first().waitFor();
      },
    },
    { name: "visitors", at: "/visitors", whole: true },
    {
      name: "team-room",
      at: "/team",
      async act(page) {
        await page
          .getByRole("link", { name: /Pre Sales/ })
          .first()
          .click();
        await page.getByRole("log").waitFor();
      },
    },
    { name: "chat-reassigned", at: await chat("Иван Кузнецов") },
    { name: "chat-overdue", at: await chat("Sam Okafor") },
    { name: "chat-held", at: await chat("Mara Jensen") },
    { name: "chat-offered", at: await chat("Ben Ito") },
    { name: "chat-transferred", at: await chat("Paul Meier") },
    { name: "chat-idle", at: await chat("Tomás García") },
    { name: "chat-waiting", at: await chat("Priya Nair") },
    { name: "chat-closed", at: await chat("Greta Lindqvist") },
    {
      name: "search",
      at: "/inbox",
      async act(page) {
        await page.locator("search input").fill("order");
        await page.locator("[data-search-result] mark").first().waitFor();
      },
    },
    {
      name: "search-nothing",
      at: "/inbox",
      async act(page) {
        await page.locator("search input").fill("qqqqzzzz");
        await page.locator("#search-help").waitFor();
      },
    },
    {
      name: "transfer",
      at: lena,
      async act(page, locale) {
        await actOnChat(page, locale, "transfer");
        await page.getByRole("dialog").getByRole("radio").first().waitFor();
        await page.getByRole("dialog").getByRole("radio").nth(1).check();
      },
    },
    {
      name: "transfer-operators",
      at: lena,
      async act(page, locale) {
        await actOnChat(page, locale, "transfer");
        const dialog = page.getByRole("dialog");
        await dialog.getByRole("tab").nth(1).click();
        await dialog.getByRole("radio", { name: "Clara Quick" }).check();
        await dialog.getByRole("contentinfo").getByRole("button").last().click();
        await dialog.getByRole("alert").getByRole("paragraph").waitFor();
      },
    },
  ];
}
