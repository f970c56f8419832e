import { ADMIN } from "./fixtures";
import { expect, test } from "./support/team";
import { withoutCode } from "./support/without-code";

test("who types a password and presses Enter before the page's code has come is signed in, and no address tells it", async ({
  page,
}) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  const codeComes = await withoutCode(page, "/login?next=/inbox");
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(ADMIN.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/login\?next=/);
  codeComes();
  await page.waitForURL(({ pathname }) => pathname === "/inbox");
  expect(addresses.filter((address) => /password|email|%40/.test(address))).toEqual([]);
});

test("what is typed and chosen in a form before the page's code has come stays, and is what is saved", async ({
  newTeam,
  adminPage,
}) => {
  const { id, name } = await newTeam("Slow lane");
  const path = `/admin/departments/${id}`;
  const codeComes = await withoutCode(adminPage, path);
  const nameField = adminPage.getByLabel(/^Name/);
  const hidden = adminPage.getByRole("switch", { name: /^Hidden/ });
  await nameField.fill(`${name} renamed`);
  await hidden.uncheck();
  codeComes();
  // Nothing more is typed: that there is something to save, it learns from what was.
  await adminPage.getByRole("button", { name: "Save" }).click();
  await expect(adminPage.getByText(`${name} renamed is saved.`)).toBeVisible();
  await adminPage.goto(path);
  await expect(nameField).toHaveValue(`${name} renamed`);
  await expect(hidden).not.toBeChecked();
});

test("before the page's code has come, each row of the inbox stands below the one before it", async ({ newTeam }) => {
  const team = await newTeam("Early Rows");
  const { page, inbox } = await team.join("Anna Early", 3);
  for (const name of ["Early One", "Early Two", "Early Three"]) await team.visit(name, "Are you there?");
  await expect(page.getByRole("tab", { name: "Mine" })).toHaveText(/3$/);
  const codeComes = await withoutCode(page, "/inbox");
  const rows = page.getByRole("list", { name: "Mine" }).getByRole("listitem");
  await expect(rows).toHaveCount(3);
  const boxes = await Promise.all((await rows.all()).map((row) => row.boundingBox()));
  for (const [index, box] of boxes.entries()) {
    const before = boxes[index - 1];
    if (before) expect(box?.y).toBeGreaterThanOrEqual(before.y + before.height - 1);
  }
  codeComes();
  await inbox.openMine("Early One");
});
