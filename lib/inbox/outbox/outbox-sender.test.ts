import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CallResult } from "@/lib/http/client";
import { safeStorage } from "../storage";
import { newItem, type OutboxItem } from "./outbox";
import { Outbox } from "./outbox-sender";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const KEY = "outbox";
const down: CallResult<string> = { ok: false, code: "unavailable", status: 0 };
const item = (n: number, chatId = "a") =>
  newItem({ clientId: `id-${n}`, chatId, body: `text ${n}`, epoch: 2 }, Date.now());

function blockedStorage() {
  return safeStorage(() => {
    throw new Error("blocked");
  });
}

function sender(
  answers: (item: OutboxItem) => CallResult<string> | Promise<CallResult<string>>,
  store = blockedStorage(),
) {
  const sent: string[] = [];
  const failures: string[] = [];
  const outbox = new Outbox<string>({
    store,
    key: KEY,
    send: async (one) => {
      sent.push(one.clientId);
      return answers(one);
    },
    onSent: () => {},
    onFailure: (_, { code }) => void failures.push(code),
    exclusively: (_, work) => work(),
    random: () => 0,
  });
  return { outbox, sent, failures, store };
}

const yes = (): CallResult<string> => ({ ok: true, data: "", status: 201 });

describe("the outbox", () => {
  test("stores a message before the first try and forgets it after the answer", async () => {
    let stored: string | null = null;
    const { outbox, store } = sender(() => {
      stored = store.get(KEY);
      return yes();
    });
    outbox.add(item(1));
    await vi.runAllTimersAsync();
    expect(stored).toContain("text 1");
    expect(outbox.items()).toEqual([]);
    expect(store.get(KEY)).toBeNull();
  });

  test("sends one after the other, in order, per chat", async () => {
    const open: (() => void)[] = [];
    const { outbox, sent } = sender(() => new Promise((resolve) => open.push(() => resolve(yes()))));
    for (const n of [1, 2, 3]) outbox.add(item(n));
    outbox.add(item(9, "b"));
    await vi.runAllTimersAsync();
    expect(sent).toEqual(["id-1", "id-9"]);
    open[0]?.();
    await vi.runAllTimersAsync();
    expect(sent).toEqual(["id-1", "id-9", "id-2"]);
  });

  test("tries again by itself until the server is back, without changing the order", async () => {
    let isBack = false;
    const { outbox, sent } = sender(() => (isBack ? yes() : down));
    outbox.add(item(1));
    outbox.add(item(2));
    await vi.advanceTimersByTimeAsync(2000);
    expect(new Set(sent)).toEqual(new Set(["id-1"]));
    expect(outbox.items()[0]?.attempts).toBeGreaterThan(1);
    isBack = true;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(outbox.items()).toEqual([]);
    expect(sent.at(-1)).toBe("id-2");
  });

  test("being back on the network ends the waiting at once", async () => {
    let isBack = false;
    const { outbox, sent } = sender(() => (isBack ? yes() : down));
    outbox.add(item(1));
    await vi.advanceTimersByTimeAsync(100);
    isBack = true;
    const before = sent.length;
    outbox.kick(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.length).toBe(before + 1);
    expect(outbox.items()).toEqual([]);
  });

  test("a refusal that stays one is shown with its text, and the next message goes on", async () => {
    const refusal: CallResult<string> = { ok: false, code: "not_owner", status: 409 };
    const { outbox, failures } = sender(({ clientId }) => (clientId === "id-1" ? refusal : yes()));
    outbox.add(item(1));
    outbox.add(item(2));
    await vi.runAllTimersAsync();
    expect(outbox.items()).toMatchObject([{ clientId: "id-1", body: "text 1", failed: "not_owner" }]);
    expect(failures).toEqual(["not_owner"]);
    outbox.remove("id-1");
    expect(outbox.items()).toEqual([]);
  });

  test("signed out is no verdict on the message: it waits", async () => {
    const { outbox } = sender(() => ({ ok: false, code: "unauthenticated", status: 401 }));
    outbox.add(item(1));
    await vi.advanceTimersByTimeAsync(5000);
    expect(outbox.items()).toMatchObject([{ clientId: "id-1" }]);
    expect(outbox.items()[0]?.failed).toBeUndefined();
  });

  test("a tab that was closed in between loses nothing: the next one sends", async () => {
    const { outbox, store } = sender(() => new Promise(() => {}));
    outbox.add(item(1));
    outbox.stop();
    const next = sender(yes, store);
    next.outbox.start();
    await vi.runAllTimersAsync();
    expect(next.sent).toEqual(["id-1"]);
    expect(next.outbox.items()).toEqual([]);
  });

  test("says no when it is full, and the text stays where it was typed", async () => {
    const { outbox } = sender(() => new Promise(() => {}));
    for (let n = 0; n < 50; n++) expect(outbox.add(item(n))).toBe(true);
    expect(outbox.add(item(51))).toBe(false);
  });
});
