import { findingsInBothThemes } from "./support/axe";
import { chatIdOf, runSql } from "./support/door";
import { expect, test } from "./support/team";

test("an admin makes the card, reviews a closed chat with a remark, and its operator reads that", async ({
  adminPage: page,
  newTeam,
}) => {
  const team = await newTeam("Judged Support");
  const olga = await team.join("Olga Judged");
  await team.visit("Vera Judged", "Where is my parcel?");
  await olga.inbox.openMine("Vera Judged");
  await olga.inbox.send("It comes tomorrow.");
  const chatId = await chatIdOf("Vera Judged");
  await runSql("delete from review_criteria");

  await test.step("the card: an error at its field, then two criteria in another order", async () => {
    await page.goto("/admin/reviews");
    await page.getByRole("button", { name: "Add a criterion" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Fill in this field.")).toBeVisible();
    await page.getByRole("textbox", { name: "Criterion" }).fill("Tone");
    await page.getByRole("button", { name: "Add a criterion" }).click();
    await page.getByRole("textbox", { name: "Criterion" }).last().fill("Solution");
    await page.getByRole("combobox", { name: "Weight" }).last().selectOption("3");
    await page.getByRole("button", { name: /Move \W*Solution\W* up/ }).click();
    expect.soft(await findingsInBothThemes(page), "the card").toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved").first()).toBeVisible();
    await expect
      .poll(() => runSql("select name, weight from review_criteria order by position"))
      .toEqual([
        { name: "Solution", weight: 3 },
        { name: "Tone", weight: 1 },
      ]);
  });

  await test.step("from the closed chat in the inbox to its review", async () => {
    await olga.page.getByRole("button", { name: "Close chat" }).click();
    await olga.page.getByRole("alertdialog").getByRole("button", { name: "Close chat" }).click();
    await expect(olga.inbox.log.getByText("You closed this chat")).toBeVisible();
    await page.goto(`/inbox/${chatId}`);
    await page.getByRole("button", { name: /^Review/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: /Vera Judged/ })).toBeVisible();
    await page
      .getByRole("group", { name: /Solution/ })
      .getByText("5", { exact: true })
      .click();
    await page.getByRole("group", { name: /Tone/ }).getByText("3", { exact: true }).click();
    await expect(page.getByRole("radio", { name: "3 of 5" }).last()).toBeChecked();
    await expect(page.getByRole("status", { name: "Score so far" })).toHaveText("88%");
    await page.getByRole("button", { name: /Remark on the message of \W*Olga Judged/ }).click();
    await page.keyboard.type("Say when tomorrow.");
    await page.getByRole("textbox", { name: /Comment/ }).fill("Quick and kind.");
    expect.soft(await findingsInBothThemes(page), "the review").toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/Reviewed by/)).toBeVisible();
  });

  await test.step("its operator is told at once, on every page, and when they come back", async () => {
    await expect(olga.page.getByText(/has reviewed a chat of yours/)).toBeVisible();
    await expect(olga.page.getByRole("link", { name: "1 new review" })).toBeVisible();
    await olga.page.goto("/offline");
    const navigation = olga.page.getByRole("navigation", { name: "Main" });
    await expect(navigation.getByRole("link", { name: /Reviews.*1 new review/ })).toBeVisible();
  });

  await test.step("its operator reads it among their own, and changes nothing", async () => {
    await olga.page.goto("/reviews");
    await expect(olga.page.getByText("1 review, 88% on average")).toBeVisible();
    await olga.page.getByRole("link", { name: /Vera Judged/ }).click();
    await expect(olga.page.getByText("Say when tomorrow.")).toBeVisible();
    await expect(olga.page.getByText("Quick and kind.")).toBeVisible();
    await expect(olga.page.getByText("1 new review")).toHaveCount(0);
    await expect(olga.page.getByRole("button", { name: "Save" })).toHaveCount(0);
    expect.soft(await findingsInBothThemes(olga.page), "a review of one's own").toEqual([]);
  });
});
