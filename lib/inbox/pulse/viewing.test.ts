import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { VIEW_SHOWN_MS } from "@/lib/chats/pulse/typing-rules";
import { tellViewing } from "./viewing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a look at a chat is told after a second, again in time for lists not to lose it, and its end at once", () => {
  const post = vi.fn();
  const leave = tellViewing("a", post);
  vi.advanceTimersByTime(999);
  expect(post).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(post.mock.calls).toEqual([["a", true]]);
  vi.advanceTimersByTime(VIEW_SHOWN_MS);
  expect(post.mock.calls.length).toBeGreaterThanOrEqual(3);
  post.mockClear();
  leave();
  leave();
  vi.advanceTimersByTime(VIEW_SHOWN_MS);
  expect(post.mock.calls).toEqual([["a", false]]);
});

test("leafing through chats is told to nobody", () => {
  const post = vi.fn();
  tellViewing("a", post)();
  vi.advanceTimersByTime(VIEW_SHOWN_MS);
  expect(post).not.toHaveBeenCalled();
});
