import { describe, expect, test } from "vitest";
import { checkFile, FILE_SIZE_MAX, filePreview, judgeFile, readPreview, sizeText, thumbSize } from "./rules";

describe("before it is sent, a file", () => {
  test.each([
    ["of exactly the limit", "a.pdf", FILE_SIZE_MAX, null],
    ["of one byte more", "a.pdf", FILE_SIZE_MAX + 1, "fileTooLarge"],
    ["of one byte", "a.pdf", 1, null],
    ["of nothing", "a.pdf", 0, "fileEmpty"],
  ])("%s is judged by its size", (_, name, size, problem) => {
    expect(checkFile({ name, size })).toBe(problem);
  });

  test.each(["photo.JPG", "a.png", "b.webp", "notes.txt", "data.csv", "brief.docx", "old.xls", "all.zip", "clip.mp4"])(
    "%s is taken",
    (name) => expect(checkFile({ name, size: 1 })).toBeNull(),
  );

  test.each([
    "x.html",
    "x.htm",
    "x.xhtml",
    "x.svg",
    "x.svgz",
    "x.mht",
    "x.mhtml",
    "x.hta",
    "x.xml",
    "x.js",
    "x.mjs",
    "x.php",
    "x.exe",
    "x.scr",
    "x.jar",
    "x.docm",
    "x.lnk",
    "x.url",
    "photo.jpg.html",
  ])("%s is refused", (name) => expect(checkFile({ name, size: 1 })).toBe("fileType"));

  test("a name without an ending is left to the server, which sees the content", () => {
    expect(checkFile({ name: "Makefile", size: 1 })).toBeNull();
  });
});

describe("a file's content must fit its name", () => {
  test.each([
    ["png", "picture", "image/png"],
    // A picture is drawn anew anyway, and gets the ending of what it is then.
    ["png", "picture", "image/png"],
    ["pdf", "pdf", "application/pdf"],
    ["csv", "text", "text/csv"],
    ["md", "text", "text/plain"],
    ["docx", "zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["zip", "zip", "application/zip"],
    ["tgz", "gzip", "application/gzip"],
    ["mov", "media", "video/quicktime"],
  ] as const)(".%s with %s is %s", (extension, content, type) => {
    expect(judgeFile(extension, content)).toEqual({ content, type, extension });
  });

  test.each([
    ["png", "text"],
    ["png", "zip"],
    ["pdf", "picture"],
    ["pdf", "text"],
    ["txt", "zip"],
    ["txt", "pdf"],
    ["zip", "pdf"],
    ["html", "text"],
    ["svg", "text"],
    ["docm", "zip"],
    ["jar", "zip"],
    ["png", null],
    ["", null],
    ["", "media"],
  ] as const)(".%s with %s is refused", (extension, content) => {
    expect(judgeFile(extension, content)).toBeNull();
  });

  test.each([
    ["picture", "png"],
    ["pdf", "pdf"],
    ["text", "txt"],
    ["zip", "zip"],
  ] as const)("without an ending, %s becomes .%s", (content, extension) => {
    expect(judgeFile("", content)?.extension).toBe(extension);
  });
});

test("a preview tells a file from a text, and keeps what was written with it", () => {
  expect(readPreview(filePreview("offer.pdf", null))).toEqual({ hasFile: true, text: "offer.pdf" });
  expect(readPreview(filePreview("offer.pdf", "Here it is"))).toEqual({ hasFile: true, text: "Here it is" });
  expect(readPreview("Here it is")).toEqual({ hasFile: false, text: "Here it is" });
});

test("room for a picture keeps its shape and is never larger than the picture", () => {
  expect(thumbSize(4000, 2000, 240)).toEqual({ width: 240, height: 120 });
  expect(thumbSize(100, 40, 240)).toEqual({ width: 100, height: 40 });
  expect(thumbSize(4000, 1, 240)).toEqual({ width: 240, height: 1 });
});

test("sizes are told as browsers tell them", () => {
  expect(sizeText(1, "en")).toBe("0.1 kB");
  expect(sizeText(999, "en")).toBe("1 kB");
  expect(sizeText(1500, "en")).toBe("1.5 kB");
  expect(sizeText(10 * 1024 * 1024, "en")).toBe("10 MB");
  expect(sizeText(2_340_000, "ru")).toBe("2,3 МБ");
});
