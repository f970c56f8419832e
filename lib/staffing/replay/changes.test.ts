import { describe, expect, test } from "vitest";
import { clockRules, department, HOUR, operator, record, recordedChat } from "@/tests/support/replay-records";
import { type Changes, isNoChange, withChanges } from "./changes";
import { clockRulesOf, type ReplaySources } from "./clock-rules";
import { replayed } from "./replay";

const nothing: Changes = {
  reassignMinutes: null,
  idleMinutes: null,
  queueLimit: null,
  overflowMinutes: null,
  maxLoad: null,
  operators: 0,
  hours: null,
  strategy: null,
  withoutId: null,
};
const company = { closeIdle: true, closeIdleAfterMinutes: 15, reassign: false, reassignAfterMinutes: 3, notice: true };
const nobodysOwn = {
  closeIdle: null,
  closeIdleAfterMinutes: null,
  reassign: null,
  reassignAfterMinutes: null,
  notice: null,
};
const source: ReplaySources = {
  company,
  department: { ...nobodysOwn, overflowDepartmentId: null, overflowAfterMinutes: null },
  channels: [
    { id: "web", type: "web", closeIdleAfterMinutes: null },
    { id: "bot", type: "telegram", closeIdleAfterMinutes: null },
  ],
};
const sources = new Map([
  ["sales", source],
  ["support", source],
]);

const day = record({
  departments: ["sales", "support"].map((id) => ({ ...department(id), rules: clockRulesOf(source) })),
  operators: [
    operator("ann", ["sales", "support"], { from: 8, to: 12, maxLoad: 2 }),
    operator("bob", ["sales"], { from: 10, to: 16, maxLoad: 5 }),
    operator("zoe", ["support"], { from: 8, to: 16 }),
  ],
  chats: [
    recordedChat("a", [{ departmentId: "sales", at: 10 * 3600, by: "bob", work: 7200 }]),
    recordedChat("b", [{ departmentId: "sales", at: 10 * 3600 + 60, by: "ann", work: 7200 }]),
    recordedChat("c", [{ departmentId: "sales", at: 11 * 3600, by: "bob", work: 7200 }]),
  ],
});
const changed = (changes: Partial<Changes>) =>
  withChanges(day, new Set(["sales"]), { ...nothing, ...changes }, sources);
const staff = (changes: Partial<Changes>, id = "sales") => replayed(changed(changes)).get(id)?.staff.slice(8, 17);

test("nothing to be otherwise is no change, and leaves all as it was", () => {
  expect(isNoChange(nothing)).toBe(true);
  expect(isNoChange({ ...nothing, hours: { from: 8, to: 10 } })).toBe(true);
  expect(isNoChange({ ...nothing, operators: -1 })).toBe(false);
  expect(isNoChange({ ...nothing, idleMinutes: 5 })).toBe(false);
  expect(replayed(changed({}))).toEqual(replayed(day));
});

describe("timeouts", () => {
  test("are those of the department, for channels that have none of their own; a clock that is off is switched on", () => {
    const [sales, support] = changed({ reassignMinutes: 1, idleMinutes: 7 }).departments;
    expect(sales?.rules.get("web")).toMatchObject(clockRules({ reassignAfterMinutes: 1, closeIdleAfterMinutes: 7 }));
    expect(sales?.rules.get("bot")).toMatchObject({ reassign: true, closeIdleAfterMinutes: 1440 });
    expect(support?.rules.get("web")).toMatchObject({ reassign: false, closeIdleAfterMinutes: 15 });
  });
});

describe("operators", () => {
  test("who are added are there whenever anybody of the department is, for it alone", () => {
    expect(staff({})).toEqual([1, 1, 2, 2, 1, 1, 1, 1, 0]);
    expect(staff({ operators: 2 })).toEqual([3, 3, 4, 4, 3, 3, 3, 3, 0]);
    expect(staff({ operators: 2 }, "support")).toEqual(staff({}, "support"));
  });

  test("or in the hours that are chosen, also where nobody else is, on days on which anybody was", () => {
    expect(staff({ operators: 1, hours: { from: 14, to: 17 } })).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 1]);
    const over = replayed(changed({ operators: 1, hours: { from: 23, to: 2 } })).get("sales")?.staff ?? [];
    expect([over[22], over[23], over[0], over[1], over[2]]).toEqual([0, 1, 1, 1, 0]);
  });

  test("who are added can have as many chats as their colleagues on average, or as all can then", () => {
    const loadOf = (changes: Partial<Changes>) =>
      changed({ operators: 1, ...changes }).operators.map(({ maxLoad }) => maxLoad);
    expect(loadOf({})).toEqual([2, 5, 1, 4]);
    expect(loadOf({ maxLoad: 3 })).toEqual([3, 3, 1, 3]);
  });

  test("who are taken away are those with the fewest of its chats, of those who are there, and stay elsewhere", () => {
    expect(staff({ operators: -1 })).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0]);
    expect(staff({ operators: -1, hours: { from: 10, to: 12 } })).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
    expect(staff({ operators: -1 }, "support")).toEqual(staff({}, "support"));
    const taken = changed({ operators: -1 }).departments[0]?.without;
    expect(taken?.ranks).toEqual(["ann", "bob"]);
  });

  test("one who is left out is nowhere", () => {
    expect(staff({ withoutId: "ann" })).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 0]);
    expect(staff({ withoutId: "ann" }, "support")).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
  });

  test("make those wait for whom there is no room any more", () => {
    const waits = (changes: Partial<Changes>) =>
      replayed(changed(changes))
        .get("sales")
        ?.waits.map((ms) => ms / HOUR);
    expect(waits({})).toEqual([0, 0, 0]);
    // Ann goes home at twelve, when her chat ends; Bob's ends a minute later.
    expect(waits({ maxLoad: 1 })).toEqual([0, 0, 61 / 60]);
  });
});
