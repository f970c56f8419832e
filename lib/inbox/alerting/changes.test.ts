import { expect, test } from "vitest";
import { inboxReducer, initialInbox } from "../inbox-state";
import { departmentOf, inboxOf, mineRow, OTHER, offeredRow, row, uuid } from "../test-rows";
import { alertsBetween, mayBeGivenOut } from "./changes";

const none = new Set<string>();
const before = initialInbox(inboxOf([row(1)], [mineRow(2)]), null);
const heard = (chat: ReturnType<typeof row>) => inboxReducer(before, { type: "row", chat });
const later = { preview: "Still there?", by: "visitor", at: "2026-11-20T14:00:00.000Z" } as const;
const more = { lastSeq: 4, lastMessage: later, unread: 2, lastVisitorSeq: 4 };

test("a chat that begins to wait is announced, once", () => {
  const after = heard(row(3));
  expect(alertsBetween(before, after, none)).toMatchObject([{ kind: "waiting", chat: { id: uuid(3) } }]);
  const again = inboxReducer(after, { type: "row", chat: row(3, { lastSeq: 3 }) });
  expect(alertsBetween(after, again, none)).toEqual([]);
});

test("a message of a visitor in my chat is announced unless it has been read already", () => {
  const after = heard(mineRow(2, more));
  expect(alertsBetween(before, after, none)).toMatchObject([{ kind: "message", chat: { id: uuid(2) } }]);
  const read = inboxReducer(before, { type: "read", chatId: uuid(2), seq: 4 });
  const seen = inboxReducer(read, { type: "row", chat: mineRow(2, more) });
  expect(alertsBetween(read, seen, none)).toEqual([]);
});

test("what I am taking is no news, what is given to me is", () => {
  const after = heard(mineRow(1));
  expect(alertsBetween(before, after, new Set([uuid(1)]))).toEqual([]);
  expect(alertsBetween(before, after, none)).toMatchObject([{ kind: "chat", chat: { id: uuid(1) } }]);
});

test("a chat that comes back to me after it went to a colleague is news again", () => {
  const gone = inboxReducer(before, { type: "row", chat: mineRow(2, { lastSeq: 4, epoch: 3, owner: OTHER }) });
  const back = inboxReducer(gone, { type: "row", chat: mineRow(2, { lastSeq: 5, epoch: 4 }) });
  expect(alertsBetween(gone, back, none)).toMatchObject([{ kind: "chat" }]);
});

test("an offer to me is announced once, an offer to a colleague not at all", () => {
  const after = heard(offeredRow(5));
  expect(alertsBetween(before, after, none)).toMatchObject([{ kind: "offer", chat: { id: uuid(5) } }]);
  const again = inboxReducer(after, { type: "row", chat: offeredRow(5, { lastSeq: 5 }) });
  expect(alertsBetween(after, again, none)).toEqual([]);
  const elsewhere = { operatorId: uuid(902), operatorName: "Clara", departmentName: null, expiresAt: null };
  expect(alertsBetween(before, heard(offeredRow(6, { offer: elsewhere })), none)).toEqual([]);
});

test("chats of colleagues and the old queue of a department that I joined are silent", () => {
  expect(alertsBetween(before, heard(row(4, { status: "active", owner: OTHER })), none)).toEqual([]);
  const bikes = { ...row(0).department, id: uuid(801) };
  const joined = inboxOf([row(1), row(5, { department: bikes })], [mineRow(2)]);
  const departments = [...joined.departments, departmentOf(bikes)];
  const after = inboxReducer(before, { type: "snapshot", inbox: { ...joined, departments }, since: before.clock });
  expect(alertsBetween(before, after, none)).toEqual([]);
});

test("a waiting chat is left to the router for a moment, unless its department works by hand", () => {
  expect(mayBeGivenOut(before, row(1))).toBe(true);
  const departments = [departmentOf(undefined, { strategy: "manual" })];
  expect(mayBeGivenOut(initialInbox(inboxOf([], [], { departments }), null), row(1))).toBe(false);
});
