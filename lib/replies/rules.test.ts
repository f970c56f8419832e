import { describe, expect, test } from "vitest";
import { fillReply, openVariables, slashAtCaret } from "./rules";

describe("a reply", () => {
  const values = { "visitor.name": "Vera", "company.name": "Tom's", "visitor.email": " ", "page.url": null };

  test("is filled in, each variable as often as it stands there", () => {
    expect(fillReply("Hi {visitor.name}, {visitor.name}! {company.name}", values)).toBe("Hi Vera, Vera! Tom's");
  });

  test("keeps what is unknown or empty as it is written, so that it is seen", () => {
    const filled = fillReply("{visitor.email} {page.url} {page.title} {visitor.nmae} {Visitor.Name}", values);
    expect(filled).toBe("{visitor.email} {page.url} {page.title} {visitor.nmae} {Visitor.Name}");
    expect(openVariables(`${filled} {page.url}`)).toEqual([
      "{visitor.email}",
      "{page.url}",
      "{page.title}",
      "{visitor.nmae}",
      "{Visitor.Name}",
    ]);
  });

  test("takes what visitors are called as text, whatever it looks like", () => {
    for (const name of [
      "{operator.name}",
      "$&",
      "$1",
      "{{constructor.constructor('alert(1)')()}}",
      "\\",
      "$\x7b7*7}",
    ]) {
      expect(fillReply("{visitor.name} {operator.name}", { "visitor.name": name, "operator.name": "Anna" })).toBe(
        `${name} Anna`,
      );
    }
  });

  test("has no variable in braces of another form", () => {
    expect(openVariables("{} {name} {a.b.c} { visitor.name } {{x}} $\x7b7*7}")).toEqual([]);
  });
});

describe("a slash at the caret", () => {
  test.each([
    ["/", 1, { from: 0, query: "" }],
    ["Hello /ref", 10, { from: 6, query: "ref" }],
    ["a\n/refund pol and", 14, { from: 2, query: "refund pol".slice(0, 11) }],
    ["(/x", 3, { from: 1, query: "x" }],
  ])("opens the list in %j at %d", (text, caret, expected) => {
    const found = slashAtCaret(text, caret);
    expect(found?.from).toBe(expected.from);
    expect(text.slice(expected.from + 1, caret)).toBe(found?.query);
  });

  test.each([
    ["and/or", 6],
    ["https://x", 9],
    ["/usr/bin", 8],
    ["/ x", 3],
    ["/x\ny", 4],
    ["/ref", 0],
    [`/${"x".repeat(41)}`, 42],
  ])("is only a slash in %j at %d", (text, caret) => {
    expect(slashAtCaret(text, caret)).toBeNull();
  });
});
