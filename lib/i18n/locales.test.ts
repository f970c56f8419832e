import { describe, expect, test } from "vitest";
import {
  directionOf,
  formatsOf,
  isTimeZone,
  LOCALE_NAMES,
  pickLocale,
  pickWidgetLocale,
  WIDGET_LOCALES,
  widgetLocaleOf,
} from "./locales";

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

describe("the language of a visitor", () => {
  test.each([
    ["en-GB", "en"],
    ["de-AT", "de"],
    ["de_CH", "de"],
    ["pt-BR", "pt"],
    ["PT", "pt"],
    ["fr-Latn-CA", "fr"],
    ["es-419", "es"],
    ["ar-EG", "ar"],
    ["ar-u-nu-latn", "ar"],
  ])("of a page in %s is %s", (tag, expected) => {
    expect(widgetLocaleOf(tag)).toBe(expected);
  });

  test.each(["", "nl", "deu", "arz", "fil-PH", "e", "en1", "__proto__", "../../etc", "\u0000de", "d".repeat(5000)])(
    "of a page in %j is none of ours",
    (tag) => {
      expect(widgetLocaleOf(tag)).toBeNull();
    },
  );

  test("is the page's before the browser's, and English for who reads none of the seven", () => {
    expect(pickWidgetLocale("ar-EG", "de")).toBe("ar");
    expect(pickWidgetLocale("nl", "ja, pt-BR;q=0.7, en;q=0.6")).toBe("pt");
    expect(pickWidgetLocale(null, "es-MX")).toBe("es");
    expect(pickWidgetLocale("nl", "ja")).toBe("en");
    expect(pickWidgetLocale(null, null)).toBe("en");
  });

  test.each(["../../etc", "xx-XX;q=9", "ar;q=9", "r".repeat(5000), `${"xx,".repeat(2000)}ar`, "\u0000", ",,,;;;"])(
    "is English whatever is forged in the header: %#",
    (header) => {
      expect(pickWidgetLocale(null, header)).toBe("en");
      expect(formatsOf("en", null, header)).toBe("en");
    },
  );

  test("keeps the region that page or browser name, for times and numbers alone", () => {
    expect(formatsOf("en", "en", "de, en-GB;q=0.8, en-US;q=0.5")).toBe("en-GB");
    expect(formatsOf("en", "en-US", "en-GB")).toBe("en-US");
    expect(formatsOf("pt", "pt_br", null)).toBe("pt-BR");
    expect(formatsOf("es", "es-419", null)).toBe("es-419");
    expect(formatsOf("ar", "ar-u-nu-latn", "de-DE")).toBe("ar");
  });

  test("every tag that comes out is one that Intl takes", () => {
    for (const locale of WIDGET_LOCALES)
      for (const region of ["ZZ", "zz", "001", "EG"])
        expect(() => new Intl.DateTimeFormat(formatsOf(locale, `${locale}-${region}`, null))).not.toThrow();
  });

  test("has a name of its own", () => {
    expect(WIDGET_LOCALES.map((locale) => LOCALE_NAMES[locale]).filter(Boolean)).toHaveLength(7);
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
