import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attemptWaitMs, watchConnection } from "./watchdog";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Like pusher-js' connection: `connect` only begins, and nothing else happens by itself. */
function fakeConnection(state = "connecting") {
  const handlers = new Set<() => void>();
  const attempts: number[] = [];
  const connection = {
    state,
    attempts,
    bind: (_: "state_change", handler: () => void) => handlers.add(handler),
    unbind: (_: "state_change", handler: () => void) => handlers.delete(handler),
    connect() {
      attempts.push(Date.now());
      connection.to("connecting");
    },
    disconnect: () => connection.to("disconnected"),
    to(next: string) {
      connection.state = next;
      for (const handler of handlers) handler();
    },
  };
  return connection;
}

test("waits grow from 1.5 s to at most 10 s, give or take a fifth", () => {
  expect(attemptWaitMs(0, 0.5)).toBe(1500);
  expect(attemptWaitMs(0, 0)).toBe(1200);
  expect(attemptWaitMs(50, 1)).toBe(12_000);
});

test.each(["connecting", "unavailable", "disconnected", "failed"])(
  "an attempt stuck in %s is started anew, again and again",
  (state) => {
    const connection = fakeConnection(state);
    watchConnection(connection, () => 0.5);
    vi.advanceTimersByTime(1499);
    expect(connection.attempts).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(connection.attempts).toHaveLength(1);
    vi.advanceTimersByTime(2400);
    expect(connection.attempts).toHaveLength(2);
  },
);

test("while it stands it is left alone, and a new loss begins with short waits", () => {
  const connection = fakeConnection();
  watchConnection(connection, () => 0.5);
  vi.advanceTimersByTime(10_000);
  const { length } = connection.attempts;
  connection.to("connected");
  vi.advanceTimersByTime(60_000);
  expect(connection.attempts).toHaveLength(length);
  connection.to("connecting");
  vi.advanceTimersByTime(1500);
  expect(connection.attempts).toHaveLength(length + 1);
});

test("pusher-js' own changes of state do not put the next attempt off", () => {
  const connection = fakeConnection();
  watchConnection(connection, () => 0.5);
  vi.advanceTimersByTime(1000);
  connection.to("unavailable");
  vi.advanceTimersByTime(500);
  expect(connection.attempts).toHaveLength(1);
});
