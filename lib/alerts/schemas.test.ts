import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "./rules";
import { alertSettings } from "./schemas";

const problems = (change: Record<string, unknown>) =>
  (alertSettings.safeParse({ ...DEFAULT_SETTINGS, ...change }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );

test("the product's own settings are valid, and keep their values", () => {
  expect(alertSettings.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
});

test("volume is a whole number from 0 to 100", () => {
  expect(problems({ volume: 0 })).toEqual([]);
  expect(problems({ volume: 100 })).toEqual([]);
  expect(problems({ volume: -1 })).toEqual(["volume tooSmall:0"]);
  expect(problems({ volume: 101 })).toEqual(["volume tooLarge:100"]);
  expect(problems({ volume: 1.5 })).toEqual(["volume wholeNumber"]);
});

test("the queue sounds again after 5 to 600 whole seconds, or not at all", () => {
  expect(problems({ repeatSeconds: null })).toEqual([]);
  expect(problems({ repeatSeconds: 5 })).toEqual([]);
  expect(problems({ repeatSeconds: 600 })).toEqual([]);
  expect(problems({ repeatSeconds: 4 })).toEqual(["repeatSeconds tooSmall:5"]);
  expect(problems({ repeatSeconds: 601 })).toEqual(["repeatSeconds tooLarge:600"]);
  expect(problems({ repeatSeconds: Number.NaN })).toEqual(["repeatSeconds wholeNumber"]);
});

test("a kind that is missing or is no switch is refused", () => {
  const { chat: _, ...means } = DEFAULT_SETTINGS.means;
  expect(problems({ means })).toHaveLength(1);
  expect(problems({ means: { ...means, chat: { sound: "yes", desktop: true, push: true } } })).toEqual([
    "means.chat.sound invalid",
  ]);
});
