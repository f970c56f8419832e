import { describe, expect, test } from "vitest";
import { loadMessages } from "@/lib/i18n/messages";
import {
  CLOCK_FAIL_MS,
  CLOCK_WARN_MS,
  DISK_FAIL_BYTES,
  DISK_WARN_BYTES,
  isOverdue,
  judgeClock,
  judgeDisk,
  judgeLate,
  LATE_FAIL_SECONDS,
  LATE_WARN_SECONDS,
  withoutMailboxes,
  worst,
} from "./rules";
import { HEALTH_NAMES } from "./schemas";

describe("what was measured", () => {
  test("is judged at its bounds, in either direction", () => {
    expect([0, CLOCK_WARN_MS, CLOCK_WARN_MS + 1, CLOCK_FAIL_MS, CLOCK_FAIL_MS + 1].map(judgeClock)).toEqual([
      "ok",
      "ok",
      "warn",
      "warn",
      "fail",
    ]);
    expect(judgeClock(-CLOCK_FAIL_MS - 1)).toBe("fail");
    expect([DISK_WARN_BYTES, DISK_WARN_BYTES - 1, DISK_FAIL_BYTES, DISK_FAIL_BYTES - 1].map(judgeDisk)).toEqual([
      "ok",
      "warn",
      "warn",
      "fail",
    ]);
    expect([LATE_WARN_SECONDS, LATE_WARN_SECONDS + 1, LATE_FAIL_SECONDS + 1].map(judgeLate)).toEqual([
      "ok",
      "warn",
      "fail",
    ]);
  });

  test("is as bad as its worst part", () => {
    expect(worst([])).toBe("ok");
    expect(worst(["ok", "warn", "ok"])).toBe("warn");
    expect(worst(["warn", "fail", "ok"])).toBe("fail");
  });
});

test("a job is overdue after twice its pause and five minutes, and not before the process is as old", () => {
  const overdue = (agoSeconds: number | null, upSeconds: number) =>
    isOverdue({ everySeconds: 3600, agoSeconds, upSeconds });
  expect(overdue(7500, 1e6)).toBe(false);
  expect(overdue(7501, 1e6)).toBe(true);
  expect(overdue(1e6, 7500)).toBe(false);
  expect(overdue(null, 7500)).toBe(false);
  expect(overdue(null, 7501)).toBe(true);
});

test("an error of a mail server is told without anybody's address", () => {
  expect(withoutMailboxes("550 <vera.k+x@shop.example> unknown; ask a@b.example")).toBe(
    "550 <…@shop.example> unknown; ask …@b.example",
  );
});

test.each(["en", "ru"] as const)(
  "every reason in %s says what it is, and what to do where something is wrong",
  (locale) => {
    const { health } = loadMessages(locale);
    for (const name of HEALTH_NAMES) {
      for (const [reason, text] of Object.entries(health.reasons[name])) {
        expect(text).toHaveProperty("is");
        expect("do" in text, `${name}.${reason}`).toBe(!["ok", "unused"].includes(reason));
      }
    }
  },
);
