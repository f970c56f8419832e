import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Coalesced } from "./coalesced";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that takes `ms`, and when it began. */
function work(ms = 0) {
  const began: number[] = [];
  const start = Date.now();
  const run = async () => {
    began.push(Date.now() - start);
    await new Promise((resolve) => setTimeout(resolve, ms));
  };
  return { began, coalesced: new Coalesced(run, { everyMs: 2000, random: () => 0 }) };
}

describe("work asked for by events", () => {
  test("begins at once, and a hundred more events within two seconds are one more run", async () => {
    const { began, coalesced } = work();
    for (let i = 0; i < 101; i++) {
      coalesced.soon();
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(began).toEqual([0, 2000]);
  });

  test("asked while it runs, runs once more: what was asked for last is never left out", async () => {
    const { began, coalesced } = work(5000);
    coalesced.soon();
    await vi.advanceTimersByTimeAsync(1000);
    coalesced.soon();
    coalesced.soon();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(began).toEqual([0, 5000]);
  });

  test("by hand does not wait, and takes what waited along", async () => {
    const { began, coalesced } = work();
    coalesced.soon();
    await vi.advanceTimersByTimeAsync(100);
    coalesced.soon();
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all([coalesced.now(), vi.advanceTimersByTimeAsync(60_000)]);
    expect(began).toEqual([0, 200]);
  });

  test("does not begin any more once it is stopped", async () => {
    const { began, coalesced } = work();
    coalesced.soon();
    await vi.advanceTimersByTimeAsync(1);
    coalesced.soon();
    coalesced.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(began).toEqual([0]);
  });
});
