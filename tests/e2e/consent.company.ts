import { startMailServer } from "@/tests/support/mail-server";
import { findings } from "./support/axe";
import { quoted, runSql } from "./support/door";
import { touchTroubles, zoomTroubles } from "./support/frame-checks";
import { believeSite, sign } from "./support/site-signature";
import { expect, test } from "./support/team";

// What the company asks of every visitor: these run when no other journey does.

type Kept = { consent: { version: number; text: string; at: string } | null };
const consentOf = async (visitor: string) =>
  (await runSql<Kept>(`select consent from chats where visitor_name = ${quoted(visitor)}`))[0]?.consent;

test("where the company asks for consent no chat begins without it, and its words, version and time are kept", async ({
  newTeam,
  newVisitor,
  adminPage,
}) => {
  test.slow();
  const team = await newTeam("Consenting");
  await adminPage.goto("/admin/appearance");
  await adminPage.getByRole("switch", { name: "Ask for consent before a chat begins" }).check({ force: true });
  const section = adminPage.getByRole("region", { name: "Consent" });
  await section.getByRole("textbox", { name: "Text, English" }).fill("You may keep what I write here.");
  await section.getByRole("textbox", { name: /^Link to your privacy policy/ }).fill("https://example.com/privacy");
  await adminPage.getByRole("button", { name: "Save changes" }).click();
  await expect(adminPage.getByText("The appearance is saved.")).toBeVisible();
  try {
    const widget = await newVisitor();
    const { frame, page } = widget;
    const box = frame.getByRole("checkbox", { name: "You may keep what I write here." });

    await test.step("without it nothing is sent or stored, and the box says why", async () => {
      const sent: string[] = [];
      page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
      await widget.open(team.url);
      await expect(box).not.toBeChecked();
      await expect(frame.getByRole("link", { name: "Privacy policy" })).toHaveAttribute(
        "href",
        "https://example.com/privacy",
      );
      await widget.fillForm({ name: "Consenting Visitor", question: "May I ask?" });
      const start = frame.getByRole("button", { name: "Start chat" });
      const wait = frame.getByRole("button", { name: "Wait for an operator instead" });
      await start.or(wait).first().waitFor();
      if (await wait.isVisible()) await wait.click();
      await start.click();
      await expect(frame.getByText("Please agree first, so that we may answer you.")).toBeVisible();
      await expect(box).toBeFocused();
      await expect(box).toHaveAccessibleDescription("Please agree first, so that we may answer you.");
      expect([sent, await page.evaluate(() => localStorage.length)]).toEqual([[], 0]);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect.soft(await findings(page), colorScheme).toEqual([]);
      }
      expect.soft(await touchTroubles(page)).toEqual([]);
      expect.soft(await zoomTroubles(page)).toEqual([]);
    });

    await test.step("with it the chat begins, and what was agreed to is kept with it", async () => {
      await box.check();
      await frame.getByRole("button", { name: "Start chat" }).click();
      await widget.log.getByText("May I ask?").waitFor();
      const kept = await consentOf("Consenting Visitor");
      expect(kept).toMatchObject({ text: "You may keep what I write here.", version: expect.any(Number) });
      expect(Math.abs(Date.parse(kept?.at ?? "") - Date.now())).toBeLessThan(5 * 60_000);
    });

    await test.step("who agreed to words that have changed since reads the new ones first", async () => {
      const other = await newVisitor();
      await other.open(team.url);
      await other.frame.getByRole("checkbox").check();
      await runSql(`update company set consent = jsonb_set(jsonb_set(consent, '{version}', to_jsonb((consent->>'version')::int + 1)),
        '{texts,en}', '"You may keep it for a year."')`);
      await other.fillForm({ name: "Late Visitor", question: "Is this still so?" });
      await other.submit();
      await expect(other.frame.getByText("This text has changed. Please read it again.")).toBeVisible();
      await other.frame.getByRole("checkbox", { name: "You may keep it for a year." }).check();
      await other.frame.getByRole("button", { name: "Start chat" }).click();
      await other.log.getByText("Is this still so?").waitFor();
      expect(await consentOf("Late Visitor")).toMatchObject({ text: "You may keep it for a year." });
    });
  } finally {
    await runSql("update company set consent = null");
  }
});

test("a copy of a chat is mailed to the address that the site vouches for, to no typed one, and once in ten minutes", async ({
  newTeam,
}) => {
  await believeSite();
  await runSql("update company set mails_transcripts = true");
  const mails = await startMailServer({ port: Number(process.env.E2E_SMTP_PORT) });
  try {
    const team = await newTeam("Mailing");
    const widget = await team.visit("Mailing Visitor", "Where is my order 20417?");
    const { frame, page } = widget;
    const open = async () => {
      await frame.getByRole("button", { name: "Earlier chats and your data" }).click();
      await frame.getByRole("list", { name: "Earlier chats" }).getByRole("button").click();
      await expect(frame.getByText("Where is my order 20417?")).toBeVisible();
    };
    const mail = frame.getByRole("button", { name: "Send me a copy by e-mail" });
    await widget.end();

    await test.step("a stranger, whatever they typed, is not offered one", async () => {
      await open();
      await expect(mail).toHaveCount(0);
      await frame.getByRole("button", { name: "Back" }).click();
      await frame.getByRole("button", { name: "Back" }).click();
    });

    await test.step("whom the site knows gets it at the site's address", async () => {
      const token = sign({ sub: "mailing-1", name: "Mailing Visitor", email: "vouched@example.com" });
      await page.evaluate((value) => window.foyer?.("identify" as never, { token: value } as never), token);
      await open();
      await mail.click();
      await expect(frame.getByText("A copy is on its way to vouched@example.com.")).toBeVisible();
      const received = () => mails.received.filter(({ to }) => to.includes("vouched@example.com"));
      await expect.poll(() => received().length, { timeout: 30_000 }).toBe(1);
      expect(received()[0]?.raw).toContain("Where is my order 20417?");
      await mail.click();
      await expect(frame.getByText("A copy was sent a moment ago. Try again in a few minutes.")).toBeVisible();
      await runSql(
        "update chats set transcript_mailed_at = now() - interval '11 minutes' where visitor_name = 'Mailing Visitor'",
      );
      await mail.click();
      await expect.poll(() => received().length, { timeout: 30_000 }).toBe(2);
    });
  } finally {
    await runSql("update company set mails_transcripts = false");
    await mails.close();
  }
});
