import { expect, test } from "vitest";
import { inboxReducer, initialInbox } from "../inbox-state";
import { inboxOf, mineRow, row, SALES } from "../test-rows";
import { QueueLoop } from "./queue-loop";

const REPEAT_MS = 30_000;
const waiting = initialInbox(inboxOf([row(1)], []), null);
const empty = initialInbox(inboxOf([], []), null);

test("a waiting chat sounds every so often by its department's tone", () => {
  const loop = new QueueLoop();
  loop.sounded(1000);
  expect(loop.due(waiting, REPEAT_MS, 1000 + REPEAT_MS - 1)).toBeNull();
  expect(loop.due(waiting, REPEAT_MS, 1000 + REPEAT_MS)).toBe(SALES.id);
  expect(loop.due(waiting, REPEAT_MS, 1000 + REPEAT_MS + 1)).toBeNull();
  expect(loop.due(waiting, REPEAT_MS, 1000 + 2 * REPEAT_MS)).toBe(SALES.id);
});

test("it is silent once somebody took the chat", () => {
  const loop = new QueueLoop();
  const taken = inboxReducer(waiting, { type: "row", chat: mineRow(1, { lastSeq: 3, epoch: 2 }) });
  expect(loop.due(taken, REPEAT_MS, 1e6)).toBeNull();
  expect(loop.due(empty, REPEAT_MS, 1e6)).toBeNull();
});

test("any reaction silences what waits, and a chat that comes after it sounds again", () => {
  const loop = new QueueLoop();
  loop.reacted(waiting);
  expect(loop.due(waiting, REPEAT_MS, 1e6)).toBeNull();
  const more = inboxReducer(waiting, { type: "row", chat: row(2) });
  expect(loop.due(more, REPEAT_MS, 1e6)).toBe(SALES.id);
});
