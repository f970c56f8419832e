import { describe, expect, test } from "vitest";
import { operatorsFor, shareInTime, waitProbability } from "./rules";

/** The formula as it is written down, with factorials: right by looking at it, and no good for many servers. */
function byTheBook(servers: number, load: number): number {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const last = (load ** servers / factorial(servers)) * (servers / (servers - load));
  let others = 0;
  for (let n = 0; n < servers; n++) others += load ** n / factorial(n);
  return last / (others + last);
}

describe("Erlang C", () => {
  test("is what the formula with its factorials says", () => {
    for (const [servers, load] of [
      [1, 0.5],
      [2, 1],
      [3, 2.9],
      [10, 7.5],
      [25, 20],
      [100, 92],
    ] as const) {
      expect(waitProbability(servers, load), `${servers} servers, ${load} Erlangs`).toBeCloseTo(
        byTheBook(servers, load),
        10,
      );
    }
  });

  test("of one server is its load, as for the queue M/M/1", () => {
    for (const load of [0.1, 0.5, 0.99]) expect(waitProbability(1, load)).toBeCloseTo(load, 12);
  });

  test("everybody waits where more comes than can be carried, and nobody where nothing comes", () => {
    expect(waitProbability(3, 3)).toBe(1);
    expect(waitProbability(3, 30)).toBe(1);
    expect(waitProbability(3, 0)).toBe(0);
    expect(shareInTime(3, { arrivals: 1000, handlingSeconds: 600 }, 60)).toBe(0);
  });

  test("a thousand servers are computed, too", () => {
    expect(waitProbability(1000, 950)).toBeGreaterThan(0);
    expect(waitProbability(1000, 950)).toBeLessThan(1);
  });
});

describe("operators for a goal", () => {
  const goal = { share: 0.8, withinSeconds: 60, chatsPerOperator: 3 };

  test("are the fewest that keep it", () => {
    for (const arrivals of [0.25, 1, 7, 40, 300]) {
      const demand = { arrivals, handlingSeconds: 420 };
      const { operators, share, occupancy } = operatorsFor(demand, goal);
      expect(share).toBeGreaterThanOrEqual(0.8);
      expect(occupancy).toBeLessThan(1);
      expect(shareInTime((operators - 1) * 3, demand, 60), `${arrivals} an hour`).toBeLessThan(0.8);
    }
  });

  test("are none where nothing comes, and one for a single chat in a month", () => {
    expect(operatorsFor({ arrivals: 0, handlingSeconds: 420 }, goal).operators).toBe(0);
    expect(operatorsFor({ arrivals: 1 / 720, handlingSeconds: 420 }, goal).operators).toBe(1);
  });

  test("are more for a stricter goal, and fewer where each takes more at once", () => {
    const demand = { arrivals: 60, handlingSeconds: 600 };
    const of = (more: Partial<typeof goal>) => operatorsFor(demand, { ...goal, ...more }).operators;
    expect(of({ share: 0.99 })).toBeGreaterThan(of({}));
    expect(of({ withinSeconds: 5 })).toBeGreaterThanOrEqual(of({}));
    expect(of({ chatsPerOperator: 6 })).toBeLessThan(of({}));
  });
});
