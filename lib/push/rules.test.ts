import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/alerts/rules";
import { isPushEndpoint, judgePush, type PushFacts, pushesOf } from "./rules";

const chat = {
  id: "chat",
  status: "active" as const,
  departmentId: "sales",
  operatorId: "anna",
  offeredOperatorId: null,
};
const queued = { ...chat, status: "queued" as const, operatorId: null };
const event = (kind: string, senderType = "system") => ({ kind, senderType, seq: 7 });

describe("who is to hear of an entry", () => {
  test("of a visitor's message the owner alone, of an operator's nobody", () => {
    const told = pushesOf({ before: chat, chat, event: event("message", "visitor") });
    expect(told).toEqual([
      { kind: "message", chatId: "chat", seq: 7, operatorId: "anna", departmentId: null, waitSeconds: 0 },
    ]);
    expect(pushesOf({ before: chat, chat, event: event("message", "operator") })).toEqual([]);
    expect(pushesOf({ before: queued, chat: queued, event: event("message", "visitor") })).toEqual([]);
  });

  test("of a chat that begins to wait, or comes into another queue, its department after a while", () => {
    const waiting = [{ kind: "waiting", departmentId: "sales", operatorId: null, waitSeconds: 10 }];
    expect(pushesOf({ before: queued, chat: queued, event: event("started") })).toMatchObject(waiting);
    expect(pushesOf({ before: chat, chat: queued, event: event("requeued") })).toMatchObject(waiting);
    const elsewhere = { ...queued, departmentId: "service" };
    expect(pushesOf({ before: elsewhere, chat: queued, event: event("switched") })).toMatchObject(waiting);
    expect(pushesOf({ before: queued, chat: queued, event: event("notice") })).toEqual([]);
  });

  test("of a chat that the router gave them, not of one that they took", () => {
    const boris = { ...chat, operatorId: "boris" };
    for (const kind of ["assigned", "reassigned"]) {
      expect(pushesOf({ before: queued, chat: boris, event: event(kind) })).toMatchObject([
        { kind: "chat", operatorId: "boris" },
      ]);
    }
    for (const kind of ["claimed", "accepted"]) {
      expect(pushesOf({ before: queued, chat: boris, event: event(kind) })).toEqual([]);
    }
  });

  test("of an offer the operator who is asked, once", () => {
    const offered = { ...chat, offeredOperatorId: "clara" };
    expect(pushesOf({ before: chat, chat: offered, event: event("offered") })).toMatchObject([
      { kind: "offer", operatorId: "clara" },
    ]);
    expect(pushesOf({ before: offered, chat: offered, event: event("held") })).toEqual([]);
  });
});

const FACTS: PushFacts = {
  kind: "message",
  seq: 7,
  operatorId: "anna",
  ageSeconds: 5,
  isTheirs: true,
  isInSight: false,
  intent: "online",
  settings: DEFAULT_SETTINGS,
  chat: {
    status: "active",
    operatorId: "anna",
    offeredOperatorId: null,
    unread: 1,
    operatorReadSeq: 3,
    isMember: true,
    isErased: false,
    isMentionRead: false,
  },
};
const judged = (change: Partial<PushFacts>, chatChange: Partial<NonNullable<PushFacts["chat"]>> = {}) => {
  const verdict = judgePush({ ...FACTS, ...change, chat: FACTS.chat && { ...FACTS.chat, ...chatChange } });
  return verdict.do === "end" ? verdict.reason : verdict.do;
};
const QUEUED = { status: "queued", operatorId: null } as const;

describe("whether a message is pushed", () => {
  test("while it is news, and nobody looks", () => {
    expect(judged({})).toBe("send");
    expect(judged({ kind: "chat" })).toBe("send");
    expect(judged({ kind: "waiting" }, QUEUED)).toBe("send");
    expect(judged({ kind: "offer" }, { operatorId: "boris", offeredOperatorId: "anna" })).toBe("send");
    expect(judged({ kind: "mention" }, { operatorId: "boris" })).toBe("send");
    expect(judged({ kind: "supervisor" }, { operatorId: "boris" })).toBe("send");
  });

  test("never while an inbox is in sight: it waits, until it is no news any more", () => {
    expect(judged({ isInSight: true })).toBe("wait");
    expect(judged({ isInSight: true, ageSeconds: 600 })).toBe("wait");
    expect(judged({ isInSight: true, ageSeconds: 600.1 })).toBe("too old");
    expect(judged({ isInSight: true }, { unread: 0 })).toBe("read");
    expect(judged({ isInSight: true, kind: "mention" })).toBe("wait");
    expect(judged({ isInSight: true, kind: "supervisor" })).toBe("seen");
  });

  test("not when it was read, taken, answered or erased meanwhile", () => {
    expect(judged({}, { unread: 0 })).toBe("read");
    expect(judged({}, { operatorId: "boris" })).toBe("read");
    expect(judged({ kind: "chat" }, { operatorReadSeq: 7 })).toBe("taken");
    expect(judged({ kind: "chat" }, { operatorReadSeq: 6 })).toBe("send");
    expect(judged({ kind: "waiting" })).toBe("taken");
    expect(judged({ kind: "waiting" }, { ...QUEUED, isMember: false })).toBe("no member");
    expect(judged({ kind: "offer" }, { offeredOperatorId: "clara" })).toBe("answered");
    expect(judged({ kind: "mention" }, { isMentionRead: true })).toBe("read");
    expect(judged({ kind: "supervisor" }, { status: "closed" })).toBe("gone");
    expect(judged({}, { isErased: true })).toBe("gone");
    expect(judgePush({ ...FACTS, chat: null })).toEqual({ do: "end", reason: "gone" });
  });

  test("not to a browser whose session has ended or that is another's by now, not even a test", () => {
    expect(judged({ isTheirs: false })).toBe("signed out");
    expect(judged({ isTheirs: false, kind: "test" })).toBe("signed out");
    expect(judged({ kind: "test", isInSight: true, intent: "offline" })).toBe("send");
  });

  test("not what the operator does not want pushed, and not to one who is Offline", () => {
    const means = { ...DEFAULT_SETTINGS.means, message: { sound: true, desktop: true, push: false } };
    expect(judged({ settings: { ...DEFAULT_SETTINGS, means } })).toBe("not wanted");
    expect(judged({ kind: "waiting", intent: "offline" }, QUEUED)).toBe("not wanted");
    expect(judged({ intent: "offline" })).toBe("send");
  });
});

test.each([
  ["https://fcm.googleapis.com/fcm/send/abc", true],
  ["https://updates.push.services.mozilla.com/wpush/v2/abc", true],
  ["https://web.push.apple.com/abc", true],
  ["http://push.example.com/abc", false],
  ["https://push.example.com:8443/abc", false],
  ["https://push.example.com:25/abc", false],
  ["https://user:pass@push.example.com/abc", false],
  ["https://127.0.0.1/abc", false],
  ["https://127.1/abc", false],
  ["https://2130706433/abc", false],
  ["https://0x7f.1/abc", false],
  ["https://[::1]/abc", false],
  ["https://[::ffff:10.0.0.1]/abc", false],
  ["https://localhost/abc", false],
  ["file:///etc/passwd", false],
  ["javascript:alert(1)", false],
  ["", false],
])("%s as the address of a push service: %s", (address, isOne) => expect(isPushEndpoint(address)).toBe(isOne));
