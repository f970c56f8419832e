import { describe, expect, test } from "vitest";
import { z } from "zod";
import { MESSAGE_BODY_MAX } from "@/lib/chats/input-schemas";
import { importedId, type Known, planChat } from "./plan-chat";
import { importedChat } from "./schemas";

const ANNA = "0b8f5f0e-0000-4000-8000-000000000001";
const known: Known = {
  department: { id: "0b8f5f0e-0000-4000-8000-000000000002", name: "Sales" },
  channelId: "0b8f5f0e-0000-4000-8000-000000000003",
  operatorOf: (email) => (email === "anna@example.com" ? ANNA : null),
};
const at = (minute: number) => `2025-03-01T10:${String(minute).padStart(2, "0")}:00+01:00`;
const message = (from: string, minute: number, text: string, operator = "") => ({
  from,
  at: at(minute),
  text,
  operator,
});
const plan = (chat: object) => planChat("other", importedChat.parse({ id: "1", ...chat }), known);

describe("a chat of another product", () => {
  const planned = plan({
    visitor: { name: "Vera", email: "Vera@Example.com" },
    rating: 5,
    messages: [
      message("operator", 2, "Hi", "anna@example.com"),
      message("visitor", 1, "Hello?"),
      message("note", 3, "Angry", "anna@example.com"),
      message("visitor", 3, "Thanks"),
    ],
  });

  test("becomes a timeline by time, numbered without gaps, in which visitors' numbers leave notes out", () => {
    expect(planned.events.map(({ seq, pubSeq, kind, body }) => [seq, pubSeq, kind, body])).toEqual([
      [1, 1, "started", undefined],
      [2, 2, "message", "Hello?"],
      [3, 3, "message", "Hi"],
      [4, null, "note", "Angry"],
      [5, 4, "message", "Thanks"],
      [6, 5, "closed", undefined],
    ]);
  });

  test("is closed and read, and belongs to whom it names", () => {
    expect(planned.chat).toMatchObject({
      status: "closed",
      operatorId: ANNA,
      visitorEmail: "vera@example.com",
      rating: 5,
      lastSeq: 6,
      lastPubSeq: 5,
      operatorReadSeq: 6,
      lastMessageBy: "visitor",
      lastMessagePreview: "Thanks",
      lastVisitorSeq: 5,
      createdAt: new Date("2025-03-01T09:01:00Z"),
      closedAt: new Date("2025-03-01T09:03:00Z"),
    });
  });

  test("counts in reports by one leg, at the time at which it was", () => {
    expect(planned.leg).toMatchObject({
      operatorId: ANNA,
      queuedAt: new Date("2025-03-01T09:01:00Z"),
      assignedAt: new Date("2025-03-01T09:02:00Z"),
      firstReplyAt: new Date("2025-03-01T09:02:00Z"),
      releasedAt: new Date("2025-03-01T09:03:00Z"),
      reason: "closed",
      fromSeq: 1,
      toSeq: 7,
    });
  });

  test("that nobody answered has no operator, and was left", () => {
    const { chat, leg } = plan({ messages: [message("visitor", 1, "Hello?")] });
    expect(chat).toMatchObject({ operatorId: null, assignedAt: null });
    expect(leg).toMatchObject({ operatorId: null, assignedAt: null, firstReplyAt: null, reason: "left" });
  });

  test("with an answer by nobody who is here is refused", () => {
    expect(() => plan({ messages: [message("operator", 1, "Hi")] })).toThrow(RangeError);
  });

  test("lasts from what it says, or from what was written, whichever is wider", () => {
    const { chat } = plan({
      startedAt: at(5),
      closedAt: at(6),
      messages: [message("visitor", 1, "a"), message("visitor", 9, "b")],
    });
    expect([chat.createdAt, chat.closedAt]).toEqual([new Date(at(1)), new Date(at(9))]);
  });
});

describe("a text longer than ours may be", () => {
  test("becomes several in its order, and nothing of it is lost", () => {
    const text = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(" ");
    const bodies = plan({ messages: [message("visitor", 1, text)] }).events.flatMap(({ body }) => body ?? []);
    expect(bodies.length).toBeGreaterThan(2);
    expect(Math.max(...bodies.map(({ length }) => length))).toBeLessThanOrEqual(MESSAGE_BODY_MAX);
    expect(bodies.join(" ")).toBe(text);
  });

  test("is cut inside no character", () => {
    const text = `a${"😀".repeat(MESSAGE_BODY_MAX)}`;
    const bodies = plan({ messages: [message("visitor", 1, text)] }).events.flatMap(({ body }) => body ?? []);
    expect(bodies.join("")).toBe(text);
    expect(bodies.every((body) => body.isWellFormed())).toBe(true);
  });
});

test("the id of an imported chat follows from its names, and is a UUID", () => {
  expect(importedId("chat", "a", "1")).toBe(importedId("chat", "a", "1"));
  const ids = [importedId("chat", "a", "1"), importedId("chat", "a1", ""), importedId("visitor", "a", "1")];
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(z.uuid().safeParse(id).success).toBe(true);
});
