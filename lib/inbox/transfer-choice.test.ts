import { describe, expect, test } from "vitest";
import { NOTE_MAX } from "@/lib/chats/input-schemas";
import { mineRow, row, SALES, uuid } from "./test-rows";
import {
  choosableTargets,
  type DepartmentTarget,
  isNobodyThere,
  matchingTargets,
  type OperatorTarget,
  obstacleOf,
  operatorTargetState,
  toTransferInput,
} from "./transfer-choice";

const department = (n: number, change: Partial<DepartmentTarget> = {}): DepartmentTarget => ({
  ...SALES,
  id: uuid(n),
  hidden: false,
  state: "open",
  online: 2,
  load: 2,
  maxLoad: 5,
  waiting: 0,
  estimate: null,
  ...change,
});
const operator = (n: number, change: Partial<OperatorTarget> = {}): OperatorTarget => ({
  id: uuid(n),
  name: `Operator ${n}`,
  intent: "online",
  isReachable: true,
  finishing: false,
  load: 0,
  maxLoad: 5,
  departmentIds: [],
  ...change,
});

test("intent and connection are two things, and offline needs no connection", () => {
  const state = (change: Partial<OperatorTarget>) => operatorTargetState(operator(1, change));
  expect(state({})).toBe("online");
  expect(state({ finishing: true })).toBe("finishing");
  expect(state({ intent: "away", finishing: true })).toBe("away");
  expect(state({ isReachable: false })).toBe("lost");
  expect(state({ intent: "away", isReachable: false })).toBe("lost");
  expect(state({ intent: "offline", isReachable: false })).toBe("offline");
});

test("what stands against an operator is their state, and then that no slot is free", () => {
  const obstacle = (change: Partial<OperatorTarget>) => obstacleOf(operator(1, change));
  expect(obstacle({ load: 4 })).toBeNull();
  expect(obstacle({ load: 5 })).toBe("full");
  expect(obstacle({ load: 5, intent: "away" })).toBe("away");
  expect(obstacle({ finishing: true })).toBe("finishing");
  expect(obstacle({ isReachable: false })).toBe("lost");
});

describe("a second question", () => {
  const targets = {
    departments: [department(1), department(2, { online: 0, state: "away" })],
    operators: [operator(3), operator(4, { intent: "offline" }), operator(5, { finishing: true })],
  };
  const asked = (choice: Parameters<typeof isNobodyThere>[1]) => isNobodyThere(targets, choice);

  test("is asked where nobody is there to take the chat", () => {
    expect(asked({ to: "department", id: uuid(2) })).toBe(true);
    expect(asked({ to: "operator", id: uuid(4), departmentId: null })).toBe(true);
  });

  test("is not asked where somebody is, also when they take no new chats", () => {
    expect(asked({ to: "department", id: uuid(1) })).toBe(false);
    expect(asked({ to: "operator", id: uuid(3), departmentId: null })).toBe(false);
    expect(asked({ to: "operator", id: uuid(5), departmentId: null })).toBe(false);
  });
});

test("a chat goes neither where it is nor to its sender, and a waiting one to departments only", () => {
  const targets = { departments: [department(1), department(2)], operators: [operator(3), operator(4)] };
  const at = { ...SALES, id: uuid(1) };
  const ids = (chat: Parameters<typeof choosableTargets>[1]) => {
    const { departments, operators } = choosableTargets(targets, chat, uuid(3));
    return [...departments, ...operators].map(({ id }) => id);
  };
  expect(ids(mineRow(9, { department: at }))).toEqual([uuid(2), uuid(4)]);
  expect(ids(row(9, { department: at }))).toEqual([uuid(2)]);
});

test("the search finds names and departments, without regard to case and accents, in the order given", () => {
  const targets = {
    departments: [department(1, { name: "Technical Support" }), department(2, { name: "Бухгалтерия" })],
    operators: [operator(3, { name: "Zoë Möller" }), operator(4, { name: "Anna", departmentIds: [uuid(1)] })],
  };
  const found = (query: string) => {
    const { departments, operators } = matchingTargets(targets, query);
    return [...departments, ...operators].map(({ name }) => name);
  };
  expect(found(" ")).toHaveLength(4);
  expect(found("zoe")).toEqual(["Zoë Möller"]);
  expect(found("БУХ")).toEqual(["Бухгалтерия"]);
  expect(found("support tech")).toEqual(["Technical Support", "Anna"]);
  expect(found("nobody")).toEqual([]);
});

describe("what is sent", () => {
  test("names the department, the operator, or both, and the note without blanks around it", () => {
    expect(toTransferInput({ to: "department", id: uuid(1) }, " Please help\n")).toEqual({
      ok: true,
      input: { departmentId: uuid(1), note: "Please help" },
    });
    expect(toTransferInput({ to: "operator", id: uuid(3), departmentId: null }, "")).toEqual({
      ok: true,
      input: { operatorId: uuid(3), note: "" },
    });
    expect(toTransferInput({ to: "operator", id: uuid(3), departmentId: uuid(1) }, "")).toEqual({
      ok: true,
      input: { operatorId: uuid(3), departmentId: uuid(1), note: "" },
    });
  });

  test("a note of 2000 characters is taken, a longer one is refused at the note", () => {
    const choice = { to: "department", id: uuid(1) } as const;
    expect(toTransferInput(choice, "x".repeat(NOTE_MAX)).ok).toBe(true);
    expect(toTransferInput(choice, "x".repeat(NOTE_MAX + 1))).toEqual({ ok: false, noteError: "tooLong" });
  });
});
