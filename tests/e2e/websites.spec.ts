import { expect, test } from "./fixtures";

const SITES = [
  { path: "/demo/bikes", department: "OCC Bikes", visitor: "Bike Buyer", page: "Ride to work" },
  { path: "/demo/hardware", department: "OCC Hardware", visitor: "Bolt Buyer", page: "Parts by the crate" },
  { path: "/demo/auto-parts", department: "OCC Auto Parts", visitor: "Brake Buyer", page: "The right part" },
];

// Scenario 2, OCC Import/Export.
test("one operator serves three websites from one inbox and sees which one each request is from", async ({
  inbox,
  newVisitor,
  site,
}) => {
  await inbox.open();
  for (const { path, department, visitor, page } of SITES) {
    const widget = await newVisitor();
    await widget.open(site(path));
    await expect(widget.frame.getByRole("heading", { name: department })).toBeVisible();
    await widget.startChat(visitor, `A question to ${department}`);

    await inbox.show("Queue");
    // Live, without a reload: department by name and logo, and the page that the visitor is on.
    const row = inbox.row(visitor);
    await expect(row).toContainText(department);
    await expect(row).toContainText(page);
    const logo = row.locator("img");
    await expect(logo).toBeVisible();
    expect(await logo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);

    await inbox.accept(visitor);
    await expect(inbox.thread(visitor)).toContainText(department);
    await inbox.send(`Hello from ${department}`);
    await expect(widget.log).toContainText(`Hello from ${department}`);
  }
});
