import type { InboxChatDto } from "@/lib/chats/schemas";
import { type TransferChatInput, type TransferTargetsDto, transferChatInput } from "@/lib/transfers/schemas";

export type DepartmentTarget = TransferTargetsDto["departments"][number];
export type OperatorTarget = TransferTargetsDto["operators"][number];

/** What an operator is for somebody who wants to hand them a chat. `lost`: their browser has not been heard of. */
export type OperatorTargetState = "online" | "finishing" | "away" | "lost" | "offline";

export function operatorTargetState({
  intent,
  isReachable,
  finishing,
}: Pick<OperatorTarget, "intent" | "isReachable" | "finishing">): OperatorTargetState {
  // Who chose to be offline is not expected to be connected.
  if (intent === "offline") return "offline";
  if (!isReachable) return "lost";
  if (intent === "away") return "away";
  return finishing ? "finishing" : "online";
}

/** Why an operator would not take a chat as a matter of course; `full`: no slot is free. Null: nothing stands against it. */
export function obstacleOf(operator: OperatorTarget): Exclude<OperatorTargetState, "online"> | "full" | null {
  const state = operatorTargetState(operator);
  if (state !== "online") return state;
  return operator.load >= operator.maxLoad ? "full" : null;
}

/** To whom, as far as it is chosen. With an operator, `departmentId` null leaves the chat in its department. */
export type TransferChoice =
  | { to: "department"; id: string }
  | { to: "operator"; id: string; departmentId: string | null };

/** Nobody is there to take it: worth a second question, but no reason to refuse. */
export function isNobodyThere(targets: TransferTargetsDto, choice: TransferChoice): boolean {
  if (choice.to === "department") return targets.departments.find(({ id }) => id === choice.id)?.online === 0;
  const operator = targets.operators.find(({ id }) => id === choice.id);
  if (!operator) return false;
  const state = operatorTargetState(operator);
  return state === "away" || state === "lost" || state === "offline";
}

/** Those whose name, or the name of one of whose departments, contains the words; in the order given. */
export function matchingTargets(targets: TransferTargetsDto, query: string): TransferTargetsDto {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const matches = (...names: string[]) => {
    const text = folded(names.join(" "));
    return words.every((word) => text.includes(word));
  };
  const nameOf = new Map(targets.departments.map(({ id, name }) => [id, name]));
  return {
    departments: targets.departments.filter(({ name }) => matches(name)),
    operators: targets.operators.filter(({ name, departmentIds }) =>
      matches(name, ...departmentIds.flatMap((id) => nameOf.get(id) ?? [])),
    ),
  };
}

/**
 * Those of `targets` that this chat can go to: not where it is already, and not to whoever hands it over. A waiting chat
 * goes to departments only: nobody has it who could offer it.
 */
export const choosableTargets = (
  { departments, operators }: TransferTargetsDto,
  { status, department }: Pick<InboxChatDto, "status" | "department">,
  ownId: string,
): TransferTargetsDto => ({
  departments: departments.filter(({ id }) => id !== department.id),
  operators: status === "active" ? operators.filter(({ id }) => id !== ownId) : [],
});

/** Letters without case and marks: "zoe" finds "Zoë". */
const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What is sent, or the key of the error at the note. */
export function toTransferInput(
  choice: TransferChoice,
  note: string,
): { ok: true; input: TransferChatInput } | { ok: false; noteError: string } {
  const to =
    choice.to === "department"
      ? { departmentId: choice.id }
      : { operatorId: choice.id, ...(choice.departmentId !== null && { departmentId: choice.departmentId }) };
  const parsed = transferChatInput.safeParse({ ...to, note });
  if (parsed.success) return { ok: true, input: parsed.data };
  return { ok: false, noteError: parsed.error.issues.find(({ path }) => path[0] === "note")?.message ?? "invalid" };
}
