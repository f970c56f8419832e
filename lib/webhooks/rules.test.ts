import { expect, test } from "vitest";
import { pauseAfter, problemOfUrl, RETRY_PAUSES, WEBHOOK_ATTEMPTS_MAX } from "./rules";

test("pauses grow, and the last attempt is most of a day after the first", () => {
  const pauses = Array.from({ length: WEBHOOK_ATTEMPTS_MAX }, (_, index) => pauseAfter(index + 1, "message.created"));
  expect(pauses).toEqual([...RETRY_PAUSES, null]);
  expect([...RETRY_PAUSES].sort((a, b) => a - b)).toEqual([...RETRY_PAUSES]);
  const hours = RETRY_PAUSES.reduce((sum, pause) => sum + pause, 0) / 3600;
  expect(hours).toBeGreaterThan(18);
  expect(hours).toBeLessThan(24);
  expect(pauseAfter(1, "webhook.test")).toBeNull();
});

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
