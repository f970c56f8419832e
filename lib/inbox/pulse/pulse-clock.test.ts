import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Heartbeat } from "./heartbeat";
import { LATE_MS, PulseClock, type WorkerLike } from "./pulse-clock";
import { PulseLoop } from "./pulse-loop";
import { PULSE_MS, type ToWorker } from "./worker-messages";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page with its worker; what travels between them takes a moment, as it does in browsers. */
function page({ hasWorker = true } = {}) {
  const heard: ToWorker[] = [];
  const beats: number[] = [];
  let isHidden = false;
  let isMute = false;
  let listener = () => {};
  const startWorker = (): WorkerLike | null => {
    if (!hasWorker) return null;
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      postMessage(message) {
        heard.push(message);
        if (!isMute) setTimeout(() => heartbeat.hear(message), 1);
      },
      terminate: () => {
        isMute = true;
      },
    };
    const answer = (data: Parameters<ConstructorParameters<typeof Heartbeat>[0]["tell"]>[0]) =>
      setTimeout(() => !isMute && worker.onmessage?.(new MessageEvent("message", { data })), 1);
    const heartbeat = new Heartbeat({ tell: answer, beat: () => void beats.push(Date.now()) });
    answer({ type: "ready" });
    return worker;
  };
  const sight = {
    address: () => "https://chat.example/api/pulse",
    isHidden: () => isHidden,
    onChange: (changed: () => void) => {
      listener = changed;
      return () => {
        listener = () => {};
      };
    },
  };
  return {
    heard,
    beats,
    clock: new PulseClock({ startWorker, sight }),
    hide(now: boolean) {
      isHidden = now;
      listener();
    },
    silence: () => {
      isMute = true;
    },
  };
}

describe("the clock of the pulse", () => {
  test("keeps an appointment once, by the worker or without one", async () => {
    for (const hasWorker of [true, false]) {
      const { clock } = page({ hasWorker });
      const due = vi.fn();
      clock.start(due);
      await vi.advanceTimersByTimeAsync(10);
      clock.set(1000);
      await vi.advanceTimersByTimeAsync(1005);
      expect(due).toHaveBeenCalledTimes(1);
      expect(clock.dueAt()).toBeNull();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(due).toHaveBeenCalledTimes(1);
    }
  });

  test("a moved appointment is kept at its new time only", async () => {
    const { clock } = page();
    const due = vi.fn();
    clock.start(due);
    await vi.advanceTimersByTimeAsync(10);
    clock.set(1000);
    await vi.advanceTimersByTimeAsync(999);
    clock.set(5000);
    await vi.advanceTimersByTimeAsync(4999);
    expect(due).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(10);
    expect(due).toHaveBeenCalledTimes(1);
  });

  test("a worker that fell silent is replaced by the page's own timer, and carries nothing any more", async () => {
    const { clock, silence, hide } = page();
    const due = vi.fn();
    clock.start(due);
    await vi.advanceTimersByTimeAsync(10);
    hide(true);
    expect(clock.isCarrying()).toBe(true);
    silence();
    clock.set(1000);
    await vi.advanceTimersByTimeAsync(1000 + LATE_MS);
    expect(due).toHaveBeenCalledTimes(1);
    expect(clock.isCarrying()).toBe(false);
    clock.set(1000);
    await vi.advanceTimersByTimeAsync(1000);
    expect(due).toHaveBeenCalledTimes(2);
  });

  test("stopped, it calls nobody", async () => {
    const { clock } = page();
    const due = vi.fn();
    clock.start(due);
    clock.set(1000);
    clock.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(due).not.toHaveBeenCalled();
  });
});

test("page and worker together send one heartbeat per interval, seen or hidden", async () => {
  const { clock, beats, hide } = page();
  const pulses: number[] = [];
  const loop = new PulseLoop(
    async () => void pulses.push(Date.now()),
    () => {},
    { clock, random: () => 0 },
  );
  loop.start();
  for (let minute = 0; minute < 8; minute++) {
    hide(minute % 2 === 1);
    await vi.advanceTimersByTimeAsync(60_000);
  }
  loop.stop();
  const all = [...pulses, ...beats].sort((one, other) => one - other);
  const gaps = all.slice(1).map((at, index) => at - (all[index] ?? 0));
  expect(beats.length).toBeGreaterThan(5);
  expect(pulses.length).toBeGreaterThan(5);
  // Becoming visible need not hurry here (the desk asks for that), so the longest gap is one late change of hands.
  expect(Math.max(...gaps)).toBeLessThan(60_000);
  expect(Math.min(...gaps)).toBeGreaterThan(PULSE_MS / 2);
});
