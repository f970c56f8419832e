import { expect, test } from "vitest";
import { inboxReducer, initialInbox } from "../inbox-state";
import { inboxOf, mineRow, OTHER, offeredRow, row, uuid } from "../test-rows";
import { isOver } from "./changes";

const state = initialInbox(inboxOf([row(1)], [mineRow(2)], { offers: [offeredRow(3)] }), null);
const heard = (chat: ReturnType<typeof row>) => inboxReducer(state, { type: "row", chat });
const ones = [1, 2, 3].map(uuid) as [string, string, string];

test("a waiting chat is over when anybody took it", () => {
  expect(isOver("waiting", ones[0], state)).toBe(false);
  expect(isOver("waiting", ones[0], heard(row(1, { status: "active", owner: OTHER, lastSeq: 3 })))).toBe(true);
});

test("a message is over when it was read, or the chat went to somebody else", () => {
  expect(isOver("message", ones[1], state)).toBe(false);
  expect(isOver("message", ones[1], inboxReducer(state, { type: "read", chatId: ones[1], seq: 9 }))).toBe(true);
  expect(isOver("chat", ones[1], heard(mineRow(2, { owner: OTHER, lastSeq: 9 })))).toBe(true);
});

test("an offer is over when it was answered or withdrawn", () => {
  expect(isOver("offer", ones[2], state)).toBe(false);
  expect(isOver("offer", ones[2], heard(offeredRow(3, { offer: null, lastSeq: 9 })))).toBe(true);
});

test("a mention and a call for help are over when their chat is opened", () => {
  const opened = inboxReducer(state, { type: "opened", chatId: ones[0] });
  for (const kind of ["mention", "supervisor"] as const) {
    expect(isOver(kind, ones[0], state)).toBe(false);
    expect(isOver(kind, ones[0], opened)).toBe(true);
  }
});

test("what nobody knows of is over", () => {
  for (const kind of ["waiting", "chat", "offer", "message"] as const) expect(isOver(kind, uuid(99), state)).toBe(true);
});
