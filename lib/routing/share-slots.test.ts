import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SlotHolder, shareSlots } from "./share-slots";

const holder = (slots: number, ...departmentIds: string[]): SlotHolder => ({ departmentIds, slots });

describe("the slots of people who work for several departments", () => {
  test("go to where chats wait, and in proportion to what waits there", () => {
    const shares = shareSlots(
      [holder(4, "a", "b", "idle")],
      new Map([
        ["a", 3],
        ["b", 1],
      ]),
    );
    expect(Object.fromEntries(shares)).toEqual({ a: 3, b: 1 });
  });

  test("make queues that share people equally long: who has people of their own gets less of the shared ones", () => {
    const shares = shareSlots(
      [holder(8, "a", "b"), holder(3, "a")],
      new Map([
        ["a", 3],
        ["b", 1],
      ]),
    );
    expect(shares.get("a")).toBeCloseTo(8.25, 1);
    expect(shares.get("b")).toBeCloseTo(2.75, 1);
  });

  test("reach over others to departments that share nobody with each other", () => {
    const shares = shareSlots(
      [holder(6, "a", "b"), holder(6, "b", "c")],
      new Map([
        ["a", 1],
        ["b", 1],
        ["c", 1],
      ]),
    );
    for (const id of ["a", "b", "c"]) expect(shares.get(id)).toBeCloseTo(4, 1);
  });

  test("are none where nobody is there, whatever waits", () => {
    expect(shareSlots([], new Map([["a", 5]])).get("a")).toBeUndefined();
    expect(shareSlots([holder(2, "b")], new Map([["a", 5]])).size).toBe(0);
  });

  test("are neither more nor fewer than people have, and nobody's go where they do not work", () => {
    const id = fc.constantFrom<string>("a", "b", "c", "d", "e");
    const people = fc.array(
      fc.record({ departmentIds: fc.uniqueArray(id, { minLength: 1 }), slots: fc.integer({ min: 0, max: 20 }) }),
      { maxLength: 12 },
    );
    const work = fc.dictionary(id, fc.integer({ min: 1, max: 100_000 }));
    fc.assert(
      fc.property(people, work, (all, waiting) => {
        const shares = shareSlots(all, new Map(Object.entries(waiting)));
        const able = all.filter(({ departmentIds }) => departmentIds.some((one) => one in waiting));
        const total = able.reduce((sum, { slots }) => sum + slots, 0);
        expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(total, 6);
        for (const [department, share] of shares) {
          const most = able.filter(({ departmentIds }) => departmentIds.includes(department));
          expect(share).toBeLessThanOrEqual(most.reduce((sum, { slots }) => sum + slots, 0) + 1e-9);
          expect(share).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
