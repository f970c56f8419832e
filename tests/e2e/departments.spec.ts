import type { APIRequestContext } from "@playwright/test";
import { randomToken, uuidv7 } from "@/lib/ids";
import { expect, test } from "./fixtures";

// Each of these hides a department that the other counts on.
test.describe.configure({ mode: "serial" });

const HIDDEN = "Corporate Accounts";

const start = (request: APIRequestContext, key: string, departmentId?: string) =>
  request.post("/api/chats", {
    headers: { authorization: `Bearer ${randomToken(32)}` },
    data: { key, departmentId, clientId: uuidv7(), name: "Mallory", body: "Let me in" },
  });

// Scenario 1, Tom's Kitchen Supplies. The steps build on each other: hiding is undone at the end.
test("three doors, then two; a hidden department is reached by its own snippet alone", async ({
  admin,
  newVisitor,
  site,
  request,
}) => {
  const visitor = await newVisitor();
  await visitor.open(site("/demo/toms"));
  await expect(visitor.doors).toHaveCount(3);
  await expect(visitor.doors).toContainText(["Pre Sales", "Order Services", HIDDEN]);

  await admin.openDepartments();
  await admin.openDepartment(HIDDEN);
  const hiddenKey = await admin.snippetKey();
  const hiddenId = new URL(admin.page.url()).pathname.split("/").at(-1) ?? "";
  await admin.openDepartments();
  await admin.openDepartment("Pre Sales");
  const preSalesKey = await admin.snippetKey();
  const preSalesId = new URL(admin.page.url()).pathname.split("/").at(-1) ?? "";
  await admin.openDepartments();
  await admin.act(HIDDEN, "Hide");
  await expect(admin.department(HIDDEN)).toContainText("Hidden: only its own snippet leads here.");

  try {
    await test.step("the very next time the picker opens it shows two, without a reload", async () => {
      await visitor.frame.getByRole("button", { name: "Close chat" }).click();
      await visitor.launcher.click();
      await expect(visitor.doors).toHaveCount(2);
      await expect(visitor.doors).not.toContainText([HIDDEN]);
    });

    await test.step("its own snippet leads straight to its form, and the chat arrives", async () => {
      const buyer = await newVisitor();
      await buyer.open(site("/demo/toms/corporate"));
      await expect(buyer.frame.getByRole("heading", { name: HIDDEN })).toBeVisible();
      await expect(buyer.doors).toHaveCount(0);
      await buyer.startChat("Hotel Buyer", "We open in May.");
    });

    const companyKey = await visitor.page.evaluate(
      () =>
        /embed\/([\w-]+)\.js/.exec(document.querySelector("script[src*='/embed/']")?.getAttribute("src") ?? "")?.[1],
    );
    if (!companyKey) throw new Error("the page carries no company snippet");

    await test.step("no byte that the company's key opens names it", async () => {
      for (const path of [`/embed/${companyKey}.js`, `/embed/${companyKey}`, `/api/embed/${companyKey}`]) {
        const answer = await (await request.get(path)).text();
        for (const secret of [HIDDEN, hiddenId, hiddenKey]) expect(answer).not.toContain(secret);
      }
    });

    await test.step("a request that names it is answered like one for a department that does not exist", async () => {
      const missing = await start(request, companyKey, crypto.randomUUID());
      const expected = { status: missing.status(), body: await missing.text() };
      expect(expected.status).toBe(404);
      for (const [key, id] of [
        [companyKey, hiddenId],
        [preSalesKey, hiddenId],
        [hiddenKey, preSalesId],
        ["A".repeat(22), hiddenId],
      ] as const) {
        const refused = await start(request, key, id);
        expect({ status: refused.status(), body: await refused.text() }).toEqual(expected);
      }
    });
  } finally {
    await admin.act(HIDDEN, "Make visible");
    await expect(admin.department(HIDDEN)).toContainText("Visible");
  }
});

test("a department hidden while its form is open is refused in words, and the typed text stays", async ({
  admin,
  widget,
  site,
}) => {
  await widget.open(site("/demo/toms"));
  await widget.choose("Order Services");
  await widget.fillForm({ name: "Slow Typer", question: "Where is my order?" });
  await admin.openDepartments();
  await admin.act("Order Services", "Hide");
  await expect(admin.department("Order Services")).toContainText("Hidden");
  try {
    await widget.submit();
    await expect(widget.frame.getByRole("alert")).toContainText("Order Services");
    await widget.choose("Pre Sales");
    await expect(widget.frame.getByLabel("How can we help?")).toHaveValue("Where is my order?");
  } finally {
    await admin.act("Order Services", "Make visible");
    await expect(admin.department("Order Services")).toContainText("Visible");
  }
});
