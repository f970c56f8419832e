import { expect, test } from "vitest";
import { inOneByte } from "./one-byte.mjs";

const run = (text: string): unknown => new Function(`return ${text}`)();

test.each([
  ["letters of a class", "'привет, мир'.replace(/[а-я]/g, 'x')", "xxxxxx, xxx"],
  ["a picture of two halves, in an expression that knows it as one", "'a😀b'.split(/[😀]/u)", ["a", "b"]],
  ["a range of such pictures", "/^[😀-😎]$/u.test('😃')", true],
  ["letters of a text", "'ü — ß'", "ü — ß"],
])("%s means the same by numbers, and needs one byte a letter", (_what, text, meant) => {
  const named = inOneByte(text);
  expect(run(text)).toEqual(meant);
  expect(run(named)).toEqual(meant);
  expect([...named].every((letter) => letter <= "\u00ff")).toBe(true);
});

test("what would mean something else breaks the build instead of the server", () => {
  expect(() => inOneByte("/\\—/")).toThrow("a backslash before");
});
