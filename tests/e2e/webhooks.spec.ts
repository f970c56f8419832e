import { createHmac, timingSafeEqual } from "node:crypto";
import type { Page } from "@playwright/test";
import { type Received, startReceiver } from "@/tests/support/webhooks/receiver";
import { contrastFindings, findings } from "./support/axe";
import { expect, test } from "./support/team";

/** As docs/webhooks.md says that a receiver does it. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const right = createHmac("sha256", key).update(signed).digest();
  return String(headers["webhook-signature"])
    .split(" ")
    .some((one) => one.startsWith("v1,") && timingSafeEqual(Buffer.from(one.slice(3), "base64"), right));
}

/** In both themes, as the page is now. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect.soft(await findings(page), `${state}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect.soft(await contrastFindings(page), `${state}, dark`).toEqual([]);
}

test("an admin adds a webhook, whose receiver verifies what is sent; a failure is in the log and is sent again", async ({
  adminPage: page,
  newTeam,
}) => {
  const team = await newTeam("Hooked Support");
  const receiver = await startReceiver();
  const name = `Hook of ${team.name}`;
  const typesOf = () => receiver.received.map(({ body }) => JSON.parse(body).type);
  const log = page.getByRole("region", { name: "Log" }).first();
  const row = (state: string) => log.getByRole("row").filter({ hasText: "message.created" }).filter({ hasText: state });

  const secret = await test.step("the form says what is wrong at its field, and gives a secret once", async () => {
    await page.goto("/admin/webhooks");
    await page.getByRole("button", { name: "New webhook" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("textbox", { name: "Address" }).fill("ftp://example.com/hook");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText("Enter an address that begins with https://.")).toBeVisible();
    await expect(dialog.getByRole("textbox", { name: "Address" })).toBeFocused();
    await dialog.getByRole("textbox", { name: "Address" }).fill(receiver.url);
    await dialog.getByText("Only these", { exact: true }).first().click();
    await dialog.getByRole("checkbox", { name: team.name }).check();
    await expectAccessible(page, "the form");
    await dialog.getByRole("button", { name: "Save" }).click();
    const shown = await dialog.locator("code", { hasText: /^whsec_/ }).textContent();
    await expectAccessible(page, "the secret");
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("link", { name })).toBeVisible();
    await expectAccessible(page, "the list");
    return shown ?? "";
  });

  await test.step("a test arrives, signed", async () => {
    await page.getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    await page.getByRole("button", { name: "Send a test" }).click();
    await expect(page.getByText("Taken: the program answered 204.")).toBeVisible();
    expect(typesOf()).toEqual(["webhook.test"]);
    await expect(log.getByRole("row").filter({ hasText: "webhook.test" })).toContainText("Delivered");
  });

  await test.step("a visitor begins a chat: its receiver is told", async () => {
    receiver.received.length = 0;
    await team.visit("Vera Hooked", "Does the bell ring?");
    await expect.poll(() => typesOf().sort()).toEqual(["chat.started", "message.created"]);
    for (const one of receiver.received) expect(isSigned(one, secret)).toBe(true);
    const told = receiver.received.map(({ body }) => JSON.parse(body)).find(({ type }) => type === "message.created");
    expect(told.data).toMatchObject({
      department: { id: team.id, name: team.name },
      visitor: { name: "Vera Hooked" },
      message: { body: "Does the bell ring?" },
    });
    await page.reload();
    await expect(row("Delivered")).toBeVisible();
    await expectAccessible(page, "the log");
  });

  await test.step("a receiver that fails is tried again later, or at once by hand, under the same id", async () => {
    receiver.answers(500);
    receiver.received.length = 0;
    await team.visit("Vera Again", "And now?");
    await expect.poll(() => typesOf()).toContain("message.created");
    await expect(async () => {
      await page.reload();
      await expect(row("The program answered 500")).toBeVisible({ timeout: 2000 });
    }).toPass();
    const failed = receiver.received.find(({ body }) => JSON.parse(body).type === "message.created")?.id;
    receiver.answers(204);
    receiver.received.length = 0;
    await row("The program answered 500")
      .getByRole("button", { name: /Send .+ again/ })
      .click();
    await expect(page.getByText("Taken: the program answered 204.").first()).toBeVisible();
    expect(receiver.received.filter(({ id }) => id === failed)).not.toEqual([]);
    await expect(row("Delivered")).toHaveCount(2);
    await row("Delivered")
      .first()
      .getByRole("button", { name: /Details/ })
      .click();
    const details = page.getByRole("dialog");
    await expect(details).toContainText("And now?");
    const attempts = details.getByRole("listitem");
    await expect(attempts).toHaveCount(2);
    await expect(attempts.first()).toContainText("Taken: the program answered 204.");
    await attempts.last().getByText("The program answered 500").click();
    await expect(attempts.last().getByText("that is my answer")).toBeVisible();
    await expectAccessible(page, "details of a delivery");
    await page.keyboard.press("Escape");
  });

  await test.step("its secret is replaced: both sign", async () => {
    await page.getByRole("button", { name: "Replace the secret" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Replace the secret" }).click();
    const next = await page.locator("code", { hasText: /^whsec_/ }).textContent();
    expect(next).not.toBe(secret);
    await expect(page.getByText(/The secret before is valid until/)).toBeVisible();
    receiver.received.length = 0;
    await page.getByRole("button", { name: "Send a test" }).click();
    await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
    for (const one of receiver.received) {
      expect([isSigned(one, secret), isSigned(one, next ?? "")]).toEqual([true, true]);
    }
  });

  await test.step("it is deleted with its log", async () => {
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete webhook" }).click();
    await page.waitForURL("**/admin/webhooks");
    await expect(page.getByRole("link", { name })).toHaveCount(0);
  });
  await receiver.close();
});
