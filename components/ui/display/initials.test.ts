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
  ["e\u0301lan vital", "E\u0301V"],
  ["निशा", "नि"],
  ["\u1112\u1161\u11ab", "\u1112\u1161\u11ab"],
  ["1\ufe0f\u20e3 Shop", "1\ufe0f\u20e3S"],
])("%j is shortened to %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
