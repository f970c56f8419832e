import { ADMIN, expect, test } from "./fixtures";
import { inviteOperator } from "./pages/invite";
import { departmentIdOf, makeColleague } from "./support/colleague";

test("signing in by the form: a wrong password is refused at the field, the way back leads where one wanted to go", async ({
  page,
}) => {
  await page.goto("/inbox");
  await page.waitForURL("**/login**");
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill("wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue(ADMIN.email);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/inbox");
});

test("an operator sees their department only, and no admin page; a change of password ends their other sessions", async ({
  browser,
  adminPage,
}) => {
  const olga = await inviteOperator(browser, adminPage, "Olga Petrova", "OCC Hardware");
  expect((await olga.page.request.get("/admin/departments")).status()).toBe(404);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const signIn = async () => {
    await other.goto("/login");
    await other.getByLabel("E-mail address").fill(olga.email);
    await other.getByRole("textbox", { name: "Password", exact: true }).fill(olga.password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.waitForURL("**/inbox");
  };
  await signIn();

  await olga.page.goto("/account");
  await expect(olga.page.getByText("This browser")).toBeVisible();
  await test.step("one of the own sessions is signed out from the list", async () => {
    await olga.page.getByRole("button", { name: /^Sign out .+ on .+/ }).click();
    await expect(olga.page.getByText("Signed out there.")).toBeVisible();
    expect((await other.request.get("/api/inbox")).status()).toBe(401);
    expect((await olga.page.request.get("/api/inbox")).status()).toBe(200);
    await signIn();
  });
  await olga.page.getByLabel("Present password").fill(olga.password);
  await olga.page.getByRole("textbox", { name: "New password", exact: true }).fill("another fine sentence");
  await olga.page.getByRole("button", { name: "Change the password" }).click();
  await expect(olga.page.getByText("Password changed. All other sessions have ended.")).toBeVisible();
  expect((await other.request.get("/api/inbox")).status()).toBe(401);
  expect((await olga.page.request.get("/api/inbox")).status()).toBe(200);
  await Promise.all([olga.context.close(), elsewhere.close()]);
});

test("a deactivated operator is out at once: the open inbox says so, and the next request is refused", async ({
  browser,
  baseURL,
  adminPage,
}) => {
  const dan = await makeColleague(browser, baseURL, "Dan Short", await departmentIdOf("OCC Hardware"));
  await adminPage.goto("/admin/operators");
  await adminPage.getByRole("button", { name: "Actions for Dan Short" }).click();
  await adminPage.getByRole("menuitem", { name: "Deactivate" }).click();
  await adminPage.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(adminPage.getByText("Dan Short is deactivated.")).toBeVisible();
  // Without a click or a reload: the live connection was cut, and may not come back.
  await expect(dan.page.getByText("You are signed out.")).toBeVisible();
  expect((await dan.page.request.get("/api/inbox")).status()).toBe(401);
  await dan.page.goto("/inbox");
  await dan.page.waitForURL("**/login**");
  await dan.context.close();
});
