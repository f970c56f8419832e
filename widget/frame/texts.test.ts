import { describe, expect, test } from "vitest";
import en from "@/messages/en/widget.json";
import ru from "@/messages/ru/widget.json";
import { fill, formatTime, plural } from "./texts";

describe("texts of the widget", () => {
  test("fill their placeholders and leave unknown ones alone", () => {
    expect(fill("{operator} joined {what}", { operator: "Anna" })).toBe("Anna joined {what}");
  });

  test("do not expand what people wrote", () => {
    expect(fill("{operator} joined", { operator: "{company} $& $1 {operator}" })).toBe(
      "{company} $& $1 {operator} joined",
    );
  });

  test.each([
    ["en", en, 1, "1 character too long"],
    ["en", en, 2, "2 characters too long"],
    ["ru", ru, 1, "Лишний 1 символ"],
    ["ru", ru, 3, "Лишних 3 символа"],
    ["ru", ru, 5, "Лишних 5 символов"],
    ["ru", ru, 21, "Лишний 21 символ"],
  ])("use the plural form of %s", (locale, messages, count, expected) => {
    expect(plural(locale, messages.tooLongBy, count)).toBe(expected);
  });

  test("have the same keys and placeholders in every language", () => {
    const flat = (value: unknown, path = ""): [string, string][] =>
      typeof value === "string"
        ? [[path, [...value.matchAll(/\{\w+\}/g)].sort().join()]]
        : Object.entries(value ?? {}).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
    const withoutPlurals = ({ tooLongBy: _, ...rest }: typeof en) => flat(rest);
    expect(withoutPlurals(ru)).toEqual(withoutPlurals(en));
  });

  test("name the day only when it is another one", () => {
    const now = new Date(2026, 4, 12, 15, 0);
    expect(formatTime("en", new Date(2026, 4, 12, 14, 2).toISOString(), now)).toMatch(/^2:02/);
    expect(formatTime("en", new Date(2026, 4, 11, 14, 2).toISOString(), now)).toMatch(/May 11/);
  });
});
