import { hostPage } from "./pages/host";
import { findings } from "./support/axe";
import { runSql } from "./support/door";
import { expect, test } from "./support/team";

test("an admin sets a department's widget and sees it at once, in the widget itself; then visitors do", async ({
  newTeam,
  adminPage: page,
  newVisitor,
}) => {
  const team = await newTeam("Looks");
  const anna = await team.join("Anna Looks");
  const sent: string[] = [];
  page.on("request", (request) => {
    const isOfPreview = request.frame() !== page.mainFrame();
    if (isOfPreview && !/\/(?:embed|logos)\//.test(request.url())) sent.push(request.url());
  });
  await page.goto(`/admin/appearance?department=${team.id}`);
  const preview = page.frameLocator("iframe[title='Preview of the chat']");
  const header = preview.locator("header");
  await expect(preview.getByRole("heading", { name: team.name })).toBeVisible();

  await test.step("colour, with a warning where white text is hard to read on it", async () => {
    const color = page.getByRole("textbox", { name: "Colour", exact: true });
    await color.fill("#ffdd00");
    await expect(page.getByText(/White text on this colour is hard to read/)).toBeVisible();
    await expect(header).toHaveCSS("background-color", "rgb(255, 221, 0)");
    await expect(header).toHaveCSS("color", "rgb(0, 0, 0)");
  });

  await test.step("greeting by language, direction, theme, state", async () => {
    await page.getByRole("textbox", { name: /^Greeting ?\(optional\)$/ }).fill("Hello there");
    await expect(preview.getByText("Hello there")).toBeVisible();
    await page.getByRole("button", { name: "Add a language" }).first().click();
    await page.getByRole("menuitem", { name: "Deutsch" }).click();
    await page.getByRole("textbox", { name: "Greeting by language, Deutsch" }).fill("Guten Tag");
    await page.getByRole("combobox", { name: "Language" }).selectOption("de");
    await expect(preview.getByText("Guten Tag")).toBeVisible();
    await page.getByRole("combobox", { name: "Language" }).selectOption("ar");
    await expect(preview.locator("html")).toHaveAttribute("dir", "rtl");
    await expect(preview.getByText("Hello there")).toBeVisible();
    await page.getByRole("combobox", { name: "Language" }).selectOption("en");
    await expect(preview.locator("html")).toHaveAttribute("dir", "ltr");
    await page.getByRole("radio", { name: "Dark", exact: true }).check({ force: true });
    await expect(preview.locator("body")).toHaveCSS("background-color", "rgb(23, 25, 30)");
    await page.getByRole("radio", { name: "Light", exact: true }).check({ force: true });
    await expect(preview.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await page.getByRole("radio", { name: "Closed" }).check({ force: true });
    await expect(preview.getByRole("button", { name: /Send/ })).toBeVisible();
    await page.getByRole("radio", { name: "Open" }).check({ force: true });
    await expect(preview.getByRole("button", { name: "Start chat" })).toBeVisible();
  });

  await test.step("the form asks what is set, and the preview sends nothing", async () => {
    const asks = page.getByRole("region", { name: "What it asks" });
    await asks.getByRole("combobox", { name: "Phone" }).selectOption("required");
    await asks.getByRole("combobox", { name: "E-mail" }).selectOption("hidden");
    await expect(preview.getByLabel("Phone")).toBeVisible();
    await expect(preview.getByLabel(/^E-mail/)).toHaveCount(0);
    await preview.getByLabel("Phone").fill("+1 555 123 4567");
    await preview.getByRole("button", { name: "Start chat" }).click();
    expect(sent).toEqual([]);
  });

  await test.step("nothing on the page is out of reach for anybody", async () => {
    expect(await findings(page)).toEqual([]);
  });

  await page.getByRole("switch", { name: "Own look and place" }).check({ force: true });
  await page.getByRole("radio", { name: "Bottom left" }).check();
  await page.getByLabel("From the bottom (px)").fill("500");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByLabel("From the bottom (px)")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("From the bottom (px)").fill("90");
  const returning = page.getByRole("switch", { name: "Show returning visitors on the board" });
  await expect(returning).not.toBeChecked();
  await returning.check({ force: true });
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The appearance is saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("From the bottom (px)")).toHaveValue("90");
  await expect(returning).toBeChecked();

  await test.step("a visitor meets it, and the operator has the number", async () => {
    const widget = await newVisitor();
    await widget.open(team.url);
    const box = await widget.launcher.boundingBox();
    expect(box?.x).toBe(20);
    const form = widget.frame;
    await form.getByLabel("Your name").fill("Phoning Visitor");
    await form.getByLabel("How can we help?").fill("Call me");
    await form.getByLabel("Phone").fill("12");
    await form.getByRole("button", { name: "Start chat" }).click();
    await expect(form.getByLabel("Phone")).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByLabel("Phone")).toHaveAttribute("autocomplete", "tel");
    await form.getByLabel("Phone").fill("+1 555 123 4567");
    await form.getByRole("button", { name: "Start chat" }).click();
    await widget.log.getByText("Call me").waitFor();
    await anna.inbox.openMine("Phoning Visitor");
    await expect(anna.inbox.page.getByRole("link", { name: "+1 555 123 4567" })).toHaveAttribute(
      "href",
      "tel:+15551234567",
    );
  });
});

test("the preview is framed by the admin's own page alone, and its policy lets nothing out", async ({
  request,
  baseURL,
}) => {
  const [company] = await runSql<{ key: string }>("select key from company");
  const response = await request.get(`${baseURL}/embed/${company?.key}?preview`);
  const policy = response.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("connect-src");
});

test("the department's page tells where its snippet is, while one pastes it, and what is wrong there", async ({
  newTeam,
  adminPage: page,
  newVisitor,
  baseURL,
}) => {
  const team = await newTeam("Installed");
  const [row] = await runSql<{ key: string }>(`select key from departments where id = '${team.id}'`);
  const snippet = `<script async src="${baseURL}/embed/${row?.key}.js"></script>`;
  await page.goto(`/admin/departments/${team.id}`);
  const installs = page.getByRole("region", { name: "Where it is installed" });
  await expect(installs.getByText("Not seen on any page yet.")).toBeVisible();

  const visitor = await newVisitor();
  await visitor.page.goto(team.url);
  const { host } = new URL(team.url);
  const seen = installs.getByRole("listitem").filter({ hasText: host });
  await expect(seen).toContainText("Works");
  await expect(seen).toContainText(/now|second/);

  const twice = await hostPage(snippet + snippet.replace("async", "defer"));
  await visitor.page.goto(twice.url);
  const doubled = installs.getByRole("listitem").filter({ hasText: new URL(twice.url).host });
  await expect(doubled).toContainText("There twice");
  await expect(doubled).toContainText("Remove the other");
  await twice.close();

  await runSql(`update departments set allowed_domains = '{shop.example}' where id = '${team.id}'`);
  await expect(seen).toContainText("Not allowed here");
  await seen.getByRole("button", { name: /^Forget/ }).click();
  await expect(seen).toHaveCount(0);
});

test("a visitor reads an earlier chat, and then has everything about themselves erased", async ({ newTeam }) => {
  const team = await newTeam("Forgetful");
  const anna = await team.join("Anna Forgets");
  const widget = await team.visit("Forgotten Visitor", "My secret question");
  await anna.inbox.openMine("Forgotten Visitor");
  await anna.inbox.send("A secret answer");
  await expect(widget.log.getByText("A secret answer")).toBeVisible();
  await widget.end();
  const { frame, page } = widget;
  await frame.getByRole("button", { name: "Earlier chats and your data" }).click();
  await frame.getByRole("list", { name: "Earlier chats" }).getByRole("button").click();
  await expect(frame.getByText("My secret question")).toBeVisible();
  await expect(frame.getByLabel("Message", { exact: true })).toHaveCount(0);
  await frame.getByRole("button", { name: "Back" }).click();

  await frame.getByRole("button", { name: "Delete everything about me" }).click();
  await expect(frame.getByRole("button", { name: "Keep it" })).toBeFocused();
  await frame.getByRole("button", { name: "Delete everything about me" }).click();
  await expect(frame.getByText("Everything about you has been deleted.")).toBeVisible();
  const stored = await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("foyer:")));
  expect(stored).toEqual([]);
  await frame.getByRole("button", { name: "Begin anew" }).click();
  await expect(frame.getByLabel("Your name")).toHaveValue("");

  await expect(anna.inbox.page.getByText("My secret question")).toHaveCount(0);
  const bodies = await runSql(
    `select count(*)::int as left from chat_events e join chats c on c.id = e.chat_id
     where c.department_id = '${team.id}' and e.body <> ''`,
  );
  expect(bodies).toEqual([{ left: 0 }]);
});
