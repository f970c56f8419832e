import { expect, test } from "vitest";
import { readWhatIf, whatIfQuery } from "./what-if-schemas";

test("an empty form changes nothing", () => {
  expect(whatIfQuery.parse({})).toEqual({
    period: "week",
    seconds: 60,
    reassign: null,
    idle: null,
    queue: null,
    overflow: null,
    load: null,
    operators: 0,
  });
  const fields = { period: "week", from: "", to: "", department: "", seconds: "60", reassign: "", idle: "", load: "" };
  const others = { operators: "", fromHour: "", toHour: "", strategy: "", without: "" };
  const asked = readWhatIf({ ...fields, ...others });
  expect(asked.errors).toBeNull();
  expect(asked.query).toEqual(whatIfQuery.parse({}));
});

test("what was typed is read, and kept as it was typed", () => {
  const typed = {
    operators: "-2",
    fromHour: "22",
    toHour: "6",
    load: "3",
    reassign: "1",
    idle: "5",
    queue: "0",
    overflow: "2",
    strategy: "round_robin",
  };
  expect(readWhatIf(typed)).toEqual({
    query: {
      period: "week",
      seconds: 60,
      operators: -2,
      fromHour: 22,
      toHour: 6,
      load: 3,
      reassign: 1,
      idle: 5,
      queue: 0,
      overflow: 2,
      strategy: "round_robin",
    },
    typed,
    errors: null,
  });
});

test.each([
  [{ reassign: "0" }, { reassign: "minutesMin:1" }],
  [{ idle: "4" }, { idle: "minutesMin:5" }],
  [{ queue: "-1" }, { queue: "tooSmall:0" }],
  [{ overflow: "0" }, { overflow: "minutesMin:1" }],
  [{ load: "1.5" }, { load: "wholeNumber" }],
  [{ load: "21" }, { load: "tooLarge:20" }],
  [{ operators: "7" }, { operators: "choice" }],
  [{ strategy: "manual" }, { strategy: "choice" }],
  [{ department: "x" }, { department: "choice" }],
  [{ fromHour: "8" }, { toHour: "required" }],
  [{ toHour: "8" }, { fromHour: "required" }],
  [{ fromHour: "8", toHour: "8" }, { toHour: "hoursOrder" }],
  [{ period: "custom" }, { from: "required", to: "required" }],
  [{ period: "custom", from: "2026-01-02", to: "2026-01-01" }, { to: "dateOrder" }],
  [{ period: "custom", from: "2026-01-01", to: "2026-02-01" }, { to: "daysMax:31" }],
  [{ period: "custom", from: "2026-02-30", to: "2026-03-01" }, { from: "date" }],
  // All at once, also what belongs together.
  [
    { load: "many", fromHour: "8", period: "custom", from: "2026-01-02", to: "2026-01-01" },
    { load: "number", toHour: "required", to: "dateOrder" },
  ],
])("%j is refused: %j", (typed, errors) => {
  const asked = readWhatIf(typed);
  expect(asked.errors).toEqual(errors);
  expect(asked.typed).toEqual(typed);
  expect(asked.query).toEqual(whatIfQuery.parse({}));
});

test("31 days are not too many, and what somebody put into the address twice is nothing", () => {
  expect(readWhatIf({ period: "custom", from: "2026-01-01", to: "2026-01-31" }).errors).toBeNull();
  expect(readWhatIf({ load: ["1", "2"] })).toMatchObject({ errors: null, query: { load: null } });
});
