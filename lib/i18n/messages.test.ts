import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { ERROR_STATUS } from "../errors";
import { icuArguments } from "./icu-arguments";
import { isLocale, LOCALES, type Locale, WIDGET_LOCALES, type WidgetLocale } from "./locales";
import { loadMessages } from "./messages";

type Texts = Map<string, string>;

const FOLDER = "messages";
const areasOf = (locale: string) =>
  readdirSync(join(FOLDER, locale))
    .filter((file) => file.endsWith(".json"))
    .sort();

/** What visitors read is in all languages of the widget, the rest in those of the pages. */
const isForVisitors = (file: string) => /^(widget|visitor|transcript|channel)\b/.test(file);
const localesOf = (file: string): readonly WidgetLocale[] => (isForVisitors(file) ? WIDGET_LOCALES : LOCALES);

const PLURALS = ["zero", "one", "two", "few", "many", "other"];

/** The widget carries no ICU: its plurals are groups by the categories of `Intl.PluralRules`, which differ by language. */
const isPlural = (value: object): value is Record<string, string> => {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => PLURALS.includes(key));
};

/** Every plural category of this language (CLDR); French, Spanish and Portuguese have one for millions. */
const categoriesOf = (locale: string) => [...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort();

/** All texts of a file by dotted key; the forms of a plural count as one text. */
function textsOf(locale: string, file: string): Texts {
  const texts: Texts = new Map();
  const walk = (value: unknown, path: string) => {
    if (typeof value === "string") texts.set(path, value);
    else if (typeof value === "object" && value !== null && isPlural(value)) {
      expect({ locale, path, forms: Object.keys(value).sort() }).toEqual({ locale, path, forms: categoriesOf(locale) });
      texts.set(path, Object.values(value).join("\n"));
    } else if (typeof value === "object" && value !== null && !Array.isArray(value))
      for (const [key, child] of Object.entries(value)) walk(child, path === "" ? key : `${path}.${key}`);
    else throw new Error(`${locale}/${file}: ${path} is neither a text nor a group of texts`);
  };
  walk(JSON.parse(readFileSync(join(FOLDER, locale, file), "utf8")), "");
  return texts;
}

/** Names and kinds to compare; one language may need a plural where another just prints the number. */
const argumentsOf = (text: string) => [
  ...new Set(icuArguments(text).map(({ name, kind }) => `${name}: ${NUMERIC.includes(kind) ? "value" : kind}`)),
];
const NUMERIC = ["", "number", "plural", "selectordinal"];

/** A value that formats as an argument of this kind. */
function sampleOf(kind: string): unknown {
  if (kind === "tag") return (chunks: string) => chunks;
  if (kind === "date" || kind === "time") return new Date(0);
  return kind === "select" ? "other" : 3;
}

test("every language has the same areas", () => {
  for (const locale of WIDGET_LOCALES)
    expect(areasOf(locale)).toEqual(areasOf("en").filter((file) => isLocale(locale) || isForVisitors(file)));
});

describe.each(areasOf("en"))("%s", (file) => {
  const english = textsOf("en", file);

  test.each(localesOf(file))("%s has the same keys as English, none empty", (locale) => {
    const texts = textsOf(locale, file);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...texts].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
  });

  test.each(localesOf(file))("%s takes the same arguments as English", (locale) => {
    for (const [key, text] of textsOf(locale, file))
      expect({ key, arguments: argumentsOf(text) }).toEqual({ key, arguments: argumentsOf(english.get(key) ?? "") });
  });

  test.each(localesOf(file))("%s can be formatted: no broken ICU syntax", (locale) => {
    const broken: string[] = [];
    for (const [key, text] of textsOf(locale, file)) {
      const values: Record<string, unknown> = {};
      for (const argument of icuArguments(text)) values[argument.name] = sampleOf(argument.kind);
      const t = createTranslator<Record<string, string>>({
        // The library's type knows the pages' languages only.
        locale: locale as Locale,
        messages: { text },
        timeZone: "UTC",
        onError: (error) => broken.push(`${key}: ${error.message}`),
      });
      t.markup("text", values as Parameters<typeof t.markup>[1]);
    }
    expect(broken).toEqual([]);
  });
});

describe("errors", () => {
  test.each(LOCALES)("in %s every code of a refusal has a text", (locale) => {
    expect(Object.keys(loadMessages(locale).errors)).toEqual(expect.arrayContaining(Object.keys(ERROR_STATUS)));
  });

  test("a limit is counted by the grammar of the language", () => {
    const russian = createTranslator({ locale: "ru", messages: loadMessages("ru"), namespace: "errors" });
    expect(russian("tooLong", { limit: 1 })).toBe("Введите не более 1 символа.");
    expect(russian("tooLong", { limit: 120 })).toBe("Введите не более 120 символов.");
    expect(russian("tooLong", { limit: -1 })).toBe("Слишком длинно. Сократите текст.");
  });
});
