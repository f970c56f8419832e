import { describe, expect, test } from "vitest";
import { fold, markIn, rangesOf, snippetOf } from "./snippets";

const shown = (parts: readonly { text: string; isMatch: boolean }[]) =>
  parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");

describe("a snippet", () => {
  test("is the whole of a short text, with everything marked", () => {
    const text = "Где мой заказ?\nЗаказ 5";
    expect(shown(snippetOf(text, rangesOf("где мой <заказ>?\n<заказ> 5", text, ["<", ">"]) ?? []))).toBe(
      "Где мой [заказ]? [Заказ] 5",
    );
  });

  test("of a long text is cut at words around the first match", () => {
    const text = `${"before ".repeat(30)}match ${"after ".repeat(60)}`;
    const parts = snippetOf(text, [[210, 215]]);
    expect(shown(parts)).toMatch(/^… (before ){6,7}\[match\]( after)+ …$/);
    expect(shown(parts).length).toBeLessThan(200);
  });

  test("never cuts a character in halves", () => {
    const text = `${"😀".repeat(60)}x${"😀".repeat(200)}`;
    expect(snippetOf(text, [[120, 121]]).every((part) => part.text.isWellFormed())).toBe(true);
  });

  test("of a text in which nothing is marked is its beginning", () => {
    expect(shown(snippetOf("one two", []))).toBe("one two");
  });
});

test("marks that belong to another text mark nothing", () => {
  expect(rangesOf("a <b> c", "a b c d", ["<", ">"])).toBeNull();
});

test("folding keeps the number of characters, whatever the language", () => {
  for (const text of ["ИВАНОВ Ёлка", "İstanbul ÄÖ ß", "😀 ΑΣ"]) expect(fold(text)).toHaveLength(text.length);
  expect(fold("Фёдор İvan")).toBe("федор ivan");
});

test("a name is marked wherever a term stands, overlapping ones as one", () => {
  expect(shown(markIn("Анна Ивановна", ["ан", "нна", "иван"]))).toBe("[Анна] [Иван]овна");
  expect(shown(markIn("<b>Anna</b>", ["b"]))).toBe("<[b]>Anna</[b]>");
  expect(markIn("", ["x"])).toEqual([]);
});
