import { isOpenAt } from "@/lib/hours/opening";
import type { Schedule } from "@/lib/hours/rules";
import { type DepartmentState, departmentState } from "./department-state";
import { hasSlot, isAvailable, type OperatorFacts } from "./rules";

/** Weight that a chat is assumed to have where none is there yet: the web widget's by default. */
const USUAL_WEIGHT = 1;

/** State of a department from its hours and its operators, at `now` (the database's clock). */
export function stateOf(schedule: Schedule, members: readonly OperatorFacts[], now: Date): DepartmentState {
  const there = members.filter(isAvailable);
  return departmentState({
    isInHours: isOpenAt(schedule, now),
    isAnybodyThere: there.length > 0,
    hasSlot: there.some((facts) => hasSlot(facts, USUAL_WEIGHT)),
  });
}
