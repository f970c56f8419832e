import { describe, expect, test } from "vitest";
import { csvCell, csvLine } from "./csv";
import { frameOf } from "./frame";
import { changeOf, labelEvery, scaleTop } from "./rules";
import { reportQuery } from "./schemas";

describe("the days of a period", () => {
  const at = (period: string, now: string, zone = "Europe/Berlin") => {
    const { span, before, days, isUnderWay } = frameOf(reportQuery.parse({ period }), new Date(now), zone);
    return { span, before, days: days.length, isUnderWay };
  };

  test.each([
    ["today", "2026-11-30", "2026-11-30", 1, true],
    ["yesterday", "2026-11-29", "2026-11-29", 1, false],
    ["week", "2026-11-24", "2026-11-30", 7, true],
    ["weeks", "2026-11-03", "2026-11-30", 28, true],
    ["month", "2026-11-01", "2026-11-30", 30, true],
  ])("%s", (period, from, to, days, isUnderWay) => {
    const frame = at(period, "2026-11-30T11:00Z");
    expect(frame).toMatchObject({ span: { from, to }, days, isUnderWay });
    expect(frame.before.to < from).toBe(true);
  });

  test("are those of the time zone, not of UTC", () => {
    expect(at("today", "2026-11-30T23:30Z").span.from).toBe("2026-12-01");
    expect(at("today", "2026-11-30T23:30Z", "America/New_York").span.from).toBe("2026-11-30");
  });

  test("have 23 or 25 hours when the clocks change", () => {
    const hours = (now: string) => {
      const { span } = at("yesterday", now);
      return (span.end.getTime() - span.start.getTime()) / 3_600_000;
    };
    expect(hours("2026-03-30T12:00Z")).toBe(23);
    expect(hours("2026-10-26T12:00Z")).toBe(25);
    expect(hours("2026-11-30T12:00Z")).toBe(24);
  });

  test("before are as many; while a day is under way, they end at the same time of day, clock change or not", () => {
    expect(at("week", "2026-11-30T11:00Z").before).toMatchObject({
      from: "2026-11-17",
      to: "2026-11-23",
      end: new Date("2026-11-23T11:00Z"),
    });
    expect(at("today", "2026-10-25T11:00Z").before.end).toEqual(new Date("2026-10-24T10:00Z"));
    const { span, before } = at("yesterday", "2026-11-30T11:00Z");
    expect(before.end).toEqual(span.start);
  });

  test("before a period that has not begun have nothing in them", () => {
    const query = reportQuery.parse({ period: "custom", from: "2030-01-01", to: "2030-01-02" });
    const { before } = frameOf(query, new Date("2026-11-30T11:00Z"), "UTC");
    expect(before.end).toEqual(before.start);
  });
});

test("a change is good or bad news by what the figure is", () => {
  expect(changeOf("missed", 3, 1)).toEqual({ direction: "up", isGood: false });
  expect(changeOf("ratingAverage", 4.5, 4)).toEqual({ direction: "up", isGood: true });
  expect(changeOf("waitMedian", 10, 20)).toEqual({ direction: "down", isGood: true });
  expect(changeOf("chats", 3, 1)).toEqual({ direction: "up", isGood: null });
  expect(changeOf("chats", 3, 3)).toEqual({ direction: "same", isGood: null });
  expect(changeOf("waitMedian", null, 3)).toBeNull();
});

test.each([
  [0, 4],
  [4, 4],
  [5, 8],
  [8, 8],
  [9, 12],
  [41, 60],
  [97, 100],
  [101, 120],
  [1234, 1600],
])("a scale for %i goes up to %i in four whole steps", (largest, top) => {
  expect(scaleTop(largest)).toBe(top);
});

test("only so many labels are shown as fit", () => {
  expect([labelEvery(7, 8), labelEvery(28, 8), labelEvery(0, 8)]).toEqual([1, 4, 1]);
});

describe("a file for table programs", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-1", "'-1"],
    ["@sum", "'@sum"],
    ["\tx", "'\tx"],
    ["\rx", `"'\rx"`],
    ['="a","b"', `"'=""a"",""b"""`],
    ["A, B", '"A, B"'],
    ["Kasse = Bar", "Kasse = Bar"],
    ["Ünïcödé", "Ünïcödé"],
  ])("%j becomes %j", (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  test("numbers stay numbers, and nothing stays empty", () => {
    expect(csvLine(["x", -1.5, 0, null])).toBe("x,-1.5,0,\r\n");
  });
});
