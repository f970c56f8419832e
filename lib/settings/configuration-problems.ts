import type { Finding, FindingKind, FindingPlace } from "./schemas";

export type DepartmentFacts = {
  id: string;
  name: string;
  hidden: boolean;
  disabled: boolean;
  /** Null also where no time is set after which it would be offered. */
  overflowDepartmentId: string | null;
  offlineEmail: string | null;
  neverOpens: boolean;
  /** Its own snippet was seen on a page of late. */
  isSeen: boolean;
};

export type OperatorFacts = { id: string; name: string; maxLoad: number };

/** What the check looks at. Operators are the active ones. */
export type ConfigurationFacts = {
  departments: readonly DepartmentFacts[];
  operators: readonly OperatorFacts[];
  memberships: readonly { departmentId: string; operatorId: string }[];
  isMailConfigured: boolean;
};

/** Everything about departments and operators that keeps chats from being answered, in the order of the two lists. */
export function findProblems(facts: ConfigurationFacts): Finding[] {
  const operators = new Map(facts.operators.map((operator) => [operator.id, operator]));
  const membersOf = new Map<string, OperatorFacts[]>(facts.departments.map(({ id }) => [id, []]));
  const placed = new Set<string>();
  for (const { departmentId, operatorId } of facts.memberships) {
    const operator = operators.get(operatorId);
    const members = membersOf.get(departmentId);
    if (!operator || !members) continue;
    members.push(operator);
    placed.add(operatorId);
  }
  return [
    ...facts.departments.flatMap((department) =>
      departmentProblems(department, membersOf.get(department.id) ?? [], facts),
    ),
    ...overflowCircles(facts.departments.filter(({ disabled }) => !disabled)),
    ...facts.operators.flatMap((operator) => operatorProblems(operator, placed.has(operator.id))),
  ];
}

function departmentProblems(
  department: DepartmentFacts,
  members: OperatorFacts[],
  { departments, isMailConfigured }: ConfigurationFacts,
): Finding[] {
  // It takes no chats, so nothing of it is missing.
  if (department.disabled) return [];
  const found = (kind: FindingKind, others: { name: string }[] = []) =>
    finding(kind, { type: "department", id: department.id }, department.name, others);
  const problems: Finding[] = [];
  if (members.length === 0) problems.push(found("noOperators"));
  else if (members.every(({ maxLoad }) => maxLoad === 0)) problems.push(found("allLoadZero"));
  if (department.neverOpens) problems.push(found("neverOpens"));
  const overflow = departments.find(({ id }) => id === department.overflowDepartmentId);
  if (overflow?.disabled) problems.push(found("overflowDisabled", [overflow]));
  else if (overflow?.hidden) problems.push(found("overflowHidden", [overflow]));
  if (department.hidden && !department.isSeen) problems.push(found("snippetNotSeen"));
  if (department.offlineEmail !== null && !isMailConfigured) problems.push(found("mailNotConfigured"));
  return problems;
}

function operatorProblems({ id, name, maxLoad }: OperatorFacts, isPlaced: boolean): Finding[] {
  const place: FindingPlace = { type: "operator", id };
  const problems: Finding[] = [];
  if (!isPlaced) problems.push(finding("noDepartment", place, name));
  if (maxLoad === 0) problems.push(finding("loadZero", place, name));
  return problems;
}

/** Each circle once, named from its first department on; what merely leads into a circle is not part of it. */
function overflowCircles(departments: readonly DepartmentFacts[]): Finding[] {
  const byId = new Map(departments.map((department) => [department.id, department]));
  const done = new Set<string>();
  const circles: Finding[] = [];
  for (const start of departments) {
    const path: DepartmentFacts[] = [];
    let next: DepartmentFacts | undefined = start;
    while (next && !done.has(next.id) && !path.includes(next)) {
      path.push(next);
      next = byId.get(next.overflowDepartmentId ?? "");
    }
    const entry = next ? path.indexOf(next) : -1;
    if (next && entry >= 0) {
      const others = [...path.slice(entry + 1), next];
      circles.push(finding("overflowCircle", { type: "department", id: next.id }, next.name, others));
    }
    for (const { id } of path) done.add(id);
  }
  return circles;
}

const finding = (kind: FindingKind, place: FindingPlace, name: string, others: { name: string }[] = []): Finding => ({
  kind,
  severity: kind === "snippetNotSeen" ? "note" : "problem",
  place,
  name,
  others: others.map((other) => other.name),
});
