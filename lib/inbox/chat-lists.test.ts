import { describe, expect, test } from "vitest";
import { attentionCount, chatOf, unreadOf } from "./chat-lists";
import { inboxReducer, initialInbox } from "./inbox-state";
import { inboxOf, mineRow, OTHER, offeredRow, row } from "./test-rows";

describe("unread", () => {
  const start = (chat = mineRow(1)) => initialInbox(inboxOf([], [chat]), null);

  test("is what the server counted until something is read here", () => {
    expect(unreadOf(start(), mineRow(1, { lastSeq: 9, lastVisitorSeq: 8, readSeq: 4, unread: 3 }))).toBe(3);
    expect(unreadOf(start(), row(1))).toBe(1);
  });

  test("is nothing as soon as the newest message of the visitor is read, here or elsewhere", () => {
    const chat = mineRow(1, { lastSeq: 9, lastVisitorSeq: 6, readSeq: 2, unread: 3 });
    expect(unreadOf(start(), { ...chat, readSeq: 6 })).toBe(0);
    const read = inboxReducer(start(chat), { type: "read", chatId: chat.id, seq: 6 });
    expect(unreadOf(read, chat)).toBe(0);
    expect(unreadOf(inboxReducer(start(chat), { type: "read", chatId: chat.id, seq: 5 }), chat)).toBe(1);
  });

  test("reading here only ever grows, and survives a snapshot that does not know of it", () => {
    const chat = mineRow(1, { lastSeq: 6, lastVisitorSeq: 6, readSeq: 2, unread: 4 });
    const read = inboxReducer(start(chat), { type: "read", chatId: chat.id, seq: 6 });
    expect(inboxReducer(read, { type: "read", chatId: chat.id, seq: 5 })).toBe(read);
    const after = inboxReducer(read, { type: "snapshot", inbox: inboxOf([], [chat]), since: read.clock });
    expect(unreadOf(after, chat)).toBe(0);
  });

  test("what the last owner read without answering is news to me", () => {
    const theirs = mineRow(1, { owner: OTHER, lastSeq: 6, lastVisitorSeq: 6, readSeq: 6, unread: 0 });
    const given = mineRow(1, { epoch: 3, lastSeq: 7, lastVisitorSeq: 6, readSeq: 5, unread: 1 });
    const state = inboxReducer(start(theirs), { type: "row", chat: given });
    expect(unreadOf(state, chatOf(state, given.id) ?? theirs)).toBe(1);
  });

  test("a closed chat wants nothing", () => {
    expect(unreadOf(start(), mineRow(1, { status: "closed" }))).toBe(0);
  });
});

test("the title counts offers, waiting chats, also unlisted ones, and unread messages of own chats", () => {
  const mine = [mineRow(3, { lastSeq: 5, readSeq: 3, lastVisitorSeq: 5, unread: 2 })];
  const inbox = inboxOf([row(1), row(2)], mine, { waitingCount: 12, offers: [offeredRow(4)] });
  expect(attentionCount(initialInbox(inbox, null))).toBe(15);
});
