import { expect, test } from "./fixtures";

// Other journeys make departments, which come last: the order can be looked at only while none does.

test("the order changes by keyboard, and stays after a reload", async ({ admin }) => {
  await admin.openDepartments();
  const names = () => admin.departments.getByRole("link").allInnerTexts();
  const before = await names();
  const last = admin.departments.last().getByRole("button", { name: /^Move .* up$/ });
  await last.focus();
  await last.press("Enter");
  const swapped = (list: string[]) => [...list.slice(0, -2), list.at(-1), list.at(-2)];
  await expect.poll(names).toEqual(swapped(before));
  await expect
    .poll(async () => {
      await admin.openDepartments();
      return names();
    })
    .toEqual(swapped(before));
  await admin.departments
    .last()
    .getByRole("button", { name: /^Move .* up$/ })
    .press("Enter");
  await expect.poll(names).toEqual(before);
});

test("the order changes by dragging with the mouse, too", async ({ admin }) => {
  await admin.openDepartments();
  const { page } = admin;
  const names = () => admin.departments.getByRole("link").allInnerTexts();
  const before = await names();
  const swapped = [...before.slice(0, -2), before.at(-1), before.at(-2)];
  const spoken = (text: RegExp) => expect(page.getByRole("status").filter({ hasText: text })).toBeAttached();
  const dragLastUp = async () => {
    const handle = admin.departments.last().getByRole("button", { name: /^Reorder/ });
    // The list may be longer than the window, and the mouse reaches only what is seen.
    await handle.hover();
    const from = await handle.boundingBox();
    const to = await admin.departments.nth(before.length - 2).boundingBox();
    if (!from || !to) throw new Error("the rows are not on the page");
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, from.y - 8, { steps: 4 });
    await spoken(/^Picked up|position/);
    await page.mouse.move(from.x + from.width / 2, to.y + to.height / 3, { steps: 12 });
    await spoken(new RegExp(`position ${before.length - 1} of ${before.length}`));
    await page.mouse.up();
  };
  await dragLastUp();
  await expect.poll(names).toEqual(swapped);
  await expect
    .poll(async () => {
      await admin.openDepartments();
      return names();
    })
    .toEqual(swapped);
  await dragLastUp();
  await expect.poll(names).toEqual(before);
});
