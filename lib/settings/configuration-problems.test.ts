import { expect, test } from "vitest";
import { type ConfigurationFacts, type DepartmentFacts, findProblems } from "./configuration-problems";

const department = (id: string, values: Partial<DepartmentFacts> = {}): DepartmentFacts => ({
  id,
  name: `Department ${id}`,
  hidden: false,
  disabled: false,
  overflowDepartmentId: null,
  offlineEmail: null,
  neverOpens: false,
  isSeen: true,
  ...values,
});
const operator = (id: string, maxLoad = 5) => ({ id, name: `Operator ${id}`, maxLoad });

/** Every department has Anna, unless the test says who is where. */
function check(departments: DepartmentFacts[], facts: Partial<ConfigurationFacts> = {}) {
  const memberships = departments.map(({ id }) => ({ departmentId: id, operatorId: "anna" }));
  const found = findProblems({
    departments,
    operators: [operator("anna")],
    memberships,
    isMailConfigured: true,
    ...facts,
  });
  return found.map(({ kind, place, others }) => [kind, place.id, ...others].join(" "));
}

test("departments that are as they should be have no findings", () => {
  expect(check([department("a"), department("b", { offlineEmail: "b@example.com" })])).toEqual([]);
  expect(check([])).toEqual(["noDepartment anna"]);
});

test("a department without operators is found; a former operator is none", () => {
  expect(check([department("a")], { memberships: [] })).toEqual(["noOperators a", "noDepartment anna"]);
  const gone = [{ departmentId: "a", operatorId: "gone" }];
  expect(check([department("a")], { operators: [], memberships: gone })).toEqual(["noOperators a"]);
});

test("a department is found whose every operator has load 0, not one with a single other", () => {
  const two = [
    { departmentId: "a", operatorId: "anna" },
    { departmentId: "a", operatorId: "boris" },
  ];
  const loads = (anna: number, boris: number) =>
    check([department("a")], { operators: [operator("anna", anna), operator("boris", boris)], memberships: two });
  expect(loads(0, 0)).toEqual(["allLoadZero a", "loadZero anna", "loadZero boris"]);
  expect(loads(0, 1)).toEqual(["loadZero anna"]);
});

test("hours that never open are found", () => {
  expect(check([department("a", { neverOpens: true })])).toEqual(["neverOpens a"]);
});

test("a hidden department is noted until a chat came by its snippet", () => {
  expect(check([department("a", { hidden: true, isSeen: false })])).toEqual(["snippetNotSeen a"]);
  expect(check([department("a", { hidden: true })])).toEqual([]);
  expect(check([department("a", { isSeen: false })])).toEqual([]);
});

test("a mail address is found when no mail goes out", () => {
  const withAddress = [department("a", { offlineEmail: "a@example.com" })];
  expect(check(withAddress, { isMailConfigured: false })).toEqual(["mailNotConfigured a"]);
  expect(check([department("a")], { isMailConfigured: false })).toEqual([]);
});

test("a disabled department misses nothing", () => {
  const off = department("a", { disabled: true, neverOpens: true, hidden: true, isSeen: false });
  expect(check([off], { operators: [], memberships: [] })).toEqual([]);
});

test("an overflow to a hidden or a disabled department is found, by the stronger reason", () => {
  const from = department("a", { overflowDepartmentId: "b" });
  expect(check([from, department("b")])).toEqual([]);
  expect(check([from, department("b", { hidden: true })])).toEqual(["overflowHidden a Department b"]);
  expect(check([from, department("b", { disabled: true, hidden: true })])).toEqual(["overflowDisabled a Department b"]);
});

test("each circle of overflows is found once, and what leads into it is not part of it", () => {
  const to = (id: string, overflowDepartmentId: string | null) => department(id, { overflowDepartmentId });
  expect(check([to("a", "b"), to("b", "a")])).toEqual(["overflowCircle a Department b Department a"]);
  expect(check([to("x", "a"), to("a", "b"), to("b", "c"), to("c", "a"), to("y", "b")])).toEqual([
    "overflowCircle a Department b Department c Department a",
  ]);
  expect(check([to("a", "b"), to("b", "c"), to("c", null), to("d", "c")])).toEqual([]);
  expect(check([to("a", "b"), to("b", "a"), to("c", "d"), to("d", "c")])).toEqual([
    "overflowCircle a Department b Department a",
    "overflowCircle c Department d Department c",
  ]);
  expect(check([to("a", "b"), department("b", { overflowDepartmentId: "a", disabled: true })])).toEqual([
    "overflowDisabled a Department b",
  ]);
});

test("a finding tells where it is and how bad it is", () => {
  const [first, ...others] = findProblems({
    departments: [department("a", { hidden: true, isSeen: false })],
    operators: [operator("anna", 0)],
    memberships: [{ departmentId: "a", operatorId: "anna" }],
    isMailConfigured: true,
  });
  expect(first).toMatchObject({ kind: "allLoadZero", severity: "problem", place: { type: "department", id: "a" } });
  expect(others).toMatchObject([
    { kind: "snippetNotSeen", severity: "note", name: "Department a" },
    { kind: "loadZero", severity: "problem", place: { type: "operator", id: "anna" }, name: "Operator anna" },
  ]);
});
