import { describe, expect, test } from "vitest";
import * as outbox from "./outbox";

const item = (n: number, chatId = "a", body = `text ${n}`) =>
  outbox.newItem({ clientId: `id-${n}`, chatId, body, epoch: 2 }, 1000);
const many = (count: number) => Array.from({ length: count }, (_, n) => item(n));

describe("limits", () => {
  test("the 50th message is taken, the 51st is not", () => {
    expect(outbox.enqueued(many(49), item(49))).toHaveLength(50);
    expect(outbox.enqueued(many(50), item(50))).toBeNull();
  });

  test("more than 256 KB is not taken", () => {
    expect(outbox.enqueued([], item(1, "a", "x".repeat(outbox.OUTBOX_BYTES_MAX)))).toBeNull();
    expect(outbox.enqueued([], item(1, "a", "я".repeat(4000)))).toHaveLength(1);
  });

  test("after a day a message waits no longer, but is not thrown away", () => {
    const [kept] = outbox.withExpiry([item(1)], 1000 + outbox.OUTBOX_AGE_MAX_MS);
    const [old] = outbox.withExpiry([item(1)], 1001 + outbox.OUTBOX_AGE_MAX_MS);
    expect(kept?.failed).toBeUndefined();
    expect(old?.failed).toBe("expired");
  });
});

test("a file that waits to be sent is still there after a reload, and what is no file is nothing", () => {
  const file = { id: crypto.randomUUID(), name: "a.pdf", type: "application/pdf", size: 1, width: null, height: null };
  const waiting = { ...item(1, "a", ""), file: { ...file, hasThumb: false } };
  expect(outbox.parseOutbox(JSON.stringify([waiting]))).toEqual([waiting]);
  expect(outbox.parseOutbox(JSON.stringify([{ ...waiting, file }]))).toEqual([]);
});

test("each chat has its own order, and a failed message holds up none", () => {
  const items = [item(1, "a"), item(2, "b"), item(3, "a")];
  expect(outbox.nextOf(items, "a")?.clientId).toBe("id-1");
  expect(outbox.nextOf(items, "b")?.clientId).toBe("id-2");
  const after = outbox.refused(items, "id-1", "closed");
  expect(outbox.nextOf(after, "a")?.clientId).toBe("id-3");
  expect(outbox.waitingChatIds(after)).toEqual(["b", "a"]);
});

test("waiting times grow, keep between 0.5 and 30 s, and respect what the server asks for", () => {
  expect(outbox.retryDelayMs(0, 0)).toBe(500);
  expect(outbox.retryDelayMs(0, 1)).toBe(1000);
  expect(outbox.retryDelayMs(3, 1)).toBe(4500);
  expect(outbox.retryDelayMs(20, 1)).toBe(30_000);
  expect(outbox.retryDelayMs(0, 0, 60_000)).toBe(60_000);
});

test("a retry by hand keeps the id, so it cannot arrive twice, and takes the present epoch", () => {
  const [again] = outbox.retried(outbox.refused([item(1)], "id-1", "not_owner"), "id-1", 7, 5000);
  expect(again).toMatchObject({ clientId: "id-1", epoch: 7, createdAt: 5000, attempts: 0 });
  expect(again?.failed).toBeUndefined();
});

test("what was stored comes back; what cannot be read is nothing", () => {
  const items = outbox.refused([item(1), item(2)], "id-2", "closed");
  expect(outbox.parseOutbox(JSON.stringify(items))).toEqual(items);
  for (const text of [null, "", "{", "[1]", '[{"clientId":1}]']) expect(outbox.parseOutbox(text)).toEqual([]);
});
