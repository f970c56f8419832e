import { expect, test } from "vitest";
import { uploadEnd } from "./upload-end";

const file = { id: "1", name: "a.txt", type: "text/plain", size: 1, width: null, height: null, hasThumb: false };
const refusal = (status: number, error: object) => uploadEnd({ status, body: { error }, retryAfterMs: 0 });

test("a stored file is there to be sent", () => {
  expect(uploadEnd({ status: 201, body: { file }, retryAfterMs: 0 })).toEqual({ ok: true, file });
});

test.each([
  [422, { code: "invalid", fields: { file: "fileType" } }, "fileType", false],
  [413, { code: "too_large", fields: { file: "fileTooLarge" } }, "fileTooLarge", false],
  [429, { code: "rate_limited", data: { reason: "files_per_minute" } }, "filesTooOften", true],
  [429, { code: "rate_limited", data: { reason: "chat_quota" } }, "filesQuota", false],
  [507, { code: "storage_full" }, "storage_full", true],
  [503, { code: "unavailable" }, "unavailable", true],
  [409, { code: "closed", data: { state: {} } }, "closed", false],
  [404, { code: "not_found" }, "not_found", false],
  [400, { code: "bad_request" }, "bad_request", true],
])("%i %j is said as %s", (status, error, problem, canRetry) => {
  expect(refusal(status, error)).toEqual({ ok: false, problem, canRetry });
});

test("what is not our server speaking is a line that is down, or a proxy that lets less through", () => {
  expect(uploadEnd({ status: 0, body: null, retryAfterMs: 0 })).toEqual({
    ok: false,
    problem: "fileNotSent",
    canRetry: true,
  });
  expect(uploadEnd({ status: 413, body: null, retryAfterMs: 0 })).toEqual({
    ok: false,
    problem: "fileTooLarge",
    canRetry: false,
  });
  expect(uploadEnd({ status: 201, body: { file: {} }, retryAfterMs: 0 })).toMatchObject({
    ok: false,
    problem: "unexpected",
  });
});
