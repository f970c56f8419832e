import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { chatWithUploads, picture } from "@/tests/support/files";

describe("pictures", () => {
  test("of a telephone stand upright, and lose the place where they were taken", async () => {
    const { send, load } = await chatWithUploads();
    const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#888" } })
      .jpeg()
      .withExif({ IFD0: { Copyright: "secret-owner" }, IFD3: { GPSLatitude: "51/1 30/1 0/1", GPSLatitudeRef: "N" } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { json } = await send("IMG_1.jpeg", new Uint8Array(photo));
    expect(json.file).toMatchObject({
      name: "IMG_1.jpeg",
      type: "image/jpeg",
      width: 600,
      height: 900,
      hasThumb: true,
    });
    const { headers, bytes, text } = await load(json.file.id);
    const { exif, xmp, iptc, icc, orientation, width } = await sharp(bytes).metadata();
    expect([exif, xmp, iptc, icc, orientation, width]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      600,
    ]);
    expect(text).not.toContain("secret-owner");
    expect(headers.get("content-disposition")).toMatch(/^inline; filename="IMG_1\.jpeg"/);
    const thumb = await load(json.file.id, "?thumb");
    expect(thumb.headers.get("content-type")).toBe("image/webp");
    expect(await sharp(thumb.bytes).metadata()).toMatchObject({ format: "webp", width: 320, height: 480 });
  });

  test.each([
    ["png", "x.png", "image/png"],
    ["webp", "x.webp", "image/webp"],
    ["gif", "x.gif", "image/gif"],
    ["avif", "x.webp", "image/webp"],
  ] as const)("in %s become %s", async (format, name, type) => {
    const { send } = await chatWithUploads();
    const { json } = await send(`x.${format}`, await picture(60, 30, format));
    expect(json.file).toMatchObject({ name, type, width: 60, height: 30 });
  });

  test("with the ending of another kind of picture get their own", async () => {
    const { send } = await chatWithUploads();
    expect((await send("x.png", await picture(10, 10, "jpeg"))).json.file).toMatchObject({
      name: "x.jpg",
      type: "image/jpeg",
    });
  });

  test("that move go on moving", async () => {
    const { send, load } = await chatWithUploads();
    const frames = await Promise.all(
      ["#f00", "#0f0", "#00f"].map((background) =>
        sharp({ create: { width: 30, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ loop: 0, delay: [100, 100, 100] })
      .toBuffer();
    const { json } = await send("moving.gif", new Uint8Array(gif));
    expect(json.file).toMatchObject({ width: 30, height: 20 });
    expect((await sharp((await load(json.file.id)).bytes).metadata()).pages).toBe(3);
  });

  test("of huge dimensions are refused without unpacking them", async () => {
    const { send } = await chatWithUploads();
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: "#fff" } })
      .png({ palette: true })
      .toBuffer();
    const { status, json } = await send("bomb.png", new Uint8Array(bomb));
    expect([status, json.error.fields.file]).toEqual([422, "fileDimensions"]);
  });

  test("that are cut off are refused", async () => {
    const { send } = await chatWithUploads();
    const whole = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: "#fff",
        noise: { type: "gaussian", mean: 120, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    expect((await send("x.png", new Uint8Array(whole.subarray(0, whole.length / 2)))).json.error.fields.file).toBe(
      "fileBroken",
    );
  });
});
