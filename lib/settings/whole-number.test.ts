import fc from "fast-check";
import { expect, test } from "vitest";
import { minutesBetween, optionalWholeNumber, wholeNumber } from "./whole-number";

const minutes = wholeNumber(minutesBetween(5, 10_080));
const refusal = (value: unknown, schema: typeof minutes | ReturnType<typeof optionalWholeNumber> = minutes) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

test("both bounds are allowed, one less and one more are not, and the error names the limit", () => {
  expect([minutes.parse("5"), minutes.parse("10080")]).toEqual([5, 10_080]);
  expect(refusal("4")).toEqual(["minutesMin:5"]);
  expect(refusal("10081")).toEqual(["minutesMax:10080"]);
  expect(refusal("0")).toEqual(["minutesMin:5"]);
  expect(refusal("-7")).toEqual(["minutesMin:5"]);
  expect(refusal("−7")).toEqual(["minutesMin:5"]);
});

test("numbers and typed numbers are the same, spaces around and a plus do no harm", () => {
  expect([7, "7", " 7 ", "+7", "007"].map((value) => minutes.parse(value))).toEqual([7, 7, 7, 7, 7]);
});

test("fractions are refused as such, however they are written", () => {
  for (const value of [5.5, "5.5", "5,5", "5.0", ".5", "6.", "1e3", "1.5e2"]) {
    expect({ value, refusal: refusal(value) }).toEqual({ value, refusal: ["wholeNumber"] });
  }
});

test("text is refused as no number, nothing as missing", () => {
  for (const value of ["ten", "5 min", "5 0", "1_000", "0x10", "٧", "--5", "5-6", null, true, [], {}, Number.NaN]) {
    expect({ value, refusal: refusal(value) }).toEqual({ value, refusal: ["number"] });
  }
  expect([refusal(""), refusal("  ")]).toEqual([["required"], ["required"]]);
});

test("huge numbers are refused by the limit", () => {
  for (const value of ["9".repeat(30), "9".repeat(400), 1e21, Number.MAX_SAFE_INTEGER]) {
    expect(refusal(value)).toEqual(["minutesMax:10080"]);
  }
  expect(refusal(Number.POSITIVE_INFINITY)).toEqual(["number"]);
});

test("bounds without a unit have the general errors", () => {
  const load = wholeNumber({ min: 0, max: 1000 });
  expect([load.parse("0"), load.parse(1000)]).toEqual([0, 1000]);
  expect([refusal("-1", load), refusal("1001", load)]).toEqual([["tooSmall:0"], ["tooLarge:1000"]]);
});

test("an optional one is null when nothing is typed, and as strict as the other one otherwise", () => {
  const optional = optionalWholeNumber(minutesBetween(5, 10_080));
  expect(["", " ", null, "5"].map((value) => optional.parse(value))).toEqual([null, null, null, 5]);
  expect([refusal("4", optional), refusal("x", optional), refusal(undefined, optional)]).toEqual([
    ["minutesMin:5"],
    ["number"],
    ["number"],
  ]);
});

test("whatever is given, the answer is a whole number within the bounds or one known error", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double(), fc.integer(), fc.anything()), (value) => {
      const result = minutes.safeParse(value);
      if (result.success) expect(Number.isInteger(result.data) && result.data >= 5 && result.data <= 10_080).toBe(true);
      else expect(result.error.issues[0]?.message).toMatch(/^(?:required|number|wholeNumber|minutes(?:Min|Max):\d+)$/);
    }),
  );
});
