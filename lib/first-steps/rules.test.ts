import { expect, test } from "vitest";
import { nextStep, STEPS, stepsOf } from "./rules";

const nothing = { department: false, snippet: false, chat: false, colleague: false };

test("on a fresh installation every step is open, and the company comes first", () => {
  const steps = stepsOf({}, nothing);
  expect(steps).toEqual(STEPS.map((step) => ({ step, state: "open" })));
  expect(nextStep(steps)).toBe("company");
});

test("what has happened is done without a word, also where it was put off", () => {
  const steps = stepsOf(
    { marks: { snippet: "skipped", chat: "skipped" } },
    { ...nothing, department: true, chat: true },
  );
  expect(steps.map(({ state }) => state)).toEqual(["open", "done", "skipped", "done", "open"]);
});

test("what was put off does not come back by itself", () => {
  const marks = {
    company: "done",
    department: "skipped",
    snippet: "skipped",
    chat: "skipped",
    colleague: "skipped",
  } as const;
  expect(nextStep(stepsOf({ marks }, nothing))).toBeNull();
});
