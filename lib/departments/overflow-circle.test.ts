import { expect, test } from "vitest";
import { closesCircle } from "./overflow-circle";

const links = (...pairs: [string, string | null][]) => new Map(pairs);

test("an overflow to itself is a circle", () => {
  expect(closesCircle(links(["a", null]), "a", "a")).toBe(true);
});

test("a way back over one or several others is a circle", () => {
  expect(closesCircle(links(["b", "a"]), "a", "b")).toBe(true);
  expect(closesCircle(links(["b", "c"], ["c", "d"], ["d", "a"]), "a", "b")).toBe(true);
});

test("a chain that ends is none, however long", () => {
  expect(closesCircle(links(["b", "c"], ["c", "d"], ["d", null]), "a", "b")).toBe(false);
  expect(closesCircle(links(), "a", "b")).toBe(false);
});

test("what the department leads to now is not looked at: it is what changes", () => {
  expect(closesCircle(links(["a", "b"], ["c", null]), "a", "c")).toBe(false);
});

test("a circle of others is none of ours, and does not keep the check from ending", () => {
  expect(closesCircle(links(["b", "c"], ["c", "b"]), "a", "b")).toBe(false);
});
