import fc from "fast-check";
import { expect, test } from "vitest";
import { Reader } from "./bytes";
import { Values } from "./values";

/** As `percentile_cont` of SQL says it. */
function slowPart(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

const valuesOf = (numbers: readonly number[]) => {
  const values = new Values();
  for (const number of numbers) values.add(number);
  return values;
};

const numbers = fc.oneof(
  fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 40 }),
  // Many, of which most are alike, and a few as large as a month has milliseconds.
  fc
    .tuple(
      fc.nat({ max: 2000 }),
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.nat({ max: 2_678_400_000 }), { maxLength: 5 }),
    )
    .map(([seed, kinds, rare]) => [
      ...Array.from({ length: 3000 }, (_, i) => ((i * 7919 + seed) % 10_007) % kinds),
      ...rare,
    ]),
  fc.nat().map((seed) => Array.from({ length: 5000 }, (_, i) => (i * 2_654_435_761 + seed) % 600_000)),
);
const shares = fc.constantFrom(0, 0.1, 0.5, 0.9, 1);

test("a part of numbers is what sorting them says, before and after they were packed", () => {
  fc.assert(
    fc.property(numbers, numbers, shares, (some, others, share) => {
      const values = valuesOf(some);
      expect(values.part(share)).toBe(slowPart(some, share));
      const bytes: number[] = [];
      valuesOf(others).pack(bytes);
      values.addPacked(new Reader(Uint8Array.from(bytes), 0));
      expect(values.count).toBe(some.length + others.length);
      expect(values.part(share)).toBe(slowPart([...some, ...others], share));
    }),
    { numRuns: 60 },
  );
});

test("of no numbers there is no part", () => {
  expect(new Values().part(0.5)).toBeNull();
});
