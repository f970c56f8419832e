import { describe, expect, test } from "vitest";
import en from "@/messages/en/widget.json";
import ru from "@/messages/ru/widget.json";
import { changesText, estimateText, isReopenable, standing, statusText, takesChats } from "./availability";
import { createTranslate, type Texts } from "./texts";

const english = createTranslate<Texts>(en);
const russian = createTranslate<Texts>(ru);
const department = (patch: object = {}) => ({
  id: "a",
  name: "Pre Sales",
  state: "open" as const,
  isFull: false,
  opensAt: null,
  estimate: null,
  ...patch,
});

describe("a department", () => {
  test.each([
    ["open", false, true, true],
    ["busy", false, true, true],
    ["away", false, false, true],
    ["closed", false, false, false],
    ["open", true, false, false],
    ["busy", true, false, false],
    ["away", true, false, false],
    ["closed", true, false, false],
  ] as const)(
    "that is %s (full: %s) takes a chat: %s; of who says they will wait: %s",
    (state, isFull, takes, waits) => {
      expect(takesChats({ state, isFull }, false)).toBe(takes);
      expect(takesChats({ state, isFull }, true)).toBe(waits);
    },
  );

  test("that is closed is closed, however full its queue is", () => {
    expect(standing({ state: "closed", isFull: true })).toBe("closed");
    expect(standing({ state: "away", isFull: true })).toBe("full");
  });
});

describe("the words for it", () => {
  const now = new Date(2026, 4, 15, 18, 0);
  const opensAt = new Date(2026, 4, 18, 9, 0).toISOString();

  test.each([
    [{}, "Open", "На связи"],
    [{ state: "busy" }, "Busy", "Все заняты"],
    [
      { state: "busy", estimate: { fromMinutes: 2, toMinutes: 4 } },
      "Busy · wait about 2–4 min",
      "Все заняты · ждать примерно 2–4 мин",
    ],
    [{ state: "away" }, "Away", "Нет на месте"],
    [{ state: "closed" }, "Closed", "Закрыто"],
    [{ state: "busy", isFull: true, estimate: { fromMinutes: 2, toMinutes: 4 } }, "Queue is full", "Очередь заполнена"],
    [{ state: "open", opensAt }, "Open", "На связи"],
  ])("%j are %s, %s", (patch, expectedEnglish, expectedRussian) => {
    expect(statusText(department(patch), english, "en", now)).toBe(expectedEnglish);
    expect(statusText(department(patch), russian, "ru", now)).toBe(expectedRussian);
  });

  test("say when a closed one opens, by the visitor's clock", () => {
    const closed = department({ state: "closed", opensAt });
    expect(statusText(closed, english, "en", now)).toMatch(/^Closed · opens Monday.* 9:00\sAM$/);
    expect(statusText(closed, russian, "ru", now)).toMatch(/^Закрыто · откроется: понедельник.* 0?9:00$/);
  });

  test.each([
    [{ fromMinutes: 2, toMinutes: 4 }, "about 2–4 min", "примерно 2–4 мин"],
    [{ fromMinutes: 0, toMinutes: 1 }, "under 1 min", "меньше 1 мин"],
    [{ fromMinutes: 30, toMinutes: null }, "over 30 min", "больше 30 мин"],
  ])("of an estimate %j are %s, %s", (estimate, expectedEnglish, expectedRussian) => {
    expect(estimateText(estimate, english)).toBe(expectedEnglish);
    expect(estimateText(estimate, russian)).toBe(expectedRussian);
  });
});

describe("news of departments", () => {
  const other = { id: "b", name: "Orders" };

  test("tell each one whose state is another, with its words", () => {
    const before = [department(), department({ ...other, state: "closed" })];
    const after = [department({ state: "busy" }), department({ ...other })];
    expect(changesText(before, after, english, "en")).toBe("Pre Sales: Busy. Orders: Open.");
  });

  test("are silent about an estimate that moves, and about departments that come and go", () => {
    const busy = (toMinutes: number) => department({ state: "busy", estimate: { fromMinutes: 1, toMinutes } });
    expect(changesText([busy(2)], [busy(3), department(other)], english, "en")).toBe("");
    expect(changesText([busy(2), department(other)], [busy(2)], english, "en")).toBe("");
  });
});

test.each([
  ["closed", "2026-05-12T12:00:00.001Z", true],
  ["closed", "2026-05-12T12:00:00.000Z", false],
  ["closed", null, false],
  ["active", "2026-05-12T13:00:00.000Z", false],
] as const)("a chat that is %s and may be reopened until %s opens again: %s", (status, reopenUntil, expected) => {
  expect(isReopenable({ status, reopenUntil }, Date.parse("2026-05-12T12:00:00Z"))).toBe(expected);
});
