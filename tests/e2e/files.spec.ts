import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "./fixtures";
import { findings } from "./support/axe";

type Sent = { name: string; mimeType: string; buffer: Buffer };

const photo = async (name: string, background: string): Promise<Sent> => ({
  name,
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .png()
    .toBuffer(),
});
const text = (name: string, content: string, mimeType = "text/plain"): Sent => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
});

/** Lets a file fall onto an element, or pastes it there, as the browser's own events do. */
const bring = (target: Locator, how: "drop" | "paste", { name, mimeType, buffer }: Sent) =>
  target.evaluate(
    (element, file) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], file.name, { type: file.mimeType }));
      const options = { bubbles: true, cancelable: true, composed: true };
      element.dispatchEvent(
        file.how === "drop"
          ? new DragEvent("drop", { ...options, dataTransfer: data })
          : new ClipboardEvent("paste", { ...options, clipboardData: data }),
      );
    },
    { how, name, mimeType, base64: buffer.toString("base64") },
  );

const loaded = (image: Locator) =>
  expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);

async function downloadOf(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), content: Buffer.concat(chunks).toString() };
}

test("visitor and operator send each other pictures and files, and what cannot be taken is said before and after", async ({
  inbox,
  widget,
  site,
}) => {
  await inbox.open();
  await widget.open(site("/demo/toms"));
  await widget.choose("Order Services");
  await widget.startChat("Sending Visitor", "My parcel looks strange");
  await inbox.accept("Sending Visitor");
  const attach = widget.frame.getByLabel("Attach files up to 10 MB");
  const toSend = widget.frame.getByRole("list", { name: "Files to send" });

  await test.step("the visitor picks a photo, writes a line with it, and the operator sees both", async () => {
    await attach.setInputFiles(await photo("parcel.png", "#8a5a12"));
    await expect(toSend.getByText("Ready to send")).toBeVisible();
    await expect(widget.frame.getByText(/up to 10 MB each/)).toBeVisible();
    expect(await findings(widget.page)).toEqual([]);
    await widget.send("This is how it came");
    await expect(toSend).toHaveCount(0);
    await loaded(widget.log.getByRole("link", { name: /^Picture parcel\.png/ }).locator("img"));
    const large = inbox.log.getByRole("button", { name: /^Look at .*parcel\.png.* large/ });
    await loaded(large.locator("img"));
    await expect(inbox.log.getByText("This is how it came")).toBeVisible();
    await expect(inbox.row("Sending Visitor")).toContainText("This is how it came");
    await large.click();
    const dialog = inbox.page.getByRole("dialog", { name: "parcel.png" });
    await loaded(dialog.getByRole("img", { name: /parcel\.png/ }));
    expect(await findings(inbox.page)).toEqual([]);
    await inbox.page.keyboard.press("Escape");
    await expect(large).toBeFocused();
  });

  await test.step("a picture of the clipboard goes by itself, and a second tab of the visitor shows it too", async () => {
    await bring(widget.frame.getByLabel("Message", { exact: true }), "paste", await photo("image.png", "#1f5eff"));
    await expect(toSend.getByText("Ready to send")).toBeVisible();
    await widget.frame.getByRole("button", { name: "Send", exact: true }).click();
    await expect(inbox.log.getByRole("button", { name: /^Look at .*image-\d{4}.* large/ })).toBeVisible();
    await expect(inbox.row("Sending Visitor")).toContainText("File: image-");
  });

  await test.step("the operator drops a document into the chat, and the visitor downloads it", async () => {
    await bring(inbox.thread("Sending Visitor"), "drop", text("Rückgabe №7.txt", "Send it back, we pay."));
    await expect(inbox.page.getByText("Ready to send", { exact: true })).toBeVisible();
    await inbox.page.getByRole("button", { name: "Send", exact: true }).click();
    const link = widget.log.getByRole("link", { name: /^Download Rückgabe №7\.txt/ });
    const { name, content } = await downloadOf(widget.page, () => link.click());
    expect([name, content]).toEqual(["Rückgabe №7.txt", "Send it back, we pay."]);
    const own = inbox.log.getByRole("link", { name: /^Download .*Rückgabe №7\.txt/ });
    expect((await downloadOf(inbox.page, () => own.click())).content).toBe("Send it back, we pay.");
  });

  await test.step("a page that calls itself a picture is refused in words, and can be taken away", async () => {
    await attach.setInputFiles(text("photo.png", "<script>alert(1)</script>", "image/png"));
    await expect(toSend.getByText("This kind of file is not accepted.")).toBeVisible();
    await widget.frame.getByRole("button", { name: "Remove photo.png" }).click();
    await attach.setInputFiles(text("page.html", "<script>alert(1)</script>", "text/html"));
    await expect(toSend.getByText("This kind of file is not accepted.")).toBeVisible();
    await widget.frame.getByRole("button", { name: "Remove page.html" }).click();
    await expect(toSend).toHaveCount(0);
    await expect(widget.frame.getByLabel("Message", { exact: true })).toBeFocused();
  });

  await test.step("an upload that hangs is cancelled; one that was cut off is tried again", async () => {
    await widget.page.route("**/api/chats/*/files", () => undefined);
    await attach.setInputFiles(text("slow.txt", "slow"));
    await widget.frame.getByRole("button", { name: "Cancel slow.txt" }).click();
    await expect(toSend).toHaveCount(0);
    await widget.page.unroute("**/api/chats/*/files");
    await widget.page.route("**/api/chats/*/files", (route) => route.abort(), { times: 1 });
    await attach.setInputFiles(text("again.txt", "again"));
    await expect(toSend.getByText("It did not get through.")).toBeVisible();
    await widget.frame.getByRole("button", { name: "Try again: again.txt" }).click();
    await expect(toSend.getByText("Ready to send")).toBeVisible();
    await widget.send("At last");
    await expect(inbox.log.getByRole("link", { name: /^Download .*again\.txt/ })).toBeVisible();
  });

  await test.step("after a reload the files are still there", async () => {
    await widget.page.reload();
    await widget.launcher.click();
    await loaded(widget.log.getByRole("link", { name: /^Picture parcel\.png/ }).locator("img"));
    await expect(widget.log.getByRole("link", { name: /^Download Rückgabe №7\.txt/ })).toBeVisible();
  });

  await inbox.close();
  await expect(widget.log.getByText("Ada Lovelace ended the chat")).toBeVisible();
  await expect(attach).toHaveCount(0);
});
