import { expect, test } from "vitest";
import { alertsBetween } from "./alerts";
import { inboxReducer, initialInbox } from "./inbox-state";
import { inboxOf, mineRow, OTHER, row, uuid } from "./test-rows";

const none = new Set<string>();
const before = initialInbox(inboxOf([row(1)], [mineRow(2)]), null);
const heard = (chat: ReturnType<typeof row>) => inboxReducer(before, { type: "row", chat });
const later = { preview: "Still there?", by: "visitor", at: "2026-11-20T14:00:00.000Z" } as const;

test("a chat that begins to wait is announced, once", () => {
  const after = heard(row(3));
  expect(alertsBetween(before, after, none)).toMatchObject([{ kind: "chat", chat: { id: uuid(3) } }]);
  const again = inboxReducer(after, { type: "row", chat: row(3, { lastSeq: 3 }) });
  expect(alertsBetween(after, again, none)).toEqual([]);
});

test("a message of a visitor in my chat is announced unless it has been read already", () => {
  const after = heard(mineRow(2, { lastSeq: 4, lastMessage: later }));
  expect(alertsBetween(before, after, none)).toMatchObject([{ kind: "message", chat: { id: uuid(2) } }]);
  const read = inboxReducer(before, { type: "read", chatId: uuid(2), seq: 4 });
  const seen = inboxReducer(read, { type: "row", chat: mineRow(2, { lastSeq: 4, lastMessage: later }) });
  expect(alertsBetween(read, seen, none)).toEqual([]);
});

test("what I accept is no news, what is given to me is", () => {
  const after = heard(mineRow(1));
  expect(alertsBetween(before, after, new Set([uuid(1)]))).toEqual([]);
  expect(alertsBetween(before, after, none)).toMatchObject([{ kind: "chat", chat: { id: uuid(1) } }]);
});

test("chats of colleagues and the old queue of a department that I joined are silent", () => {
  expect(alertsBetween(before, heard(row(4, { status: "active", owner: OTHER })), none)).toEqual([]);
  const bikes = { ...row(0).department, id: uuid(801) };
  const joined = inboxOf([row(1), row(5, { department: bikes })], [mineRow(2)]);
  const departments = [...joined.departments, { ...bikes, hidden: false, disabled: false }];
  const after = inboxReducer(before, { type: "snapshot", inbox: { ...joined, departments }, since: before.clock });
  expect(alertsBetween(before, after, none)).toEqual([]);
});
