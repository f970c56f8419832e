import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PacedReader, READ_AT_LATEST_MS, READ_EVERY_MS } from "./paced-reader";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function reader(takesMs = 0) {
  const reads: number[] = [];
  const paced = new PacedReader({
    read: async () => {
      reads.push(Date.now());
      if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
    },
    now: () => Date.now(),
  });
  paced.start();
  return { paced, reads };
}

test("the first hint after a quiet time is followed at once", async () => {
  const { paced, reads } = reader();
  paced.hint();
  await vi.advanceTimersByTimeAsync(0);
  expect(reads).toHaveLength(1);
});

test("a storm of hints is one read per second, and the last hint is never lost", async () => {
  const { paced, reads } = reader();
  for (let ms = 0; ms < 5500; ms += 10) {
    paced.hint();
    await vi.advanceTimersByTimeAsync(10);
  }
  const during = reads.length;
  expect(during).toBeLessThanOrEqual(6);
  await vi.advanceTimersByTimeAsync(READ_EVERY_MS);
  expect(reads.length).toBe(during + 1);
  for (const [index, at] of reads.entries()) {
    if (index > 0) expect(at - (reads[index - 1] ?? 0)).toBeGreaterThanOrEqual(READ_EVERY_MS);
  }
});

test("it never reads twice at the same time, and reads once more for what it was told meanwhile", async () => {
  const { paced, reads } = reader(4000);
  paced.hint();
  await vi.advanceTimersByTimeAsync(100);
  paced.hint();
  paced.hint();
  await vi.advanceTimersByTimeAsync(3000);
  expect(reads).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(reads).toHaveLength(2);
});

test("without any hint it reads all the same, and not after it was stopped", async () => {
  const { paced, reads } = reader();
  await vi.advanceTimersByTimeAsync(READ_AT_LATEST_MS * 2);
  expect(reads).toHaveLength(2);
  paced.stop();
  paced.hint();
  await vi.advanceTimersByTimeAsync(READ_AT_LATEST_MS * 2);
  expect(reads).toHaveLength(2);
});
