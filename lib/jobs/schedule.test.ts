import { expect, test } from "vitest";
import type { Database } from "@/db/types";
import type { Door } from "@/lib/context";
import type { Job } from "@/lib/jobs/job";
import { startSchedule } from "@/lib/jobs/schedule";

const door: Door = { db: {} as Database, publish: async () => undefined };

/** Jobs that only note when they are asked whether they are needed. */
function askedJobs(count: number) {
  const asked: number[] = [];
  const list = Array.from(
    { length: count },
    (_, index): Job => ({
      name: `asked ${index}`,
      everySeconds: 60,
      leaseSeconds: null,
      isNeeded: async () => {
        asked.push(performance.now());
        return false;
      },
      run: async () => ({}),
    }),
  );
  return { asked, list };
}

test("jobs of the same second are not asked in the same moment, and each is asked", async () => {
  const { asked, list } = askedJobs(4);
  const schedule = startSchedule(door, list);
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(4);
  await schedule.stop();
  const pauses = asked.slice(1).map((at, index) => at - (asked[index] ?? at));
  // A timer may be late, and then the next pause is shorter; together they are what was meant.
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(400);
});

test("a schedule that is stopped asks nothing more, also of jobs whose turn has not come", async () => {
  const { asked, list } = askedJobs(4);
  const schedule = startSchedule(door, list);
  await expect.poll(() => asked.length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0);
  await schedule.stop();
  const count = asked.length;
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(asked.length).toBe(count);
});
