import { describe, expect, test } from "vitest";
import { inboxReducer, initialInbox } from "../inbox-state";
import { inboxOf, mineRow, row, uuid } from "../test-rows";
import { PULSE_CHATS_MAX, pulseContents } from "./pulse-contents";

const chats = (count: number) => Array.from({ length: count }, (_, n) => mineRow(n + 1));

describe("what a pulse carries", () => {
  test("the opened chat is in each, every own chat in one of a few", () => {
    const state = initialInbox(inboxOf([row(99)], chats(45)), uuid(99));
    const heard = new Set<string>();
    for (let turn = 0; turn < 3; turn++) {
      const { chatIds } = pulseContents(state, null, turn);
      expect(chatIds).toHaveLength(PULSE_CHATS_MAX);
      expect(chatIds[0]).toBe(uuid(99));
      for (const id of chatIds) heard.add(id);
    }
    expect(heard.size).toBe(46);
  });

  test("an opened chat that I may not see is not asked for", () => {
    const state = initialInbox(inboxOf([], chats(1)), uuid(99));
    expect(pulseContents(state, uuid(99), 0).chatIds).toEqual([uuid(1)]);
  });

  test("how far my chats have arrived here is said of those that are asked for", () => {
    const state = initialInbox(inboxOf([row(9)], [mineRow(1, { lastSeq: 7 })]), uuid(9));
    expect(pulseContents(state, null, 0).delivered).toEqual({ [uuid(1)]: 7 });
  });

  test("reading marks are sent until the server has them", () => {
    const state = initialInbox(inboxOf([], [mineRow(1, { readSeq: 2 }), mineRow(2, { readSeq: 3 })]), null);
    const read = inboxReducer(inboxReducer(state, { type: "read", chatId: uuid(1), seq: 3 }), {
      type: "read",
      chatId: uuid(2),
      seq: 3,
    });
    expect(pulseContents(read, null, 0).read).toEqual({ [uuid(1)]: 3 });
  });
});
