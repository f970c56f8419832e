import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MARKED } from "./marked";
import { parseMarkup, plainText, type Run } from "./rules";

/** A short way to write what was read: `b(…)` bold, `i(…)` italic, `c(…)` code, `B(…)` a block, `a(…)` a link. */
const told = (text: string) => parseMarkup(text).map(short).join("");
function short({ text, bold, italic, code, href }: Run): string {
  let out = text;
  if (code) out = `${code === "block" ? "B" : "c"}(${out})`;
  if (href) out = `a(${out})`;
  if (italic) out = `i(${out})`;
  return bold ? `b(${out})` : out;
}
const links = (text: string) => parseMarkup(text).flatMap(({ href }) => href ?? []);

describe("markup", () => {
  test.each([
    ["**now** and *here*", "b(now) and b(here)"],
    ["really _slowly_, please", "really i(slowly), please"],
    ["*very _very_ hot*", "b(very )b(i(very))b( hot)"],
    ["(*now*) “_so_”!", "(b(now)) “i(so)”!"],
    ["run `npm i *x*` first", "run c(npm i *x*) first"],
    ["so:\n```\nlet a = **b**;\n\nb();\n```\nok?", "so:\nB(let a = **b**;\n\nb();)ok?"],
    ["```one```", "B(one)"],
    ["*жирный* и _наклонный_", "b(жирный) и i(наклонный)"],
    ["*see https://a.example/x_y_z*", "b(see )b(a(https://a.example/x_y_z))"],
    ["_https://a.example/_", "i(a(https://a.example/))"],
    ["*a* *b*", "b(a) b(b)"],
  ])("reads %j", (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  test.each([
    "snake_case_name and __init__.py",
    "_x_.txt /_x_/ _x_@a.example",
    "2*3*4 = 24, 5 * 3, f**k, *****",
    "*.ts and *.js",
    "f(*args, **kwargs)",
    "*not\nbold*, _nor\nthis_",
    "* item\n* item",
    "a * b * c, _ _, **, ** **",
    "`no\nend`",
    "` `",
    "`` and ``````",
    "``` ```",
    "``` without end `",
    "你*好*吗",
    "{{constructor.constructor('alert(1)')()}} $\u007b7*7} {operator_name}",
    '<a href="x">x</a> <b>x</b>',
  ])("leaves %j as it is", (text) => {
    expect(parseMarkup(text)).toEqual([{ text }]);
  });

  test("is loaded for no text that has nothing of it", () => {
    for (const text of ["Hello, how are you?", "a-b (c) [d] #1", ""]) expect(MARKED.test(text)).toBe(false);
    for (const text of ["*a*", "_a_", "`a`", "see HTTPS://a.example"]) expect(MARKED.test(text)).toBe(true);
  });

  test("is left out where only the text is shown", () => {
    expect(plainText("**Hi**, see `a_b` at _https://a.example/_")).toBe("Hi, see a_b at https://a.example/");
  });
});

describe("web addresses", () => {
  test.each([
    ["see https://example.com/a?b=1#c now", ["https://example.com/a?b=1#c"]],
    ["https://example.com.", ["https://example.com"]],
    ["(https://example.com/x)", ["https://example.com/x"]],
    ["https://en.wikipedia.org/wiki/Pan_(cookware)", ["https://en.wikipedia.org/wiki/Pan_(cookware)"]],
    ["(https://en.wikipedia.org/wiki/Pan_(cookware))", ["https://en.wikipedia.org/wiki/Pan_(cookware)"]],
    ["HTTP://EXAMPLE.COM, https://пример.рф!", ["HTTP://EXAMPLE.COM", "https://пример.рф"]],
    ["two: https://a.example https://b.example!", ["https://a.example", "https://b.example"]],
  ])("are found in %j", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test.each([
    "[x](javascript:1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x ftp://example.com file:///etc/passwd //example.com",
    "https:// http://",
    "jAvAsCrIpT&colon;alert(1)",
    "mailto:a@b.c",
  ])("are not made of %j", (text) => {
    expect(links(text)).toEqual([]);
  });

  test("leave markup as text around them", () => {
    expect(parseMarkup('<a href="https://example.com">x</a>')).toEqual([
      { text: '<a href="' },
      { text: "https://example.com", href: "https://example.com" },
      { text: '">x</a>' },
    ]);
  });
});

describe("hostile texts", () => {
  test.each([
    "[",
    "*",
    "* ",
    "*a ",
    "_a* ",
    "**_*",
    "`",
    "` ",
    "`\n",
    "``` ",
    "```\n",
    "`a",
    "http://",
    "https://a.example/[(",
    "https://a.example.",
    "https://a.example*`",
  ])("of %j over and over take steps in proportion to their length", (piece) => {
    const steps = (length: number) => {
      const meter = { steps: 0 };
      const text = piece.repeat(Math.ceil(length / piece.length));
      const runs = parseMarkup(text, meter);
      expect(runs.length).toBeLessThanOrEqual(text.length);
      return meter.steps;
    };
    expect(steps(10_000)).toBeLessThanOrEqual(40_000);
    expect(steps(40_000)).toBeLessThanOrEqual(4 * steps(10_000) + 1000);
  });
});

test("no character is lost but marks, and links lead to web addresses only", () => {
  const piece = fc.constantFrom(
    ..."*|**|_|`|```|\n| |.|(|)|[|]|<|a|é|http://|https://|javascript:|a.example".split("|"),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const withoutMarks = (value: string) => value.replace(/[*_`\n]/g, "");
      const joined = plainText(text);
      expect(withoutMarks(joined)).toBe(withoutMarks(text));
      expect(joined.length).toBeLessThanOrEqual(text.length);
      for (const { href } of parseMarkup(text)) if (href) expect(new URL(href).protocol).toMatch(/^https?:$/);
    }),
  );
});
