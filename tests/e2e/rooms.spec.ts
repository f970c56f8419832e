import { findings } from "./support/axe";
import { expect, test } from "./support/team";

// Departments talk to each other.
test("colleagues talk in their department's room and one to one, and mention a chat that both may see", async ({
  newTeam,
}) => {
  const team = await newTeam("Talking Team");
  const paul = await team.join("Paul Talks");
  await team.visit("Mentioned Visitor", "Who knows spare parts?");
  await paul.inbox.openMine("Mentioned Visitor");
  const chatId = paul.page.url().split("/").at(-1);
  const tina = await team.join("Tina Talks");
  const open = async (page: typeof paul.page) => {
    await page.goto("/team");
    await page.getByRole("link", { name: new RegExp(team.name) }).click();
  };
  // By its name: the field of the room before would lose the text when it goes.
  const write = async (page: typeof paul.page, to: string, text: string) => {
    await page.getByRole("textbox", { name: new RegExp(`^Message to \\W*${to}`) }).fill(text);
    await page.keyboard.press("Enter");
  };
  await open(paul.page);
  await open(tina.page);

  await write(paul.page, team.name, "Does anybody know this one?");
  await expect(tina.page.getByRole("log").getByText("Does anybody know this one?")).toBeVisible();
  // A read that failed once is made again while the menu is open.
  await paul.page.route("**/api/inbox", (route) => route.abort(), { times: 1 });
  await paul.page.getByRole("button", { name: "Mention a chat" }).click();
  await paul.page.getByRole("menuitem", { name: /Mentioned Visitor/ }).click();
  await paul.page.getByRole("button", { name: "Send" }).click();
  const mention = tina.page.getByRole("log").getByRole("link", { name: /Chat with \W*Mentioned Visitor/ });
  await expect(mention).toHaveAttribute("href", `/inbox/${chatId}`);

  // Somewhere else a new message is counted, and what was read on one page is read.
  await tina.page.goto("/team");
  await write(paul.page, team.name, "Anybody?");
  const row = tina.page.getByRole("link", { name: new RegExp(team.name) });
  await expect(row.getByText("1 unread message")).toBeAttached();
  await row.click();
  await expect(tina.page.getByRole("log").getByText("Anybody?")).toBeVisible();
  await expect(row.getByText("1 unread message")).toHaveCount(0);

  await tina.page.getByRole("button", { name: "Write to a colleague" }).click();
  await tina.page.getByRole("menuitem", { name: "Paul Talks" }).click();
  await write(tina.page, "Paul Talks", "Between us: it is a bottom bracket.");
  const direct = paul.page.getByRole("link", { name: /Tina Talks/ });
  await expect(direct.getByText("Between us")).toBeVisible();
  await direct.click();
  await expect(paul.page.getByRole("log").getByText("Between us: it is a bottom bracket.")).toBeVisible();
  await expect(tina.page.getByRole("log").getByText("Read", { exact: true })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await tina.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await findings(tina.page), colorScheme).toEqual([]);
  }
});
