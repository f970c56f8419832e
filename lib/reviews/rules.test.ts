import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POINTS, type Points, scoreOf } from "./rules";

const point = fc.record({
  weight: fc.integer({ min: 1, max: 10 }),
  points: fc.option(fc.constantFrom<Points[]>(...POINTS), { nil: null }),
});

describe("a score", () => {
  test.each([
    [[{ weight: 1, points: 5 }], 100],
    [[{ weight: 3, points: 1 }], 0],
    [[{ weight: 1, points: 3 }], 50],
    [
      [
        { weight: 3, points: 5 },
        { weight: 1, points: 1 },
      ],
      75,
    ],
    [
      [
        { weight: 1, points: 5 },
        { weight: 9, points: null },
      ],
      100,
    ],
    [[{ weight: 1, points: null }], null],
    [[], null],
  ] as const)("of %j is %s", (points, score) => {
    expect(scoreOf(points)).toBe(score);
  });

  test("is between the worst and the best of what was judged, whatever the weights", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (points) => {
        const given = points.flatMap(({ points: one }) => (one === null ? [] : [(one - 1) * 25]));
        const score = scoreOf(points);
        if (given.length === 0) {
          expect(score).toBeNull();
          return;
        }
        expect(score).toBeGreaterThanOrEqual(Math.min(...given));
        expect(score).toBeLessThanOrEqual(Math.max(...given));
      }),
    );
  });

  test("never falls when a point rises", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (points) => {
        const [first, ...rest] = points;
        if (!first || first.points === null || first.points === 5) return;
        const better = [{ ...first, points: (first.points + 1) as Points }, ...rest];
        expect(scoreOf(better) ?? 0).toBeGreaterThanOrEqual(scoreOf(points) ?? 0);
      }),
    );
  });
});
