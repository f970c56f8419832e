import { describe, expect, test } from "vitest";
import { atMinute } from "@/tests/support/chat-clocks";
import { pauseByTyping } from "./typing";

const at = (seconds: number) => atMinute(seconds / 60);
const pause = (typedAt: number | null, now: number, typingPauseMs = 0) =>
  pauseByTyping({ typedAt: typedAt === null ? null : at(typedAt), typingPauseMs }, at(now));

describe("typing stops the clock", () => {
  test("for 5 s by its first sign", () => {
    expect(pause(null, 100)).toBe(5000);
  });

  test("for as long as the signs follow each other within 10 s", () => {
    expect(pause(100, 105, 5000)).toBe(10_000);
    expect(pause(100, 110, 5000)).toBe(15_000);
    expect(pause(100, 100, 5000)).toBe(5000);
  });

  test("and not for a silence in between, after which it begins anew", () => {
    expect(pause(100, 110.001, 5000)).toBe(10_000);
    expect(pause(100, 4000, 5000)).toBe(10_000);
  });

  test("for 5 s when the last sign seems to lie in the future", () => {
    expect(pause(100, 99, 5000)).toBe(10_000);
  });

  test("for a day at most", () => {
    expect(pause(100, 110, 86_395_000)).toBe(86_400_000);
    expect(pause(100, 110, 86_400_000)).toBe(86_400_000);
  });
});
