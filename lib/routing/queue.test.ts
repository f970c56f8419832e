import { describe, expect, test } from "vitest";
import { queueDto } from "@/lib/chats/schemas";
import { expectedSeconds, type QueueEntry, toQueueDto } from "./queue";

const outlook = { occupancySeconds: 180, slots: 2, waiting: 3 };
const entry = (values: Partial<QueueEntry> = {}): QueueEntry => ({
  chatId: "chat",
  departmentId: "department",
  epoch: 1,
  place: 2,
  waitedSeconds: 0,
  promisedSeconds: null,
  ...values,
});

describe("a place in the queue", () => {
  test("is told with the expected wait as a rounded range", () => {
    expect(expectedSeconds(2, outlook)).toBe(180);
    const told = toQueueDto(entry(), outlook);
    expect(told).toEqual({ place: 2, estimate: { fromMinutes: 2, toMinutes: 4 }, isLate: false });
    expect(queueDto.parse(told)).toEqual(told);
  });

  test("is told alone while nothing can be said of the wait", () => {
    for (const unknown of [undefined, { ...outlook, slots: 0 }, { ...outlook, occupancySeconds: null }])
      expect(toQueueDto(entry(), unknown)).toEqual({ place: 2, estimate: null, isLate: false });
  });

  test("follows the outlook of the moment, while lateness follows what was promised", () => {
    const promised = { promisedSeconds: 180, place: 1 };
    expect(toQueueDto(entry({ ...promised, waitedSeconds: 240 }), outlook)).toMatchObject({
      estimate: { fromMinutes: 1, toMinutes: 2 },
      isLate: false,
    });
    expect(toQueueDto(entry({ ...promised, waitedSeconds: 241 }), outlook).isLate).toBe(true);
    expect(toQueueDto(entry({ ...promised, waitedSeconds: 241 }), undefined)).toMatchObject({
      estimate: null,
      isLate: true,
    });
  });
});
