import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { trialOf } from "./rules";

const trialUntil = new Date("2030-06-30T00:00:00Z");
const at = (text: string) => trialOf({ seats: null, trialUntil }, new Date(text));

describe("a trial", () => {
  test("runs, is soon over, and is over at its very instant", () => {
    expect(trialOf({ seats: 3, trialUntil: null }, new Date())).toEqual({ phase: "none", daysLeft: 0 });
    expect(at("2030-06-15T23:59:59Z")).toEqual({ phase: "running", daysLeft: 15 });
    expect(at("2030-06-16T00:00:00Z")).toEqual({ phase: "ending", daysLeft: 14 });
    expect(at("2030-06-29T23:59:59Z")).toEqual({ phase: "ending", daysLeft: 1 });
    expect(at("2030-06-30T00:00:00Z")).toEqual({ phase: "over", daysLeft: 0 });
    expect(at("2040-01-01T00:00:00Z")).toEqual({ phase: "over", daysLeft: 0 });
  });

  test("until a day goes to the end of that day in UTC; an instant is what it says", () => {
    expect(parseEnv({ TRIAL_UNTIL: "2030-06-30" }).TRIAL_UNTIL).toEqual(new Date("2030-07-01T00:00:00Z"));
    expect(parseEnv({ TRIAL_UNTIL: "2030-06-30T12:00:00+02:00" }).TRIAL_UNTIL).toEqual(
      new Date("2030-06-30T10:00:00Z"),
    );
    expect(parseEnv({ TRIAL_UNTIL: "" }).TRIAL_UNTIL).toBeUndefined();
  });

  test.each(["soon", "2030-13-01", "2030-02-30", "30.06.2030", "0"])("until %s is refused at the start", (text) => {
    expect(() => parseEnv({ TRIAL_UNTIL: text })).toThrow(/TRIAL_UNTIL/);
  });
});

test("a number of seats is a whole one from 1 on; none is none", () => {
  expect(parseEnv({ SEATS: "3" }).SEATS).toBe(3);
  expect(parseEnv({}).SEATS).toBeUndefined();
  for (const text of ["0", "-1", "2.5", "many"]) expect(() => parseEnv({ SEATS: text })).toThrow(/SEATS/);
});
