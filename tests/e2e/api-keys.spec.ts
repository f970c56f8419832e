import type { Page } from "@playwright/test";
import { uuidv7 } from "@/lib/ids";
import { contrastFindings, findings } from "./support/axe";
import { expect, test } from "./support/team";

/** In both themes, as the page is now. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect.soft(await findings(page), `${state}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect.soft(await contrastFindings(page), `${state}, dark`).toEqual([]);
}

test("an admin makes a key, with which a program begins a chat that an operator sees; replaced and revoked it is dead", async ({
  adminPage: page,
  newTeam,
  baseURL,
}) => {
  const team = await newTeam("Programmed Support");
  const name = `Key of ${team.name}`;
  const row = page.getByRole("row").filter({ hasText: name });
  const ask = async (key: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${key}`, ...(body && { "content-type": "application/json" }) };
    const sent = body && { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${baseURL}/api/v1${path}`, { headers, ...sent });
    return { status: response.status, headers: response.headers, json: await response.json() };
  };
  const shownKey = () =>
    page
      .getByRole("dialog")
      .locator("code", { hasText: /^foyer_/ })
      .textContent();

  const key = await test.step("the form says what is wrong at its field, and gives the key once", async () => {
    await page.goto("/admin/api-keys");
    await page.getByRole("button", { name: "New key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("button", { name: "Make key" }).click();
    await expect(dialog.getByText("Choose at least one scope.")).toBeVisible();
    await dialog.getByRole("checkbox", { name: "chats:write" }).check();
    await dialog.getByLabel("Expires").selectOption({ label: "90 days" });
    await expectAccessible(page, "the form");
    await dialog.getByRole("button", { name: "Make key" }).click();
    const shown = await shownKey();
    await expectAccessible(page, "the key");
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(row).toContainText("chats:write");
    await expect(row).toContainText("Never");
    await expect(page.getByText(shown ?? "")).toHaveCount(0);
    await expectAccessible(page, "the list");
    return shown ?? "";
  });

  await test.step("a program begins a chat, which stands in the operators' inbox", async () => {
    const started = { departmentId: team.id, externalId: "42", clientId: uuidv7(), name: "Vera Programmed" };
    const { status, headers, json } = await ask(key, "/chats", { ...started, body: "From a program" });
    expect([status, json.messages.at(-1).body]).toEqual([201, "From a program"]);
    expect(Number(headers.get("ratelimit-remaining"))).toBeGreaterThan(0);
    expect((await ask(key, "/departments")).status).toBe(403);
    await page.goto(`/inbox/${json.chat.id}`);
    await expect(page.getByText("From a program").first()).toBeVisible();
  });

  const next = await test.step("another key takes the place of the first one", async () => {
    await page.goto("/admin/api-keys");
    await expect(row).not.toContainText("Never");
    await row.getByRole("button", { name: `Actions for` }).click();
    await page.getByRole("menuitem", { name: "Replace" }).click();
    await page.getByRole("button", { name: "Replace key" }).click();
    const shown = await shownKey();
    await page.getByRole("button", { name: "Done" }).click();
    expect((await ask(key, "/chats")).status).toBe(401);
    expect((await ask(shown ?? "", "/chats")).json.items).toHaveLength(1);
    return shown ?? "";
  });

  await test.step("revoked it stays in the list, and opens nothing", async () => {
    await row.getByRole("button", { name: `Actions for` }).click();
    await page.getByRole("menuitem", { name: "Revoke" }).click();
    await page.getByRole("button", { name: "Revoke key" }).click();
    await expect(row).toContainText("Revoked");
    await expect(row.getByRole("button")).toHaveCount(0);
    expect((await ask(next, "/chats")).status).toBe(401);
  });
});

test("the API is read without a script, by whoever wants to", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }), locale: "ru" });
  const page = await context.newPage();
  await page.goto("/docs/api");
  await expect(page.getByRole("heading", { name: "Begin a chat for a visitor" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Документ OpenAPI" })).toBeVisible();
  const document = await (await fetch(`${baseURL}/api/v1/openapi.json`)).json();
  const paths = Object.values<object>(document.paths).flatMap((methods) => Object.keys(methods));
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(
    paths.length + Object.keys(document.components.schemas).length,
  );
  await context.close();
});
