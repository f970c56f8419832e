import { describe, expect, test } from "vitest";
import { type ParsedQuery, parseDay, parseQuery, QUERY_MAX, TERMS_MAX } from "./rules";

const nothing: ParsedQuery = {
  terms: [],
  excluded: [],
  departments: [],
  tags: [],
  from: null,
  before: null,
  after: null,
  isSpam: false,
};
const whole = (...texts: string[]) => texts.map((text) => ({ text, isPrefix: false }));

describe("what is typed into the search", () => {
  test("is words that must all be there, of which only the last may be unfinished", () => {
    expect(parseQuery("возврат зак")).toEqual({
      ...nothing,
      terms: [...whole("возврат"), { text: "зак", isPrefix: true }],
    });
  });

  test("ends with a blank once the last word is whole", () => {
    expect(parseQuery("заказ ")).toEqual({ ...nothing, terms: whole("заказ") });
  });

  test.each(["a", "заказ я", "50%", "(a+)+$"])("is never taken for the beginning of half of all words: %s", (typed) => {
    expect(parseQuery(typed)).toMatchObject({ terms: typed.split(" ").map((text) => ({ text, isPrefix: false })) });
  });

  test.each(['"не работает"', "«не работает»", "“не работает”", '"не работает'])("has phrases: %s", (typed) => {
    expect(parseQuery(typed)).toEqual({ ...nothing, terms: whole("не работает") });
  });

  test("has words and phrases that must not be there", () => {
    expect(parseQuery('заказ -возврат -"без чека" ')).toEqual({
      ...nothing,
      terms: whole("заказ"),
      excluded: ["возврат", "без чека"],
    });
  });

  test("has filters in both languages", () => {
    const english = parseQuery('refund department:"Pre Sales" from:anna tag:vip after:2026-11-01 before:2026-12 ');
    expect(english).toEqual({
      terms: whole("refund"),
      excluded: [],
      departments: ["Pre Sales"],
      tags: ["vip"],
      from: { name: "anna" },
      after: "2026-11-01",
      before: "2026-12-01",
      isSpam: false,
    });
    expect(parseQuery('refund отдел:"Pre Sales" От:anna Тег:vip после:01.11.2026 до:2026-12 ')).toEqual(english);
  });

  test.each([
    ["from:visitor", "visitor"],
    ["от:Оператор", "operator"],
    ["от:я", "me"],
  ])("%s names a side", (typed, side) => {
    expect(parseQuery(typed)).toEqual({ ...nothing, from: { side } });
  });

  test.each(["is:spam", "Is:Spam", "это:спам", 'is:"spam"'])("%s asks for what is marked as spam", (typed) => {
    expect(parseQuery(typed)).toEqual({ ...nothing, isSpam: true });
  });

  test.each([
    "https://shop.example/?id=5",
    "10:30",
    "%_\\",
    "O'Brien",
    "sort:id;drop",
    "это:",
    "is:open",
    "::",
    "-",
    "a\\b",
  ])("is literal otherwise: %s", (typed) => expect(parseQuery(`${typed} `)).toMatchObject({ terms: whole(typed) }));

  test.each([
    ["", "blank"],
    [" \t ", "blank"],
    ['"" -', null],
    ["-возврат", "onlyExcluded"],
    ["from:", "filterEmpty"],
    ["заказ от: анна", "filterEmpty"],
    ['department:""', "filterEmpty"],
    ["before:yesterday", "filterDate"],
    ["after:2026-02-30", "filterDate"],
    ["x".repeat(QUERY_MAX + 1), "tooLong"],
    ["x ".repeat(TERMS_MAX + 1), "tooManyTerms"],
    ["x".repeat(QUERY_MAX), null],
    ["x ".repeat(TERMS_MAX), null],
  ])("%j has the problem %s", (typed, problem) => {
    const parsed = parseQuery(typed);
    expect("problem" in parsed ? parsed.problem : null).toBe(problem);
  });
});

describe("a day", () => {
  test.each([
    ["2026-11-30", "2026-11-30"],
    ["30.11.2026", "2026-11-30"],
    ["1.2.2026", "2026-02-01"],
    ["2026-2", "2026-02-01"],
    ["2026", "2026-01-01"],
    ["2024-02-29", "2024-02-29"],
  ])("%s is %s", (typed, day) => expect(parseDay(typed)).toBe(day));

  test.each(["2026-13", "2025-02-29", "31.04.2026", "0001", "1969-12-31", "26-11-30", "2026-", "x", ""])(
    "%s is none",
    (typed) => expect(parseDay(typed)).toBeNull(),
  );
});
