import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PulseClock } from "./pulse-clock";
import { PulseLoop } from "./pulse-loop";
import { PULSE_MS } from "./worker-messages";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A clock whose worker may take over; it keeps its appointments by timers. */
class CarryingClock extends PulseClock {
  isCarried = false;
  readonly pulses: number[] = [];
  override isCarrying = () => this.isCarried;
  override pulsed = () => void this.pulses.push(Date.now());
}

function loop() {
  const pulse = vi.fn(async () => {});
  const poll = vi.fn();
  const clock = new CarryingClock();
  return { pulse, poll, clock, loop: new PulseLoop(pulse, poll, { clock, random: () => 0 }) };
}

test("pulses and reads the inbox at once and then every 25 s", async () => {
  const one = loop();
  one.loop.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(one.pulse).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(PULSE_MS - 1);
  expect(one.pulse).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(one.pulse).toHaveBeenCalledTimes(2);
  expect(one.poll).toHaveBeenCalledTimes(2);
});

test("with realtime down for 5 s it asks every 3 to 5 s, until realtime is back", async () => {
  const one = loop();
  one.loop.start();
  await vi.advanceTimersByTimeAsync(1000);
  one.loop.setDownSince(Date.now());
  one.poll.mockClear();
  await vi.advanceTimersByTimeAsync(4999);
  expect(one.poll).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(one.poll).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(9000);
  expect(one.poll).toHaveBeenCalledTimes(4);
  one.loop.setDownSince(null);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(one.poll).toHaveBeenCalledTimes(4);
});

test("with realtime down a slow answer delays no request after it, and an answer slower than that has a second's rest", async () => {
  const one = loop();
  let answerMs = 2000;
  one.pulse.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, answerMs)));
  one.loop.start();
  one.loop.setDownSince(Date.now() - 5000);
  one.pulse.mockClear();
  await vi.advanceTimersByTimeAsync(8999);
  expect(one.pulse).toHaveBeenCalledTimes(3);
  answerMs = 9000;
  await vi.advanceTimersByTimeAsync(1);
  expect(one.pulse).toHaveBeenCalledTimes(4);
  await vi.advanceTimersByTimeAsync(9999);
  expect(one.pulse).toHaveBeenCalledTimes(4);
  await vi.advanceTimersByTimeAsync(1);
  expect(one.pulse).toHaveBeenCalledTimes(5);
});

test("what was read is told soon, several things in one pulse, without reading the inbox", async () => {
  const one = loop();
  one.loop.start();
  await vi.advanceTimersByTimeAsync(100);
  for (let n = 0; n < 5; n++) one.loop.soon();
  await vi.advanceTimersByTimeAsync(1000);
  expect(one.pulse).toHaveBeenCalledTimes(2);
  expect(one.poll).toHaveBeenCalledTimes(1);
});

test("after a request without an answer it asks again within 5 s", async () => {
  const one = loop();
  one.loop.start();
  await vi.advanceTimersByTimeAsync(0);
  one.loop.retry();
  await vi.advanceTimersByTimeAsync(3000);
  expect(one.pulse).toHaveBeenCalledTimes(2);
});

test("while the worker carries the heartbeat the page sends none, but goes on reading the inbox", async () => {
  const one = loop();
  one.loop.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(one.clock.pulses).toHaveLength(1);
  one.clock.isCarried = true;
  await vi.advanceTimersByTimeAsync(PULSE_MS * 2);
  expect(one.pulse).toHaveBeenCalledTimes(1);
  expect(one.poll).toHaveBeenCalledTimes(3);
  one.clock.isCarried = false;
  await vi.advanceTimersByTimeAsync(PULSE_MS);
  expect(one.pulse).toHaveBeenCalledTimes(2);
  expect(one.clock.pulses).toHaveLength(2);
});

test("stopped is stopped", async () => {
  const one = loop();
  one.loop.start();
  one.loop.stop();
  one.loop.soon();
  await vi.advanceTimersByTimeAsync(PULSE_MS * 2);
  expect(one.pulse).not.toHaveBeenCalled();
});
