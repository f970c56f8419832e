import { expect, test } from "vitest";
import { icuArguments } from "./icu-arguments";

const namesOf = (message: string) => icuArguments(message).map(({ name, kind }) => (kind ? `${name}:${kind}` : name));

test.each([
  ["No arguments, not even in 'quotes'", []],
  ["Hello {name}, {count} new", ["count", "name"]],
  ["{count, plural, one {# message} other {# messages}}", ["count:plural"]],
  ["{color, select, white {White} other {Black}} text", ["color:select"]],
  [
    "{n, plural, one {{name} has one} other {{name} has # of <b>{total, number}</b>}}",
    ["b:tag", "n:plural", "name", "total:number"],
  ],
  ["It''s '{literal}' for {who}", ["who"]],
  ["{at, date, ::yMMMd} and {at, date, ::yMMMd}", ["at:date"]],
])("%j takes %j", (message, names) => {
  expect(namesOf(message)).toEqual(names);
});
