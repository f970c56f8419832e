import { expect, test } from "vitest";
import { type PaletteEntry, paletteMatches, parseRecent, withRecent } from "./rules";

const entry = (id: string, label: string, more = ""): PaletteEntry => ({ id, kind: "command", label, more });
const ENTRIES = [entry("a", "Close the chat"), entry("b", "Go to the queue"), entry("c", "Refund", "close it")];
const ids = (query: string, recent: string[] = []) => paletteMatches(query, ENTRIES, recent).map(({ id }) => id);

test("with nothing typed everything is there, and what was used last comes first", () => {
  expect(ids("")).toEqual(["a", "b", "c"]);
  expect(ids("", ["c", "gone", "b"])).toEqual(["c", "b", "a"]);
});

test("what is typed finds labels first, then what else belongs to an entry, however it was used before", () => {
  expect(ids("close", ["c"])).toEqual(["a", "c"]);
  expect(ids("nothing of it")).toEqual([]);
});

test("the last eight are remembered, each once, and what cannot be read is nothing", () => {
  expect(withRecent(["a", "b"], "b")).toEqual(["b", "a"]);
  expect(withRecent("abcdefgh".split(""), "x")).toHaveLength(8);
  expect(parseRecent('["a",1]')).toEqual(["a"]);
  for (const text of [null, "", "{}", "["]) expect(parseRecent(text)).toEqual([]);
});
