import { expect, test } from "vitest";
import { checkLogoFile, checkLogoSize, sniffLogoFormat } from "./rules";

test("a file of 2 MB is taken, one byte more and an empty one are refused", () => {
  expect(checkLogoSize(2 * 1024 * 1024)).toBeNull();
  expect(checkLogoSize(2 * 1024 * 1024 + 1)).toBe("imageTooLarge");
  expect(checkLogoSize(1)).toBeNull();
  expect(checkLogoSize(0)).toBe("imageBroken");
});

test("a browser refuses other types before it sends anything", () => {
  for (const type of ["image/png", "image/jpeg", "image/webp", "image/gif"]) {
    expect(checkLogoFile({ size: 10, type })).toBeNull();
  }
  for (const type of ["image/svg+xml", "text/html", "", "image/avif"]) {
    expect(checkLogoFile({ size: 10, type })).toBe("imageType");
  }
});

test("only the four formats are recognised by their first bytes", () => {
  const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  expect(sniffLogoFormat(bytes("\x89PNG\r\n\x1a\nrest"))).toBe("png");
  expect(sniffLogoFormat(bytes("\xff\xd8\xff\xe0rest"))).toBe("jpeg");
  expect(sniffLogoFormat(bytes("GIF87a"))).toBe("gif");
  expect(sniffLogoFormat(bytes("GIF89a"))).toBe("gif");
  expect(sniffLogoFormat(bytes("RIFF\x10\x00\x00\x00WEBPVP8 "))).toBe("webp");
  for (const other of [
    "",
    "\x89PNG",
    "GIF88a",
    "RIFF\x10\x00\x00\x00WAVEfmt ",
    "<svg xmlns=",
    "<!doctype html>",
    "BM",
  ]) {
    expect(sniffLogoFormat(bytes(other))).toBeNull();
  }
});
