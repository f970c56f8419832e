import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateSeconds, isOverdue, toEstimate, trimmedMean } from "./estimate";

const seconds = fc.double({ min: 0, max: 40 * 60, noNaN: true });
const upper = (one: ReturnType<typeof toEstimate>) => one.toMinutes ?? Number.POSITIVE_INFINITY;

test("the range that is told holds the expected wait, and has whole numbers that differ", () => {
  fc.assert(
    fc.property(seconds, (wait) => {
      const told = toEstimate(wait);
      expect(told.fromMinutes * 60).toBeLessThanOrEqual(wait);
      expect(upper(told) * 60).toBeGreaterThanOrEqual(wait);
      expect(upper(told)).toBeGreaterThan(told.fromMinutes);
      expect(Number.isInteger(told.fromMinutes)).toBe(true);
      if (told.toMinutes !== null) expect(Number.isInteger(told.toMinutes)).toBe(true);
    }),
  );
});

test("a longer wait is never told as a shorter one", () => {
  fc.assert(
    fc.property(seconds, seconds, (one, other) => {
      const [less, more] = [toEstimate(Math.min(one, other)), toEstimate(Math.max(one, other))];
      expect(more.fromMinutes).toBeGreaterThanOrEqual(less.fromMinutes);
      expect(upper(more)).toBeGreaterThanOrEqual(upper(less));
    }),
  );
});

test("a place ahead waits no longer than the next one, and more slots make nobody wait longer", () => {
  const slots = fc.double({ min: 0.01, max: 50, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(36_000), slots, slots, (place, occupancy, one, other) => {
      const wait = estimateSeconds(place, occupancy, one) ?? Number.NaN;
      expect(estimateSeconds(place + 1, occupancy, one)).toBeGreaterThanOrEqual(wait);
      expect(estimateSeconds(place, occupancy, one + other)).toBeLessThanOrEqual(wait);
    }),
  );
});

test("who waits no longer than was told is never told that it takes longer, and lateness does not pass", () => {
  fc.assert(
    fc.property(seconds, seconds, seconds, (promised, waited, longer) => {
      if (waited <= promised) expect(isOverdue(waited, promised)).toBe(false);
      if (isOverdue(waited, promised)) expect(isOverdue(waited + longer, promised)).toBe(true);
    }),
  );
});

test("the trimmed mean lies between the smallest and the largest leg, and any order gives the same", () => {
  const legs = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 10, maxLength: 50 });
  fc.assert(
    fc.property(legs, fc.nat(49), (all, at) => {
      const mean = trimmedMean(all) ?? Number.NaN;
      expect(mean).toBeGreaterThanOrEqual(Math.min(...all));
      expect(mean).toBeLessThanOrEqual(Math.max(...all));
      const turned = [...all.slice(at % all.length), ...all.slice(0, at % all.length)];
      expect(trimmedMean(turned)).toBeCloseTo(mean, 6);
    }),
  );
});

test("no single leg of any length moves the trimmed mean beyond the others", () => {
  const legs = fc.array(fc.integer({ min: 0, max: 3600 }), { minLength: 9, maxLength: 49 });
  fc.assert(
    fc.property(legs, fc.integer({ min: 0, max: 10_000_000 }), (all, forgotten) => {
      expect(trimmedMean([...all, forgotten])).toBeLessThanOrEqual(Math.max(...all));
    }),
  );
});
