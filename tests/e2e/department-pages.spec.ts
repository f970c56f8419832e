import sharp from "sharp";
import { randomToken } from "@/lib/ids";
import { expect, test } from "./fixtures";
import { consoleLinesOf } from "./pages/host";

// They change the one list of departments, and compare it.
test.describe.configure({ mode: "serial" });

test("a department from its creation to its deletion, with a logo and errors at their fields", async ({
  admin,
  baseURL,
  newVisitor,
}) => {
  const snippet = (key: string) => `${baseURL}/embed/${key}.js`;
  const { page } = admin;
  const name = `Repairs ${randomToken(4)}`;
  await page.goto("/admin/departments/new");
  await page.getByRole("button", { name: "Create department" }).click();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  // Hidden, so that the company's picker of other tests stays as it is.
  await page.getByRole("switch", { name: "Hidden" }).check();
  await page.getByLabel("Site address").fill("javascript:alert(1)");
  await page.getByRole("button", { name: "Create department" }).click();
  await expect(page.getByLabel("Site address")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(name);
  await page.getByLabel("Site address").fill("https://repairs.example.com");
  await page.getByRole("button", { name: "Create department" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();

  await test.step("a picture that is none is refused, a real one is shown", async () => {
    const choose = page.locator("input[type=file]");
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await choose.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: svg });
    await expect(page.getByText(/PNG, JPEG, WebP/).last()).toBeVisible();
    const background = { r: 200, g: 30, b: 60, alpha: 1 };
    const png = await sharp({ create: { width: 400, height: 300, channels: 4, background } })
      .png()
      .toBuffer();
    await choose.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: png });
    await expect(page.getByText("The logo is saved.")).toBeVisible();
  });

  await test.step("replacing the key ends the old snippet", async () => {
    const before = await admin.snippetKey();
    await page.getByRole("button", { name: "Replace the key" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Replace the key" }).click();
    await expect(page.getByText(before)).toHaveCount(0);
    const after = await admin.snippetKey();
    expect((await page.request.get(`/embed/${before}`)).status()).toBe(404);
    expect((await page.request.get(`/embed/${after}`)).status()).toBe(200);

    // Replaced, and then disabled: nothing on the host page, and the same one line for both.
    const replaced = await consoleLinesOf((await newVisitor()).page, snippet(before));
    expect(replaced).toEqual({ launchers: 0, lines: [expect.stringContaining("Foyer")] });
    expect(await consoleLinesOf((await newVisitor()).page, snippet(after))).toEqual({ launchers: 1, lines: [] });
    await admin.openDepartments();
    await admin.act(name, "Disable");
    await expect(admin.department(name)).toContainText("Disabled");
    expect(await consoleLinesOf((await newVisitor()).page, snippet(after))).toEqual(replaced);
    await admin.act(name, "Enable");
    await expect(admin.department(name)).toContainText("Hidden: only its own snippet leads here.");
  });

  await admin.openDepartments();
  await expect(admin.department(name)).toContainText("Hidden: only its own snippet leads here.");
  await admin.act(name, "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete department" }).click();
  await expect(admin.department(name)).toHaveCount(0);
});

test("a department with chats is not deleted: disabling is offered instead", async ({ admin, widget, site }) => {
  await widget.open(site("/demo/auto-parts"));
  await widget.startChat("Lasting Visitor", "My history must stay");
  await admin.openDepartments();
  await admin.act("OCC Auto Parts", "Delete");
  const dialog = admin.page.getByRole("dialog");
  await expect(dialog).toContainText("Disable it instead");
  await dialog.getByRole("contentinfo").getByRole("button", { name: "Close" }).click();
  await expect(admin.department("OCC Auto Parts")).toHaveCount(1);
});
