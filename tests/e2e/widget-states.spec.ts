import sharp from "sharp";
import { directionOf } from "@/lib/i18n/locales";
import { ADMIN } from "./fixtures";
import { type Host, hostPage } from "./pages/host";
import { contrastFindings, findings } from "./support/axe";
import { passMinutes, quoted, runSql } from "./support/door";
import { expect, isHeardOf, test } from "./support/team";
import { type WidgetTexts, widgetTexts } from "./support/widget-texts";
import { lookerAt, presser, promiseMinutes, typeTo, wake } from "./support/widget-walk";

const hosts: Host[] = [];
test.afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

/** A website with the snippet of a key, in a language. */
async function siteWith(baseURL: string | undefined, key: string, locale: "en" | "ar"): Promise<string> {
  const snippet = `<script async src="${baseURL}/embed/${key}.js"></script>`;
  const host = await hostPage(snippet, {}, `lang="${locale}" dir="${directionOf(locale)}"`);
  hosts.push(host);
  return host.url;
}

const ALL_FIELDS = JSON.stringify({ name: "required", email: "required", phone: "required", question: "required" });
const RULES = (locale: string) =>
  JSON.stringify([
    { id: "hello", path: "*", delay: 0, text: { [locale]: locale === "ar" ? "هل نساعدك؟" : "May we help?" } },
  ]);

for (const locale of ["en", "ar"] as const) {
  const t: WidgetTexts = widgetTexts(locale);

  test(`every state before and beside a chat passes axe in both themes, magnified and by finger, ${locale}`, async ({
    newTeam,
    newVisitor,
    baseURL,
  }) => {
    const [company] = await runSql<{ key: string }>("select key from company");
    const asking = await newTeam(`Fields ${locale}`);
    const closed = await newTeam(`Shut ${locale}`);
    const keyOf = async ({ id }: { id: string }) =>
      (await runSql<{ key: string }>(`select key from departments where id = '${id}'`))[0]?.key ?? "";
    await runSql(`update departments set form = ${quoted(ALL_FIELDS)}::jsonb, proactive = ${quoted(RULES(locale))}::jsonb
      where id = '${asking.id}'`);
    await runSql(`update departments set hours = '[]' where id = '${closed.id}'`);
    const widget = await newVisitor();
    const { page, frame } = widget;
    const look = lookerAt(page);
    const press = presser(widget);

    await test.step("the choice of departments", async () => {
      await widget.open(await siteWith(baseURL, company?.key ?? "", locale));
      await frame.locator("#pick button").first().waitFor();
      await look("picker");
    });

    await test.step("a word of the page's own beside the launcher, then a form with every field and its errors", async () => {
      await page.goto(await siteWith(baseURL, await keyOf(asking), locale));
      const bubble = page.locator("foyer-bubble button").first();
      await bubble.waitFor();
      await page.emulateMedia({ colorScheme: "light" });
      expect.soft(await findings(page), "bubble").toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect.soft(await contrastFindings(page), "bubble, dark").toEqual([]);
      await bubble.click();
      await frame.getByLabel(t.phone).waitFor();
      await look("form with every field");
      await frame.locator("#email").fill("no address");
      await frame.locator("#phone").fill("12");
      await frame.locator("#start").click();
      await frame.locator("[aria-invalid=true]").first().waitFor();
      await look("form with every error");
    });

    await test.step("the form of a closed department, its errors, and what is said when a message was left", async () => {
      await page.goto(await siteWith(baseURL, await keyOf(closed), locale));
      await widget.launcher.click();
      await frame.getByRole("button", { name: t.sendMessage }).waitFor();
      await frame.locator("#start").click();
      await frame.locator("#email-error").waitFor();
      await look("offline form with errors");
      await widget.frame.locator("#name").fill("Ada");
      await frame.locator("#email").fill("ada@example.com");
      await frame.locator("#body").fill("?");
      await press(t.sendMessage);
      await frame.locator("#sent").waitFor();
      await look("message left");
    });

    await test.step("nothing can be reached", async () => {
      await page.route("**/api/**", (route) => route.abort());
      await page.reload();
      await widget.launcher.click();
      await frame.getByRole("button", { name: t.tryAgain }).waitFor();
      await look("unreachable");
    });
  });

  test(`every state of a chat passes axe in both themes, magnified and by finger, ${locale}`, async ({
    inbox,
    newVisitor,
    baseURL,
  }) => {
    const [company] = await runSql<{ key: string }>("select key from company");
    const visitor = `States ${locale} ${Date.now() % 100_000}`;
    await inbox.open();
    await expect.poll(() => isHeardOf(ADMIN.email)).toBe(true);
    const widget = await newVisitor();
    const { page, frame, log } = widget;
    const look = lookerAt(page);
    const press = presser(widget);

    await test.step("waiting, another department to go to, an address to leave", async () => {
      await promiseMinutes(page);
      await widget.open(await siteWith(baseURL, company?.key ?? "", locale));
      await frame.locator("#pick button").filter({ hasText: "Pre Sales" }).click();
      await frame.locator("#name").fill(visitor);
      await frame.locator("#body").fill("Is this readable?");
      await press(t.start);
      await log.getByText("Is this readable?").waitFor();
      await expect(async () => {
        await wake(widget);
        await expect(frame.locator(".state")).toContainText(" · ", { timeout: 2000 });
      }).toPass();
      await look("waiting");
      await press(t.switch);
      await frame.locator("#other").waitFor();
      await look("departments to go to");
      await press(t.back);
      await press(t.contact);
      await press(t.leave);
      await frame.locator("#contact-error").waitFor();
      await look("an address to leave, with an error");
      await press(t.back);
      await page.unrouteAll({ behavior: "wait" });
    });

    await test.step("talking, with markup, emoji and the menu", async () => {
      await inbox.accept(visitor);
      await inbox.send("**Very** much so: `250 °C`, https://pans.example/care 🙂");
      await log.locator("strong, b").first().waitFor();
      const rest = await typeTo(inbox.page, visitor);
      await frame.locator(".typing:not(:empty)").waitFor();
      await look("talking");
      rest();
      await press(t.emoji);
      await frame.getByRole("toolbar", { name: t.emoji }).waitFor();
      await look("emoji");
      await page.keyboard.press("Escape");
      await press(t.menu);
      await frame.locator(".items button").first().waitFor();
      await look("menu");
      await page.keyboard.press("Escape");
    });

    await test.step("files before and after, and one that is refused", async () => {
      const input = frame.locator("input[type=file]");
      const image = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#8a5a12" } })
        .png()
        .toBuffer();
      await input.setInputFiles([
        { name: "parcel.png", mimeType: "image/png", buffer: image },
        { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<p>") },
        {
          name: "a-very-long-name-without-any-place-to-break-it-2026.pdf",
          mimeType: "text/plain",
          buffer: Buffer.from("hello"),
        },
      ]);
      await frame.locator(".files .error").first().waitFor();
      await frame.getByText(t.fileDone, { exact: true }).first().waitFor();
      await expect(frame.locator(".files progress")).toHaveCount(0);
      await look("files to send");
      while ((await frame.locator(".files li.failed").count()) > 0) {
        await frame.locator(".files li.failed button").last().click();
      }
      await press(t.send);
      await log.locator("a img").first().waitFor();
      await look("a file in the chat");
    });

    await test.step("a message that is not taken, and a chat that cannot be had for a while", async () => {
      const refused = { status: 422, json: { error: { code: "invalid", message: "no", fields: { body: "invalid" } } } };
      await page.route("**/messages", (route) => route.fulfill(refused), { times: 1 });
      await frame.locator("#message").fill("Not taken");
      await press(t.send);
      await log.locator(".failed").waitFor();
      await look("not sent");
      await press(t.delete);
      const unavailable = { json: { chats: {}, unavailable: { until: "2099-05-18T09:30:00.000Z" } } };
      await page.route("**/api/pulse", (route) => route.fulfill(unavailable));
      await wake(widget);
      await log.locator(".warning").waitFor({ timeout: 30_000 });
      await look("unavailable");
      await page.unroute("**/api/pulse");
      await wake(widget);
      await log.getByText(t.works).waitFor({ timeout: 30_000 });
    });

    await test.step("idle, the end, the rating", async () => {
      await inbox.send("Anything else?");
      await log.getByText("Anything else?").waitFor();
      await passMinutes(visitor, 14.05);
      await frame.getByRole("timer").waitFor({ timeout: 20_000 });
      await look("about to close");
      await press(t.keepOpen);
      // The answer takes the focus to the text, and closes what was opened meanwhile.
      await expect(frame.getByRole("timer")).toHaveCount(0);
      await press(t.menu);
      await press(t.end);
      await frame.locator("#confirm").waitFor();
      await look("asked whether to end");
      await press(t.end);
      await frame.locator("#restart").waitFor();
      await look("ended");
      await frame.getByRole("radio", { name: t.score4, exact: true }).check();
      await look("rating");
      await press(t.sendRating);
      await frame.getByText(t.thanks).waitFor();
    });

    await test.step("earlier chats, one of them, and being forgotten", async () => {
      await press(t.startNew);
      await frame.locator(".entry button").click();
      await frame.locator("ul[aria-labelledby=earlier] button").first().waitFor();
      await look("earlier chats");
      await frame.locator("ul[aria-labelledby=earlier] button").first().click();
      await frame.getByText("Is this readable?").waitFor();
      await look("an earlier chat");
      await press(t.back);
      await press(t.forget);
      await frame.locator("#keep").waitFor();
      await look("asked whether to forget");
      await press(t.forget);
      await frame.locator("#anew").waitFor();
      await look("forgotten");
    });
  });
}
