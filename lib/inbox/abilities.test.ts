import { expect, test } from "vitest";
import { abilitiesOf } from "./abilities";
import { departmentOf, instant, ME, mineRow, OTHER, offeredRow, row, SALES, uuid } from "./test-rows";

const possible = (chat: ReturnType<typeof row>, role: "operator" | "supervisor" = "operator") =>
  Object.entries(abilitiesOf(chat, { operator: { ...ME, role }, departments: [departmentOf()] }))
    .filter(([, can]) => can)
    .map(([name]) => name);

test("the owner does everything, on hold resumes instead of holding", () => {
  expect(possible(mineRow(1))).toEqual(["hold", "snooze", "transfer", "close"]);
  expect(possible(mineRow(1, { heldAt: instant(5) }))).toEqual(["resume", "snooze", "transfer", "close"]);
  const due = { reassignAt: instant(60), idleCloseAt: null };
  expect(possible(mineRow(1, { deadlines: due }))).toContain("sayOnIt");
});

test("while it is offered, the owner neither parks it nor offers it a second time", () => {
  const offer = { operatorId: OTHER.id, operatorName: OTHER.name, departmentName: null, expiresAt: instant(90) };
  expect(possible(mineRow(1, { offer }))).toEqual(["close"]);
});

test("members take or hand on what waits, in their own departments only", () => {
  expect(possible(row(1))).toEqual(["accept", "transfer"]);
  expect(possible(row(1, { department: { ...SALES, id: uuid(877) } }))).toEqual([]);
});

test("whom it is offered to can do nothing with it before accepting", () => {
  expect(possible(offeredRow(1))).toEqual([]);
});

test("with a colleague's chat a member can do one thing: answer in it, which makes it theirs", () => {
  expect(possible(mineRow(1, { owner: OTHER }))).toEqual(["answerInstead"]);
  expect(possible(mineRow(1, { owner: OTHER, department: { ...SALES, id: uuid(877) } }))).toEqual([]);
});

test("who supervises may take a chat of anybody over, close it or hand it on, and of a closed one only judge it", () => {
  expect(possible(mineRow(1, { owner: OTHER }), "supervisor")).toEqual(["snooze", "transfer", "close", "takeOver"]);
  expect(possible(mineRow(1), "supervisor")).not.toContain("takeOver");
  expect(possible(mineRow(1, { status: "closed" }), "supervisor")).toEqual(["review"]);
  expect(possible(mineRow(1, { status: "closed" }))).toEqual([]);
});
