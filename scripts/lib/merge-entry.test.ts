import { expect, test } from "vitest";
import { mergeEntry } from "./merge-entry.mjs";

const file = (name: string, text: string) => ({ path: `/out/${name}`, text, contents: new TextEncoder().encode(text) });
const named = (files: { path: string; text: string }[]) =>
  Object.fromEntries(files.map(({ path, text }) => [path.slice(5), text]));

const main = file("main-1.js", 'import("./chat-1.js").then(e=>e.open());');
const code = file("code-1.js", 'import{a as r}from"./main-1.js";var n=r,o=2;export{n as a,o as b};');

test("names move to where the code is, and everybody asks for it there", () => {
  const entry = file(
    "chat-1.js",
    'import{a as t,b as e}from"./code-1.js";import"./main-1.js";export{t as open,e as close};',
  );
  expect(named(mergeEntry([main, code, entry], "chat-1.js"))).toEqual({
    "main-1.js": 'import("./code-1.js").then(e=>e.open());',
    "code-1.js": 'import{a as r}from"./main-1.js";var n=r,o=2;export{n as a,o as b,n as open,o as close};',
  });
});

test("a part that holds its own code stays as it is", () => {
  const entry = file("chat-1.js", "var t=1;export{t as open};");
  expect(mergeEntry([main, entry], "chat-1.js")).toEqual([main, entry]);
});

test("what does not fit together breaks the build instead of the widget", () => {
  const entry = file("chat-1.js", 'import{z as t}from"./code-1.js";export{t as open};');
  expect(() => mergeEntry([main, code, entry], "chat-1.js")).toThrow("hands on what");
  expect(() => mergeEntry([main], "chat-1.js")).toThrow("no chat-1.js");
});
