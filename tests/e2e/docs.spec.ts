import { DOC_PAGES } from "@/lib/docs/rules";
import { expect, test } from "./support/team";

test("whoever looks for help finds it from the home page, in pages that all open and lead to each other", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Documentation" }).click();
  await page.getByRole("main").getByRole("link", { name: "Departments and websites" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Departments and websites" })).toBeVisible();
  const pages = page.getByRole("navigation", { name: "All pages" });
  await expect(pages.locator("[aria-current=page]")).toHaveText("Departments and websites");
  await page
    .getByRole("navigation", { name: "On this page" })
    .getByRole("link", { name: "Hidden and disabled" })
    .click();
  await expect(page.getByRole("heading", { name: "Hidden and disabled" })).toBeInViewport();
  await pages.getByRole("link", { name: "Reports" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Reports" })).toBeVisible();

  for (const { slug } of DOC_PAGES) {
    const answer = await page.request.get(`/docs/${slug}`);
    expect(answer.status(), slug).toBe(200);
    expect(await answer.text(), slug).not.toMatch(/href="[^"]*\.md/);
  }
  expect((await page.request.get("/docs/nothing")).status()).toBe(404);
});
