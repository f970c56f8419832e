import { describe, expect, test } from "vitest";
import { operatorFacts } from "@/tests/support/routing-facts";
import { bestState, type DepartmentState, departmentState } from "./department-state";
import type { OperatorFacts } from "./rules";
import { stateOf } from "./states";

describe("a department", () => {
  const state = (isInHours: boolean, isAnybodyThere: boolean, hasSlot: boolean) =>
    departmentState({ isInHours, isAnybodyThere, hasSlot });

  test("is open when somebody is there with a slot, within its hours", () => {
    expect(state(true, true, true)).toBe("open");
  });

  test("is busy when all who are there are full", () => {
    expect(state(true, true, false)).toBe("busy");
  });

  test("is away when nobody is there, within its hours", () => {
    expect(state(true, false, false)).toBe("away");
    expect(state(true, false, true)).toBe("away");
  });

  test("is closed out of its hours, whoever is there", () => {
    for (const isAnybodyThere of [true, false])
      for (const hasSlot of [true, false]) expect(state(false, isAnybodyThere, hasSlot)).toBe("closed");
  });
});

describe("by its operators and hours, a department", () => {
  const now = new Date("2026-03-02T12:00:00Z"); // a Monday
  const mornings = [{ weekday: 1, from: "09:00", to: "12:00" }];
  const afternoons = [{ weekday: 1, from: "12:00", to: "18:00" }];
  const always = { timeZone: "UTC", hours: null, holidays: [] };
  const by = (...members: OperatorFacts[]) => stateOf(always, members, now);

  test("is open to the last slot and busy from then on", () => {
    expect(by(operatorFacts("Anna", { load: 4 }), operatorFacts("Boris", { load: 5 }))).toBe("open");
    expect(by(operatorFacts("Anna", { load: 5 }), operatorFacts("Boris", { load: 5 }))).toBe("busy");
    expect(by(operatorFacts("Anna", { maxLoad: 0 }))).toBe("busy");
  });

  test.each([
    ["Away", { intent: "away" }],
    ["Offline", { intent: "offline" }],
    ["not reachable", { isReachable: false }],
    ["finishing", { finishing: true }],
    ["deactivated", { isActive: false }],
  ] as const)("is away while everybody is %s, and their free slots do not count", (_, facts) => {
    expect(by(operatorFacts("Anna", facts))).toBe("away");
    expect(by(operatorFacts("Anna", facts), operatorFacts("Boris", { load: 5 }))).toBe("busy");
    expect(by(operatorFacts("Anna", facts), operatorFacts("Boris"))).toBe("open");
  });

  test("is away without anybody, and closed out of its hours whoever is there", () => {
    expect(by()).toBe("away");
    expect(stateOf({ ...always, hours: mornings }, [operatorFacts("Anna")], now)).toBe("closed");
    expect(stateOf({ ...always, hours: afternoons }, [operatorFacts("Anna")], now)).toBe("open");
  });

  test("reads its hours in its own time zone, and keeps its holidays", () => {
    const inBerlin = { ...always, timeZone: "Europe/Berlin", hours: mornings };
    expect(stateOf(inBerlin, [operatorFacts("Anna")], new Date("2026-03-02T08:30:00Z"))).toBe("open");
    expect(stateOf({ ...inBerlin, timeZone: "UTC" }, [operatorFacts("Anna")], new Date("2026-03-02T08:30:00Z"))).toBe(
      "closed",
    );
    const holidays = [{ date: "2026-03-02", name: "", periods: [] }];
    expect(stateOf({ ...always, holidays }, [operatorFacts("Anna")], now)).toBe("closed");
  });
});

describe("the state of a widget with a choice", () => {
  test("is the best of its departments, in whatever order they come", () => {
    const order: DepartmentState[] = ["open", "busy", "away", "closed"];
    for (let at = 0; at < order.length; at++) {
      expect(bestState(order.slice(at))).toBe(order[at]);
      expect(bestState(order.slice(at).reverse())).toBe(order[at]);
    }
  });

  test("is closed when there is nothing to choose", () => {
    expect(bestState([])).toBe("closed");
  });
});
