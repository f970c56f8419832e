import { describe, expect, test } from "vitest";
import type { Send } from "../ledger";
import { judge, type Stored, type TimelineRow } from "./judge";

const send = (order: number, values: Partial<Send> = {}): Send => ({
  clientId: `id-${order}`,
  chatId: "chat",
  sender: "visitor 1",
  side: "visitor",
  body: `text ${order}`,
  order,
  state: "acknowledged",
  seq: order + 1,
  ...values,
});

const row = (seq: number, values: Partial<TimelineRow> = {}): TimelineRow => ({
  chat_id: "chat",
  seq,
  pub_seq: seq,
  kind: "message",
  sender_key: "visitor:1",
  client_id: `id-${seq - 1}`,
  ...values,
});

const system = (seq: number, kind: string) => row(seq, { kind, sender_key: "system:", client_id: null });

/** A chat with a start and the texts 1 to 3 of one visitor, which nobody owns. */
const stored = (values: Partial<Stored> = {}): Stored => ({
  timeline: [system(1, "started"), row(2), row(3), row(4)],
  chats: [{ chat_id: "chat", status: "queued", owner_id: null, last_seq: 4 }],
  legs: [{ leg_id: "leg", chat_id: "chat", operator_id: null, from_seq: 1, to_seq: null }],
  ...values,
});
const sends = [send(1), send(2), send(3)];
const counts = (given: readonly Send[], what: Stored) => {
  const { problems: _, ...numbers } = judge(given, what);
  return Object.fromEntries(Object.entries(numbers).filter(([, count]) => count > 0));
};

test("what was acknowledged, stored once and in order is no finding", () => {
  expect(counts(sends, stored())).toEqual({});
});

describe("the checker finds", () => {
  const chat = (values: Partial<Stored["chats"][number]>) => [
    { chat_id: "chat", status: "queued", owner_id: null, last_seq: 4, ...values },
  ];

  test("an acknowledged text that is not there, or is there under another number", () => {
    expect(counts([...sends, send(9)], stored())).toEqual({ lost: 1 });
    expect(counts([send(1), send(2, { seq: 7 }), send(3)], stored())).toEqual({ lost: 1 });
    expect(counts([send(1), send(2, { chatId: "other" }), send(3)], stored())).toEqual({ lost: 1 });
  });

  test("one text stored twice", () => {
    const timeline = [...stored().timeline, row(5, { client_id: "id-3" })];
    expect(counts(sends, stored({ timeline, chats: chat({ last_seq: 5 }) }))).toMatchObject({ doubled: 1 });
  });

  test("a text that nobody sent, and one that was refused", () => {
    expect(counts([send(1), send(2)], stored())).toEqual({ phantom: 1 });
    expect(counts([send(1), send(2), send(3, { state: "refused" })], stored())).toEqual({ phantom: 1 });
  });

  test("texts in another order than their sender wrote them", () => {
    const swapped = [system(1, "started"), row(2, { client_id: "id-2" }), row(3, { client_id: "id-1" }), row(4)];
    const told = [send(1, { seq: 3 }), send(2, { seq: 2 }), send(3)];
    expect(counts(told, stored({ timeline: swapped }))).toEqual({ reordered: 1 });
  });

  test("a hole in either numbering, and a chat that says another last number", () => {
    const hole = [system(1, "started"), row(2), row(4), row(5, { client_id: "id-4", pub_seq: 5 })];
    const told = [send(1), send(3), send(4)];
    expect(counts(told, stored({ timeline: hole })).broken).toBeGreaterThan(0);
    expect(counts(sends, stored({ chats: chat({ last_seq: 9 }) }))).toEqual({ broken: 1 });
    const silent = [system(1, "started"), row(2, { pub_seq: null }), row(3), row(4)];
    expect(counts(sends, stored({ timeline: silent })).broken).toBeGreaterThan(0);
  });

  test("a message behind a close, unless the chat was reopened first", () => {
    const behind = [system(1, "started"), row(2), system(3, "closed"), row(4)];
    const told = [send(1), send(3)];
    expect(counts(told, stored({ timeline: behind }))).toEqual({ broken: 1 });
    const reopened = [system(1, "started"), system(2, "closed"), system(3, "reopened"), row(4)];
    expect(counts([send(3)], stored({ timeline: reopened }))).toEqual({});
  });

  test("two open legs, an owner without a leg, and an open leg of a closed chat", () => {
    const leg = { leg_id: "leg", chat_id: "chat", operator_id: null, from_seq: 1, to_seq: null };
    expect(counts(sends, stored({ legs: [leg, { ...leg, leg_id: "two", from_seq: 3 }] })).broken).toBeGreaterThan(0);
    expect(counts(sends, stored({ chats: chat({ status: "active", owner_id: "olga" }) }))).toEqual({ broken: 1 });
    expect(counts(sends, stored({ chats: chat({ status: "closed" }) }))).toEqual({ broken: 1 });
  });
});
