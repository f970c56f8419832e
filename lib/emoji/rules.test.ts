import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LOCALES, WIDGET_LOCALES } from "@/lib/i18n/locales";
import { EMOJI, EMOJI_COLUMNS, emojiAfter, emojiNames } from "./rules";

const read = (locale: string, file: string) => JSON.parse(readFileSync(`messages/${locale}/${file}.json`, "utf8"));

test.each([
  ...WIDGET_LOCALES.map((locale) => [locale, read(locale, "widget-emoji").emojiNames]),
  ...LOCALES.map((locale) => [`${locale} (inbox)`, read(locale, "inbox").composer.emojiNames]),
])("every emoji has a name of its own in %s", (_, text) => {
  const names = emojiNames(text);
  expect(names).toHaveLength(EMOJI.length);
  expect(new Set(names).size).toBe(EMOJI.length);
  for (const name of names) expect(name.trim()).toBe(name);
});

test("there are few enough to see at once, in full rows, none twice", () => {
  expect(EMOJI.length).toBeLessThanOrEqual(60);
  expect(EMOJI.length % EMOJI_COLUMNS).toBe(0);
  expect(new Set(EMOJI).size).toBe(EMOJI.length);
});

test.each([
  [0, "ArrowRight", false, 1],
  [0, "ArrowRight", true, null],
  [3, "ArrowRight", true, 2],
  [3, "ArrowLeft", false, 2],
  [3, "ArrowLeft", true, 4],
  [0, "ArrowLeft", false, null],
  [3, "ArrowDown", false, 3 + EMOJI_COLUMNS],
  [3, "ArrowUp", false, null],
  [9, "ArrowUp", true, 9 - EMOJI_COLUMNS],
  [9, "Home", false, 0],
  [9, "End", false, EMOJI.length - 1],
  [EMOJI.length - 1, "ArrowDown", false, null],
  [9, "a", false, null],
])("from the emoji %d %s (right to left: %j) leads to %j", (from, key, isRtl, to) => {
  expect(emojiAfter(from, key, isRtl)).toBe(to);
});
