import { directionOf, WIDGET_LOCALES } from "@/lib/i18n/locales";
import { type Host, hostPage } from "./pages/host";
import type { Widget } from "./pages/widget";
import { findings } from "./support/axe";
import { quoted, runSql } from "./support/door";
import { expect, type Team, test } from "./support/team";
import { widgetTexts } from "./support/widget-texts";

/** A website of the team's in another language. */
async function siteOf(team: Team, baseURL: string | undefined, html: string): Promise<Host> {
  const [row] = await runSql<{ key: string }>(`select key from departments where id = ${quoted(team.id)}`);
  return hostPage(`<script async src="${baseURL}/embed/${row?.key}.js"></script>`, {}, html);
}

/** Files of texts that the widget fetches, by their language. */
function fetchedLanguages({ page }: Widget): Set<string> {
  const languages = new Set<string>();
  page.on("request", (request) => {
    const [, language] = /\/embed\/[a-z]+-([a-z]{2})-[\dA-F]{8}\.js$/.exec(request.url()) ?? [];
    if (language) languages.add(language);
  });
  return languages;
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`a chat in Arabic runs from right to left, with an operator who writes English, ${colorScheme}`, async ({
    newTeam,
    newVisitor,
    baseURL,
  }) => {
    test.slow();
    const t = widgetTexts("ar");
    const team = await newTeam("Arabic");
    const { inbox } = await team.join("Amal Haddad");
    const site = await siteOf(team, baseURL, 'lang="ar-EG" dir="rtl"');
    const widget = await newVisitor();
    const { page, frame, log } = widget;
    const languages = fetchedLanguages(widget);
    const visitor = `ليلى ${colorScheme}`;
    const look = async (state: string) => expect.soft(await findings(page), state).toEqual([]);
    const press = (name = "") => frame.getByRole("button", { name, exact: true }).click();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });

    await test.step("the launcher stands where the page's lines end, and speaks the page's language", async () => {
      await widget.open(site.url);
      await expect(widget.launcher).toHaveAccessibleName(/^دردشة مع /);
      const box = await widget.launcher.boundingBox();
      expect(box?.x).toBeLessThan(100);
      await expect(frame.locator("html")).toHaveAttribute("dir", "rtl");
      await expect(frame.locator("html")).toHaveAttribute("lang", "ar");
    });

    await test.step("the form says what is missing", async () => {
      await frame.getByLabel(t.name).waitFor();
      await look("form");
      await press(t.start);
      await expect(frame.getByText(t.errors.required).first()).toBeVisible();
      await look("form with errors");
      await frame.getByLabel(t.name).fill(visitor);
      await frame.getByLabel(t.question).fill("هل هذه المقلاة مناسبة للفرن؟");
      await press(t.start);
    });

    await test.step("both read what the other writes, each in its own direction", async () => {
      await inbox.openMine(visitor);
      await expect(inbox.log.getByText("هل هذه المقلاة مناسبة للفرن؟")).toBeVisible();
      await expect(frame.getByText(/Amal Haddad.* معك الآن/)).toBeVisible();
      await inbox.send("Yes, up to 250 °C.");
      const answer = log.getByText("Yes, up to 250 °C.");
      await expect(answer).toBeVisible();
      // The full stop stands where an English line ends.
      const [first, last] = await answer.evaluate(({ firstChild }) => {
        const range = document.createRange();
        return [0, (firstChild?.textContent?.length ?? 0) - 1].map((at) => {
          if (firstChild) range.setStart(firstChild, at);
          if (firstChild) range.setEnd(firstChild, at + 1);
          return range.getBoundingClientRect().left;
        });
      });
      expect(first).toBeLessThan(last ?? 0);
      await frame.getByLabel(t.compose, { exact: true }).fill("شكرًا!");
      await press(t.send);
      await expect(inbox.log.getByText("شكرًا!")).toBeVisible();
      // Egypt writes its own digits.
      await expect(log.locator("time").first()).toHaveText(/[٠-٩]/);
      await look("talking");
    });

    await test.step("the visitor ends the chat and rates it", async () => {
      await press(t.menu);
      await press(t.end);
      await press(t.end);
      await frame.getByRole("radio", { name: t.score4, exact: true }).check();
      await look("rating");
      await press(t.sendRating);
      await expect(frame.getByText(t.thanks)).toBeVisible();
      await expect(log.getByText(t.rated.replace("{score}", "٤").replace("{max}", "٥"))).toBeVisible();
    });
    expect([...languages]).toEqual(["ar"]);
    await site.close();
  });
}

const PAGES = { en: "en-GB", ru: "ru", de: "de-AT", es: "es-419", fr: "fr-CA", pt: "pt-BR", ar: "ar-MA" } as const;

test("each of the languages is complete from the first view on, and no visitor loads another one", async ({
  newTeam,
  newVisitor,
  baseURL,
}) => {
  test.slow();
  const team = await newTeam("Seven");
  for (const locale of WIDGET_LOCALES) {
    const t = widgetTexts(locale);
    const site = await siteOf(team, baseURL, `lang="${PAGES[locale]}" dir="${directionOf(locale)}"`);
    const widget = await newVisitor();
    const languages = fetchedLanguages(widget);
    await widget.open(site.url);
    // Nobody is there: the form is that of a message.
    await expect(widget.frame.getByRole("button", { name: t.sendMessage })).toBeVisible();
    await expect(widget.frame.locator("html")).toHaveAttribute("lang", locale);
    await expect(widget.frame.locator("html")).toHaveAttribute("dir", directionOf(locale));
    await expect(widget.frame.locator("body")).toContainText(t.leaveMessage);
    await widget.frame.getByRole("button", { name: t.waitInstead }).click();
    await expect(widget.frame.getByRole("button", { name: t.start })).toBeVisible();
    expect.soft(await findings(widget.page), locale).toEqual([]);
    expect([...languages], locale).toEqual([locale]);
    await site.close();
  }
});

test("a page in a language that is none of ours speaks the browser's, and else English", async ({
  newTeam,
  browser,
  baseURL,
}) => {
  const team = await newTeam("Elsewhere");
  const site = await siteOf(team, baseURL, 'lang="nl"');
  for (const [locale, expected] of [
    ["pt-BR", "pt"],
    ["ja-JP", "en"],
  ] as const) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.locator("foyer-chat").getByRole("button").click();
    await expect(page.frameLocator("foyer-chat iframe").locator("html")).toHaveAttribute("lang", expected);
    await context.close();
  }
  await site.close();
});
