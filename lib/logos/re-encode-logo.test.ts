import sharp from "sharp";
import { expect, test } from "vitest";
import { reEncodeLogo } from "./re-encode-logo";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>`;
const text = (content: string) => new TextEncoder().encode(content);
const plain = (width: number, height: number, background = "#0b6275") =>
  sharp({ create: { width, height, channels: 4, background } });

/** Noise does not compress, so that a cut file has lost pixels for sure. */
const noise = (side: number) => {
  let state = 1;
  const pixels = Uint8Array.from({ length: side * side * 3 }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state >> 16;
  });
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
};

const refusalOf = (upload: Uint8Array) =>
  reEncodeLogo(upload).then(
    () => null,
    (error: { code: string; fields: Record<string, string> }) => {
      expect(error.code).toBe("invalid");
      return error.fields.logo;
    },
  );

test.each(["png", "jpeg", "webp", "gif"] as const)(
  "a %s becomes WebP of at most 256 px, its shape kept",
  async (format) => {
    const picture = await reEncodeLogo(await plain(600, 300).toFormat(format).toBuffer());
    expect(picture).toMatchObject({ width: 256, height: 128 });
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ format: "webp", width: 256, height: 128 });
  },
);

test("a small picture is not blown up", async () => {
  expect(await reEncodeLogo(await plain(16, 20).png().toBuffer())).toMatchObject({ width: 16, height: 20 });
});

test("what is transparent stays so", async () => {
  const { bytes } = await reEncodeLogo(await plain(50, 50, "#0000").png().toBuffer());
  const [, , , alpha] = await sharp(bytes).ensureAlpha().raw().toBuffer();
  expect(alpha).toBe(0);
});

test("a picture of a telephone is turned upright and loses the place where it was taken", async () => {
  const upload = await plain(400, 200)
    .jpeg()
    .withExif({ IFD0: { Copyright: "secret-owner" }, IFD3: { GPSLatitude: "51/1 30/1 0/1", GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect((await sharp(upload).metadata()).exif).toBeDefined();
  const picture = await reEncodeLogo(upload);
  expect(picture).toMatchObject({ width: 128, height: 256 });
  const stored = await sharp(picture.bytes).metadata();
  expect([stored.exif, stored.xmp, stored.iptc, stored.icc, stored.orientation]).toEqual(Array(5).fill(undefined));
  expect(Buffer.from(picture.bytes).includes("secret-owner")).toBe(false);
});

test("what hides behind or inside of a picture is gone", async () => {
  const payload = "<script>alert(document.domain)</script>";
  const png = await plain(20, 20).png().toBuffer();
  const { bytes } = await reEncodeLogo(Buffer.concat([png, text(payload)]));
  expect(Buffer.from(bytes).includes("script")).toBe(false);
  const jpeg = await plain(20, 20)
    .jpeg()
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${payload}</x:xmpmeta>`)
    .toBuffer();
  expect(jpeg.includes("script")).toBe(true);
  expect(Buffer.from((await reEncodeLogo(jpeg)).bytes).includes("script")).toBe(false);
});

test("only the first frame of an animation is kept", async () => {
  const frames = sharp({ create: { width: 20, height: 40, channels: 3, background: "#fff", pageHeight: 20 } });
  const { bytes } = await reEncodeLogo(await frames.gif().toBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 20, height: 20 });
});

test("SVG, HTML and other formats are refused, whatever the file is called", async () => {
  const tiff = await plain(20, 20).tiff().toBuffer();
  const avif = await plain(20, 20).avif().toBuffer();
  for (const upload of [text(SVG), text(`<?xml version="1.0"?>${SVG}`), text("<!doctype html><script>"), tiff, avif]) {
    expect(await refusalOf(upload)).toBe("imageType");
  }
});

test("a file that only begins like a picture is refused", async () => {
  expect(await refusalOf(text(`GIF89a${SVG}`))).toMatch(/^image(Type|Broken)$/);
  expect(await refusalOf(Uint8Array.of(0xff, 0xd8, 0xff, ...text(SVG)))).toMatch(/^image(Type|Broken)$/);
  expect(await refusalOf(new Uint8Array(0))).toBe("imageBroken");
});

test.each(["png", "jpeg", "webp", "gif"] as const)("a %s that ends too early is refused", async (format) => {
  const whole = await noise(120).toFormat(format).toBuffer();
  for (const share of [0.4, 0.9]) {
    expect(await refusalOf(whole.subarray(0, Math.floor(whole.length * share)))).toBe("imageBroken");
  }
});

test("2 MB are taken, one byte more is refused before it is decoded", async () => {
  const png = await plain(20, 20).png().toBuffer();
  const padded = (size: number) => Buffer.concat([png, new Uint8Array(size - png.length)]);
  expect(await refusalOf(padded(2 * 1024 * 1024))).toBeNull();
  expect(await refusalOf(padded(2 * 1024 * 1024 + 1))).toBe("imageTooLarge");
});

test("a small file of huge dimensions is refused without unpacking it", async () => {
  const bomb = await plain(8000, 8000).png({ palette: true }).toBuffer();
  expect(bomb.length).toBeLessThan(200_000);
  expect(await refusalOf(bomb)).toBe("imageDimensions");
});
