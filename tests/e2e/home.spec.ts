import { expect, test } from "./support/team";

test("the home page shows the product, and its button opens the company's own chat, which leaves with the page", async ({
  page,
}) => {
  await page.goto("/");
  const pictures = page.getByRole("main").getByRole("img");
  await expect(pictures).toHaveCount(3);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        picture.evaluate((image) => (image as HTMLImageElement).complete && (image as HTMLImageElement).naturalWidth),
      )
      .toBeGreaterThan(400);
  }
  await page.getByRole("button", { name: "Start a chat" }).click();
  const chat = page.frameLocator("foyer-chat iframe");
  await expect(chat.getByRole("button", { name: /Pre Sales/ })).toBeVisible();

  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL("**/login");
  await expect(page.locator("foyer-chat")).toHaveCount(0);
});
