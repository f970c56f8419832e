/**
 * `open`: somebody takes a chat now; `busy`: all who are there are full; `away`: within the hours, but nobody is there;
 * `closed`: out of hours.
 */
export const DEPARTMENT_STATES = ["open", "busy", "away", "closed"] as const;
export type DepartmentState = (typeof DEPARTMENT_STATES)[number];

export function departmentState(facts: {
  isInHours: boolean;
  isAnybodyThere: boolean;
  hasSlot: boolean;
}): DepartmentState {
  if (!facts.isInHours) return "closed";
  if (!facts.isAnybodyThere) return "away";
  return facts.hasSlot ? "open" : "busy";
}

/** State of a widget with a choice: the best of what it offers. With nothing to offer it is closed. */
export const bestState = (states: readonly DepartmentState[]): DepartmentState =>
  DEPARTMENT_STATES.find((state) => states.includes(state)) ?? "closed";
