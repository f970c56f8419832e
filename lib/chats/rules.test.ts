import { describe, expect, test } from "vitest";
import { judgeOperatorSend, judgeVisitorSend, mayClose } from "./rules";

const active = { status: "active", operatorId: "anna", epoch: 3 } as const;

describe("writing", () => {
  test.each([
    ["queued", "ok"],
    ["active", "ok"],
    ["closed", "closed"],
  ] as const)("a visitor in a %s chat: %s", (status, verdict) => {
    expect(judgeVisitorSend({ status })).toBe(verdict);
  });

  test("an owner may, with the present epoch or without one", () => {
    expect(judgeOperatorSend(active, "anna", 3)).toBe("ok");
    expect(judgeOperatorSend(active, "anna", undefined)).toBe("ok");
  });

  test.each([2, 4])("an owner with epoch %i instead of 3 may not", (epoch) => {
    expect(judgeOperatorSend(active, "anna", epoch)).toBe("not_owner");
  });

  test("nobody else may, nor anybody in a queued chat", () => {
    expect(judgeOperatorSend(active, "boris", 3)).toBe("not_owner");
    expect(judgeOperatorSend({ status: "queued", operatorId: null, epoch: 1 }, "anna", 1)).toBe("not_owner");
  });

  test("a closed chat is closed to its owner too", () => {
    expect(judgeOperatorSend({ ...active, status: "closed" }, "anna", 3)).toBe("closed");
  });
});

describe("closing", () => {
  const chat = { visitorId: "vera", operatorId: "anna" };
  test.each([
    [{ type: "visitor", visitorId: "vera" }, true],
    [{ type: "visitor", visitorId: "other" }, false],
    [{ type: "operator", operatorId: "anna", role: "operator" }, true],
    [{ type: "operator", operatorId: "boris", role: "operator" }, false],
    [{ type: "operator", operatorId: "boris", role: "supervisor" }, true],
    [{ type: "operator", operatorId: "boris", role: "admin" }, true],
  ] as const)("%j: %s", (actor, allowed) => {
    expect(mayClose(chat, actor)).toBe(allowed);
  });
});
