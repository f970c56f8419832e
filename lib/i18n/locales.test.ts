import { describe, expect, test } from "vitest";
import { directionOf, isTimeZone, pickLocale } from "./locales";

describe("pickLocale", () => {
  test("the choice in this browser beats the stored one, which beats the header", () => {
    expect(pickLocale({ cookie: "ru", stored: "en", acceptLanguage: "en" })).toBe("ru");
    expect(pickLocale({ cookie: null, stored: "ru", acceptLanguage: "en" })).toBe("ru");
    expect(pickLocale({ acceptLanguage: "ru" })).toBe("ru");
    expect(pickLocale({})).toBe("en");
  });

  test("a choice that is not offered is passed over", () => {
    expect(pickLocale({ cookie: "xx", stored: "tlh", acceptLanguage: "ru-RU" })).toBe("ru");
    expect(pickLocale({ cookie: "../../etc" })).toBe("en");
    expect(pickLocale({ cookie: "__proto__", stored: "constructor" })).toBe("en");
  });

  test("the header's weights decide, and its order among equals", () => {
    expect(pickLocale({ acceptLanguage: "en;q=0.4, ru;q=0.8" })).toBe("ru");
    expect(pickLocale({ acceptLanguage: "de-DE, de;q=0.9, ru;q=0.2" })).toBe("ru");
    expect(pickLocale({ acceptLanguage: "ru;q=0.8, en;q=0.8" })).toBe("ru");
    expect(pickLocale({ acceptLanguage: "RU-ru" })).toBe("ru");
  });

  test("a language with weight 0 is refused, the smallest weight above is enough", () => {
    expect(pickLocale({ acceptLanguage: "ru;q=0" })).toBe("en");
    expect(pickLocale({ acceptLanguage: "ru;q=0.001" })).toBe("ru");
  });

  test.each([
    "../../etc",
    "xx-XX;q=9",
    "ru;q=9",
    "ru;q=-1",
    "ru;q=NaN",
    "ru;q=1.001",
    "*",
    ",,,;;;",
    "\u0000",
    "ru\u0000",
    "ruru",
    "r".repeat(5000),
    `${"xx,".repeat(2000)}ru`,
  ])("garbage in the header gives the default: %#", (acceptLanguage) => {
    expect(pickLocale({ acceptLanguage })).toBe("en");
  });

  test("a header of 500 characters is read, one more is not", () => {
    const header = (length: number) => "ru".padEnd(length, ",");
    expect(pickLocale({ acceptLanguage: header(500) })).toBe("ru");
    expect(pickLocale({ acceptLanguage: header(501) })).toBe("en");
  });
});

test("right-to-left languages are known, also with a region", () => {
  expect(directionOf("ar-EG")).toBe("rtl");
  expect(directionOf("he")).toBe("rtl");
  expect(directionOf("ru")).toBe("ltr");
});

test("only names of time zones pass as time zones", () => {
  expect(isTimeZone("Europe/Berlin")).toBe(true);
  expect(isTimeZone("UTC")).toBe(true);
  for (const bad of ["Mars/Base", "", "../etc", "a".repeat(5000), 3, null, undefined])
    expect(isTimeZone(bad)).toBe(false);
});
