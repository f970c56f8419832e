import { expect, test } from "vitest";
import { withFreshDatabase } from "@/tests/support/database";
import { simulateDay } from "./run";

/** The early hours of a day that is too busy for its people: there are queues. */
const SHORT = { chats: 400, operators: 4, departments: 2, sweepEveryMs: 60_000, untilHour: 9 };

test("a morning of a company breaks no invariant, and the same seed makes the same morning", async () => {
  const days = [];
  for (let run = 0; run < 2; run++) days.push(await withFreshDatabase((db) => simulateDay(db, { ...SHORT, seed: 7 })));
  const [one, other] = days;
  expect(Object.entries(one?.violations ?? {}).filter(([, count]) => count > 0)).toEqual([]);
  expect(one?.day.assigned).toBeGreaterThan(0);
  expect(one?.day["legs that waited"]).toBeGreaterThan(0);
  expect(other?.day).toEqual(one?.day);
  const waits = days.map(({ kept }) => kept.map(({ promised, real }) => [promised, real]));
  expect(waits[1]).toEqual(waits[0]);
}, 180_000);
