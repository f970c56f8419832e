import { describe, expect, test } from "vitest";
import { cpuMsOf } from "@/tests/support/cpu-time";
import { nameAtCaret, namedIds, noteParts } from "./rules";

const namesIn = (text: string, names: string[]) =>
  noteParts(text, names)
    .filter(({ isName }) => isName)
    .map((part) => part.text);

describe("names in a note", () => {
  test("are found with their spaces, the longest first, and the parts joined are the text", () => {
    const names = ["Anna", "Anna Petrova", "Борис"];
    const text = "@Anna Petrova, ask @Борис or (@Anna).";
    expect(namesIn(text, names)).toEqual(["@Anna Petrova", "@Борис", "@Anna"]);
    expect(
      noteParts(text, names)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });

  test.each(["mail anna@Anna.example", "@Annabel", "@Anna2", "@ Anna", "Anna", "@anna", ""])(
    "are not in %j",
    (text) => {
      expect(noteParts(text, ["Anna", ""])).toEqual([{ text, isName: false }]);
    },
  );

  test("stay text whatever is in them", () => {
    const name = "$& (.*)+[x]";
    expect(namesIn(`see @${name}!`, [name])).toEqual([`@${name}`]);
  });

  test("take time in proportion to the text", () => {
    expect(cpuMsOf(() => noteParts("@".repeat(4000), ["@@@@a", "Anna"]))).toBeLessThan(2000);
  });

  test("mean everybody who is called so, and nobody who is only offered", () => {
    const people = [
      { id: "1", name: "Anna" },
      { id: "2", name: "Anna" },
      { id: "3", name: "Boris" },
    ];
    expect(namedIds("ask @Anna", people)).toEqual(["1", "2"]);
    expect(namedIds("ask Anna", people)).toEqual([]);
  });
});

describe("the name at the caret", () => {
  test.each([
    ["@", 1, { from: 0, query: "" }],
    ["see @An", 7, { from: 4, query: "An" }],
    ["see @Anna Pe and", 12, { from: 4, query: "Anna Pe" }],
    ["(@а", 3, { from: 1, query: "а" }],
  ])("in %j at %d", (text, caret, expected) => {
    expect(nameAtCaret(text, caret)).toEqual(expected);
  });

  test.each([
    ["anna@example", 12],
    ["@Anna\nso", 8],
    ["@ Anna", 6],
    ["@Anna  x", 8],
    [`@${"a".repeat(41)}`, 42],
    ["no name", 7],
    ["@Anna", 0],
  ])("is none in %j at %d", (text, caret) => {
    expect(nameAtCaret(text, caret)).toBeNull();
  });
});
