import { describe, expect, test } from "vitest";
import { contentDisposition } from "./disposition";
import { cleanFileName, extensionOf, FILE_NAME_MAX, withExtension } from "./names";

test.each([
  ["../../etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["C:\\", "file"],
  ["C:\\Users\\Ann\\offer.pdf", "offer.pdf"],
  ["/", "file"],
  ["", "file"],
  ["   ", "file"],
  ["...", "file"],
  [".htaccess", "htaccess"],
  ["shell\u0000.php", "shell.php"],
  ['a"\r\nX: 1.txt', "a_X_ 1.txt"],
  ["CON", "_CON"],
  ["con.txt", "_con.txt"],
  ["COM1.pdf", "_COM1.pdf"],
  ["console.txt", "console.txt"],
  ["invoice\u202Efdp.exe", "invoicefdp.exe"],
  ["\u200Bhidden\u2066.png", "hidden.png"],
  ["a\ud800b.txt", "ab.txt"],
  ["Договор  №\t7.pdf", "Договор №7.pdf"],
  ["e\u0301te.png", "éte.png"],
  ["日本語.png", "日本語.png"],
])("%j is shown as %j", (sent, shown) => {
  expect(cleanFileName(sent)).toBe(shown);
});

test("a long name is cut before its ending, and never through a character", () => {
  const name = cleanFileName(`${"x".repeat(300)}.pdf`);
  expect(name).toHaveLength(FILE_NAME_MAX);
  expect(name.endsWith("x.pdf")).toBe(true);
  const emoji = cleanFileName(`x${"😀".repeat(200)}.pdf`);
  expect(emoji.isWellFormed()).toBe(true);
  expect(emoji.endsWith(".pdf")).toBe(true);
});

test("the ending is what follows the last dot, if that looks like one", () => {
  expect(["a.PDF", "a.b.c.zip", "a", ".png", "a.", "a.this-is-none", "a.été"].map(extensionOf)).toEqual([
    "pdf",
    "zip",
    "",
    "",
    "",
    "",
    "",
  ]);
  expect(withExtension("photo.png", "jpg")).toBe("photo.jpg");
  expect(withExtension("photo", "jpg")).toBe("photo.jpg");
  expect(withExtension("photo.jpg", "jpg")).toBe("photo.jpg");
  expect(withExtension("photo.jpg", "")).toBe("photo.jpg");
});

describe("the header of a download", () => {
  test("has the name for old readers and for new ones", () => {
    expect(contentDisposition("attachment", "Отчёт 1.pdf")).toBe(
      `attachment; filename="_ 1.pdf"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%201.pdf`,
    );
    expect(contentDisposition("inline", "café.png")).toBe(
      `inline; filename="cafe_.png"; filename*=UTF-8''caf%C3%A9.png`,
    );
  });

  test.each(['"\r\nX: 1', 'a"; filename=evil.exe', "back\\slash", "100%", "it's (1)*.txt", "a;b,c.txt", "\u0000"])(
    "stays one header with one name for %j",
    (name) => {
      const value = contentDisposition("attachment", name);
      expect(value).toMatch(/^attachment; filename="[^"\\%;\r\n]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/);
      expect(new Headers({ "content-disposition": value }).get("content-disposition")).toBe(value);
      expect(decodeURIComponent(value.split("UTF-8''")[1] ?? "")).toBe(name);
    },
  );
});
