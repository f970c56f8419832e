import { findings } from "./support/axe";
import { expect, test } from "./support/team";

test("an operator finds an old message by another form of its word, with the keyboard alone, and lands on it", async ({
  newTeam,
}) => {
  test.slow();
  const team = await newTeam("Searching Team");
  const paul = await team.join("Paul Seeks");
  await team.visit("Vera Kettle", "Где мой синий ЧАЙНИК с подсветкой?");
  await paul.inbox.openMine("Vera Kettle");
  const lines = Array.from({ length: 8 }, (_, number) => `Answer number ${number}. ${"More words. ".repeat(30)}`);
  for (const line of lines) {
    await paul.inbox.send(line);
    await expect(paul.inbox.log.getByText(line.slice(0, 18))).toBeVisible();
  }
  await paul.inbox.close();
  const { page } = paul;
  await page.goto("/inbox");
  const field = page.getByRole("textbox", { name: "Search chats" });
  // A key before the page has come to life is lost.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("синие чайники подсветк");
  const results = page.getByRole("list", { name: "Search results" });
  const found = results.getByRole("link", { name: /ЧАЙНИК с подсветкой/ });
  await expect(found.locator("mark")).toHaveText(["синий", "ЧАЙНИК", "подсветкой"]);
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect.soft(await findings(page), `results, ${colorScheme}`).toEqual([]);
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(found).toBeFocused();
  await page.keyboard.press("Enter");

  const entry = paul.inbox.log.getByRole("listitem").filter({ hasText: "ЧАЙНИК" });
  await expect(entry).toBeFocused();
  await expect(entry).toBeInViewport();
  await expect(field).toHaveValue("синие чайники подсветк");
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("");
  await expect(results).toHaveCount(0);

  // Nobody of another department finds it.
  const other = await (await newTeam("Other Searching Team")).join("Olga Elsewhere");
  await other.page.getByRole("textbox", { name: "Search chats" }).fill("чайник подсветка");
  await expect(other.page.getByText("Nothing found").last()).toBeVisible();
  expect.soft(await findings(other.page), "nothing found").toEqual([]);
});
