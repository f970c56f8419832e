import { describe, expect, test } from "vitest";
import { uuidv7 } from "@/lib/ids";
import { isReachable, type Press, pressText, readPress, retryAfterSeconds, splitText } from "./rules";

describe("a text that is too long for a service", () => {
  test("is cut at the end of a line or a word, and says the same", () => {
    expect(splitText("one two three", 8)).toEqual(["one two", "three"]);
    expect(splitText("one\ntwo three", 9)).toEqual(["one\ntwo", "three"]);
    expect(splitText("", 8)).toEqual([]);
    const text = "word ".repeat(2000).trim();
    const pieces = splitText(text, 4096);
    expect(pieces.every((piece) => piece.length <= 4096)).toBe(true);
    expect(pieces.join(" ")).toBe(text);
  });

  test("is cut hard where there is no blank, and never within a character", () => {
    expect(splitText("x".repeat(4097), 4096).map((piece) => piece.length)).toEqual([4096, 1]);
    const pieces = splitText("😀".repeat(5), 3);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
    expect(pieces.join("")).toBe("😀".repeat(5));
  });
});

describe("a button", () => {
  const chatId = uuidv7();
  test.each<Press>([
    { does: "department", departmentId: chatId },
    { does: "keepOpen", chatId },
    { does: "rate", chatId, score: 5 },
    { does: "agree", version: 12 },
  ])("that $does comes back as it was, within Telegram's 64 bytes", (press) => {
    expect(Buffer.byteLength(pressText(press))).toBeLessThanOrEqual(64);
    expect(readPress(pressText(press))).toEqual(press);
  });

  test.each([
    "",
    "rate",
    `rate:${chatId}:6`,
    `rate:${chatId}:0`,
    `dep:${chatId}x`,
    `keep:${chatId}\n`,
    "dep:1",
    "agree:",
    "agree:-1",
  ])("with %j is none of ours", (text) => expect(readPress(text)).toBeNull());
});

test("an outage is over within two minutes after it has ended", () => {
  expect([1, 2, 3, 6, 7, 1000].map(retryAfterSeconds)).toEqual([2, 4, 8, 64, 120, 120]);
});

test.each([
  ["https://chat.example.com", true],
  ["http://chat.example.com", false],
  ["https://localhost:3000", false],
  ["https://10.1.2.3", false],
  ["https://172.20.0.1", false],
  ["https://172.32.0.1", true],
  ["https://foyer.internal", false],
  [null, false],
])("a service can reach %s: %s", (url, expected) => expect(isReachable(url)).toBe(expected));
