import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Heartbeat, STUCK_MS } from "./heartbeat";
import { type FromWorker, PULSE_MS } from "./worker-messages";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ADDRESS = "https://chat.example/api/pulse";

function worker() {
  const beats: string[] = [];
  const told: FromWorker[] = [];
  const heartbeat = new Heartbeat({
    beat: (address) => void beats.push(address),
    tell: (message) => void told.push(message),
  });
  const seen = (isHidden: boolean) => heartbeat.hear({ type: "page", address: ADDRESS, isHidden });
  return { beats, told, hear: heartbeat.hear, seen };
}

describe("the heartbeat of the worker", () => {
  test("while the page is hidden it beats every 25 s, whatever the page does", async () => {
    const one = worker();
    one.seen(true);
    await vi.advanceTimersByTimeAsync(PULSE_MS - 1);
    expect(one.beats).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(one.beats).toEqual([ADDRESS]);
    await vi.advanceTimersByTimeAsync(PULSE_MS * 3);
    expect(one.beats).toHaveLength(4);
  });

  test("while the page is seen and pulses by itself, the worker is silent", async () => {
    const one = worker();
    one.seen(false);
    for (let n = 0; n < 10; n++) {
      one.hear({ type: "pulsed" });
      await vi.advanceTimersByTimeAsync(PULSE_MS);
    }
    expect(one.beats).toEqual([]);
  });

  test("a page that is hidden between two pulses changes nothing in their rhythm", async () => {
    const one = worker();
    one.seen(false);
    one.hear({ type: "pulsed" });
    await vi.advanceTimersByTimeAsync(10_000);
    one.seen(true);
    await vi.advanceTimersByTimeAsync(PULSE_MS - 10_000 - 1);
    expect(one.beats).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(one.beats).toHaveLength(1);
  });

  test("a page that is seen but stuck is stood in for, well within the 60 s", async () => {
    const one = worker();
    one.seen(false);
    await vi.advanceTimersByTimeAsync(PULSE_MS + STUCK_MS);
    expect(one.beats).toHaveLength(1);
    expect(PULSE_MS + STUCK_MS).toBeLessThan(60_000);
  });

  test("before it knows where to, it sends nothing", async () => {
    const one = worker();
    one.hear({ type: "pulsed" });
    await vi.advanceTimersByTimeAsync(PULSE_MS * 4);
    expect(one.beats).toEqual([]);
  });

  test("it wakes the page at the time asked for last", async () => {
    const one = worker();
    one.hear({ type: "wake", id: 1, afterMs: 1000 });
    one.hear({ type: "wake", id: 2, afterMs: 3000 });
    await vi.advanceTimersByTimeAsync(2999);
    expect(one.told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(one.told).toEqual([{ type: "due", id: 2 }]);
  });
});
