import { expect, test } from "vitest";
import { askedPause, pauseAfter, problemOfUrl, RETRY_PAUSES, WEBHOOK_ATTEMPTS_MAX } from "./rules";

test("pauses grow, and the last attempt is most of a day after the first", () => {
  const pauses = Array.from({ length: WEBHOOK_ATTEMPTS_MAX }, (_, index) => pauseAfter(index + 1, "message.created"));
  expect(pauses).toEqual([...RETRY_PAUSES, null]);
  expect([...RETRY_PAUSES].sort((a, b) => a - b)).toEqual([...RETRY_PAUSES]);
  const hours = RETRY_PAUSES.reduce((sum, pause) => sum + pause, 0) / 3600;
  expect(hours).toBeGreaterThan(18);
  expect(hours).toBeLessThan(24);
  expect(pauseAfter(1, "webhook.test")).toBeNull();
});

test("a receiver that asks for a longer pause gets it, but no more than a day, and no attempt more", () => {
  expect(pauseAfter(1, "message.created", 600)).toBe(600);
  expect(pauseAfter(3, "message.created", 5)).toBe(RETRY_PAUSES[2]);
  expect(pauseAfter(1, "message.created", 1e9)).toBe(86_400);
  expect(pauseAfter(WEBHOOK_ATTEMPTS_MAX, "message.created", 600)).toBeNull();
});

test.each([
  ["120", 120],
  [" 7 ", 7],
  ["Tue, 01 Dec 2026 10:01:00 GMT", 60],
  ["Tue, 01 Dec 2026 09:00:00 GMT", 0],
  ["-5", 0],
  ["soon", 0],
  ["2026", 2026],
  ["9".repeat(400), 0],
  ["", 0],
  [undefined, 0],
])("Retry-After %j asks for %s s", (header, seconds) =>
  expect(askedPause(header, new Date("2026-12-01T10:00:00Z"))).toBe(seconds),
);

test.each([
  ["https://example.com/hook", null],
  ["https://example.com:8443/hook", null],
  ["https://10.0.0.1/", null],
  ["http://example.com/", "webhookHttps"],
  ["file:///etc/passwd", "webhookHttps"],
  ["javascript:alert(1)", "webhookHttps"],
  ["ftp://example.com/", "webhookHttps"],
  ["https://example.com:25/", "webhookPort"],
  ["https://example.com:22/", "webhookPort"],
  ["https://u:p@example.com/", "url"],
  ["https://example.com/#part", "url"],
  ["//example.com", "url"],
  ["example.com", "url"],
  ["", "url"],
])("the address %s: %s", (url, problem) => expect(problemOfUrl(url, false)).toBe(problem));

test("without TLS only where receivers may be in the own network", () => {
  expect(problemOfUrl("http://10.0.0.1:8080/", true)).toBeNull();
  expect(problemOfUrl("http://10.0.0.1:25/", true)).toBe("webhookPort");
});
