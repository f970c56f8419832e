import { expect, test } from "vitest";
import { toReplyMinutes } from "./reply-time";

test("a usual time of reply is rounded up to a time that people say, and nothing is promised beyond an hour", () => {
  const cases = [0, 12, 60, 61, 200, 301, 900, 901, 3600];
  expect(cases.map(toReplyMinutes)).toEqual([1, 1, 1, 2, 5, 10, 15, 30, 60]);
  expect([toReplyMinutes(3601), toReplyMinutes(null)]).toEqual([null, null]);
});
