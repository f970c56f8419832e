import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lotOf, type Observation, Survival } from "./survival";

const over = (ms: number): Observation => ({ ms, happened: true });
const yet = (ms: number): Observation => ({ ms, happened: false });

describe("how long it takes", () => {
  test("is what the table of Kaplan and Meier's method says, worked out by hand", () => {
    // Of 6 it happened to one at 10: 5/6. One is lost at 20; of 4, to two at 30: 5/6 · 2/4. Of 2, to one at 50: · 1/2.
    const known = new Survival([over(10), yet(20), over(30), over(30), over(50), yet(60)]);
    expect([0, 10, 29, 30, 50, 99].map((ms) => known.shareBeyond(ms))).toEqual([
      1,
      5 / 6,
      5 / 6,
      5 / 12,
      expect.closeTo(5 / 24, 12),
      expect.closeTo(5 / 24, 12),
    ]);
  });

  test("of who is lost at the moment at which it happens to others, it is known that it did not happen by then", () => {
    expect(new Survival([yet(10), over(10)]).shareBeyond(10)).toBe(1 / 2);
  });

  test("is drawn so that the lot says which part takes longer", () => {
    const known = new Survival([over(10), over(20), over(30), over(40)]);
    expect([0, 0.25, 0.5, 0.75, 0.99].map((lot) => known.draw(lot))).toEqual([40, 30, 20, 10, 10]);
    expect([0, 0.49, 0.5, 0.99].map((lot) => known.draw(lot, 20))).toEqual([40, 40, 30, 30]);
    expect(known.draw(0.5, 40)).toBe(Number.POSITIVE_INFINITY);
    // At once is a time, too.
    expect(new Survival([over(0)]).draw(0.5)).toBe(0);
  });

  test("is never where nobody was looked at for so long", () => {
    const known = new Survival([over(10), yet(20)]);
    expect([known.draw(0.49), known.draw(0.5)]).toEqual([Number.POSITIVE_INFINITY, 10]);
    expect(new Survival([]).draw(0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  test("is always longer than what is known, and never longer for a larger lot", () => {
    const observations = fc.array(fc.record({ ms: fc.integer({ min: 0, max: 50 }), happened: fc.boolean() }));
    const lot = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(observations, lot, lot, fc.integer({ min: 0, max: 60 }), (some, one, other, beyond) => {
        const known = new Survival(some);
        expect(known.draw(one, beyond)).toBeGreaterThan(beyond);
        expect(known.draw(Math.max(one, other), beyond)).toBeLessThanOrEqual(known.draw(Math.min(one, other), beyond));
      }),
    );
  });
});

test("a lot is the same for one text, and spread evenly over many", () => {
  expect(lotOf("a chat")).toBe(lotOf("a chat"));
  const lots = Array.from({ length: 10_000 }, (_, index) => lotOf(`chat ${index}`));
  for (let tenth = 0; tenth < 10; tenth++) {
    const count = lots.filter((lot) => Math.floor(lot * 10) === tenth).length;
    expect(count).toBeGreaterThan(900);
    expect(count).toBeLessThan(1100);
  }
});
