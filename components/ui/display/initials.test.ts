import { expect, test } from "vitest";
import { initialsOf } from "./initials";

test.each([
  ["Anna", "A"],
  ["anna maria berg", "AB"],
  ["Анна Каренина", "АК"],
  ["  Pre   Sales ", "PS"],
  ["«Кухня» (сайт)", "КС"],
  ["👩‍🚀 Zoe", "👩‍🚀Z"],
  ["Ölgemälde", "Ö"],
  ["\u202eevil name", "EN"],
  ["\u200b", "?"],
  ["", "?"],
  ["--- !!!", "?"],
  ["7 Eleven", "7E"],
])("%j is shortened to %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
