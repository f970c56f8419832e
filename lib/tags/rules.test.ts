import { describe, expect, test } from "vitest";
import { colorOf, lacksTag, matchTags, TAG_COLORS, tagKey } from "./rules";

test.each([
  ["Refund", "refund"],
  ["  VIP   Kunde ", "vip kunde"],
  ["ЖАЛОБА", "жалоба"],
  ["Ｆｕｌｌ", "full"],
  ["a\u0301", "á"],
])("%j has the key %j", (name, key) => expect(tagKey(name)).toBe(key));

test("a name has one colour, whatever its case, and never the gray of those that nobody chose", () => {
  expect(colorOf("Refund")).toBe(colorOf("REFUND"));
  const colors = new Set(Array.from({ length: 200 }, (_, index) => colorOf(`tag ${index}`)));
  expect(colors.size).toBe(TAG_COLORS.length - 1);
  expect(colors.has("gray")).toBe(false);
});

describe("finding a tag", () => {
  const all = ["Return", "Big refund", "Refund", "Возврат"].map((name) => ({ name }));
  const names = (query: string) => matchTags(all, query).map(({ name }) => name);
  test("takes what has every word, first what begins with it", () => {
    expect(names("ref")).toEqual(["Refund", "Big refund"]);
    expect(names("refund big")).toEqual(["Big refund"]);
    expect(names("ВОЗ")).toEqual(["Возврат"]);
    expect(names("nothing")).toEqual([]);
  });
  test("of nothing gives all, by name", () => expect(names("")).toEqual(["Big refund", "Refund", "Return", "Возврат"]));
});

test("a chat lacks a tag only where one is asked for", () => {
  expect(lacksTag({ requiresTag: true }, 0)).toBe(true);
  expect(lacksTag({ requiresTag: true }, 1)).toBe(false);
  expect(lacksTag({ requiresTag: false }, 0)).toBe(false);
});
