import { describe, expect, test } from "vitest";
import { judgeOperatorSend, judgeVisitorSend, mayClose } from "./rules";

const active = { status: "active", operatorId: "anna", epoch: 3 } as const;

describe("writing", () => {
  const now = new Date("2026-03-02T12:00:00Z");
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

  test.each(["queued", "active"] as const)("a visitor may in a %s chat, whatever they believe of it", (status) => {
    for (const reopen of [true, false])
      expect(judgeVisitorSend({ status, closedAt: null }, { reopen, now })).toBe("ok");
  });

  test("a text that crosses with the close is refused, and its writer decides", () => {
    expect(judgeVisitorSend({ status: "closed", closedAt: hoursAgo(1) }, { reopen: false, now })).toBe("closed");
  });

  test("a visitor who knowingly writes in a closed chat reopens it for 24 hours, and not a moment longer", () => {
    const at = (closedAt: Date) => judgeVisitorSend({ status: "closed", closedAt }, { reopen: true, now });
    expect(at(hoursAgo(24))).toBe("reopen");
    expect(at(new Date(hoursAgo(24).getTime() - 1))).toBe("closed");
  });

  test("an owner may, with the present epoch or without one", () => {
    expect(judgeOperatorSend(active, "anna", 3)).toBe("ok");
    expect(judgeOperatorSend(active, "anna", undefined)).toBe("ok");
  });

  test.each([2, 4])("an owner with epoch %i instead of 3 may not", (epoch) => {
    expect(judgeOperatorSend(active, "anna", epoch)).toBe("not_owner");
  });

  test("another member who knows the present epoch becomes the owner by writing", () => {
    expect(judgeOperatorSend(active, "boris", 3)).toBe("take_over");
    expect(judgeOperatorSend({ status: "queued", operatorId: null, epoch: 1 }, "anna", 1)).toBe("take_over");
  });

  test("a former owner, or somebody who does not know whose the chat is, is refused", () => {
    expect(judgeOperatorSend(active, "boris", 2)).toBe("not_owner");
    expect(judgeOperatorSend(active, "boris", undefined)).toBe("not_owner");
    expect(judgeOperatorSend({ status: "queued", operatorId: null, epoch: 1 }, "anna", undefined)).toBe("not_owner");
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
