import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChatListDto } from "@/lib/chats/lists/list-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { CallResult } from "@/lib/http/client";
import { instant, mineRow, uuid } from "@/lib/inbox/test-rows";
import { isBefore, sortKeyOf } from "./order";
import { PagedList } from "./paged-list";

/** An open chat whose newest message came at this second. */
const open = (n: number, second: number, lastSeq = 3) =>
  mineRow(n, { lastSeq, lastMessage: { preview: "Hello", by: "visitor", at: instant(second) } });
const ids = (list: PagedList) => list.get().rows.map(({ id }) => id);
const inOrder = (chats: readonly InboxChatDto[]) =>
  [...chats].sort((one, other) => (isBefore(sortKeyOf(one), sortKeyOf(other)) ? -1 : 1));

/** A server with these chats that answers two at a time; `hold` keeps the answer back until it is released. */
function server(chats: InboxChatDto[]) {
  const state = { chats, isFailing: false, release: null as (() => void) | null, isHolding: false };
  const list = new PagedList(async (query, cursor): Promise<CallResult<ChatListDto>> => {
    if (state.isFailing) return { ok: false, code: "unavailable", status: 0 };
    const wanted = inOrder(state.chats.filter(({ status }) => (status === "closed") === (query.list === "closed")));
    const from = cursor === null ? 0 : wanted.findIndex((chat) => isBefore(JSON.parse(cursor), sortKeyOf(chat)));
    const page = from < 0 ? [] : wanted.slice(from, from + 2);
    const last = page.at(-1);
    const hasMore = from >= 0 && from + 2 < wanted.length;
    if (state.isHolding) await new Promise<void>((resolve) => (state.release = resolve));
    return {
      ok: true,
      status: 200,
      data: { chats: page, next: hasMore && last ? JSON.stringify(sortKeyOf(last)) : null },
    };
  });
  return { list, state };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a list that is read page by page", () => {
  test("goes on where it ended, and knows its end", async () => {
    const { list } = server([open(1, 30), open(2, 20), open(3, 10)]);
    list.show({ list: "all" });
    await settled();
    expect(ids(list)).toEqual([uuid(1), uuid(2)]);
    expect(list.get().isDone).toBe(false);
    await list.more();
    expect(ids(list)).toEqual([uuid(1), uuid(2), uuid(3)]);
    expect(list.get().isDone).toBe(true);
  });

  test("takes what is heard of at its place, leaves out what belongs further down, and lets go what was closed", async () => {
    const { list } = server([open(1, 30), open(2, 20), open(3, 10), open(4, 5)]);
    list.show({ list: "all" });
    await settled();
    list.heard(open(5, 25));
    list.heard(open(6, 7));
    expect(ids(list)).toEqual([uuid(1), uuid(5), uuid(2)]);
    list.heard(open(2, 40, 4));
    expect(ids(list)).toEqual([uuid(2), uuid(1), uuid(5)]);
    list.heard({ ...open(1, 30, 4), status: "closed", closedAt: instant(50) });
    expect(ids(list)).toEqual([uuid(2), uuid(5)]);
    list.heard(open(2, 20, 3));
    expect(ids(list)).toEqual([uuid(2), uuid(5)]);
  });

  test("shows only the last of two lists that were asked for in a hurry", async () => {
    const { list, state } = server([open(1, 30), { ...open(2, 20), status: "closed", closedAt: instant(50) }]);
    state.isHolding = true;
    list.show({ list: "closed" });
    const { release } = state;
    state.isHolding = false;
    list.show({ list: "all" });
    release?.();
    await settled();
    expect(ids(list)).toEqual([uuid(1)]);
  });

  test("says why a page is not there, and reads it when it is asked for again", async () => {
    const { list, state } = server([open(1, 30)]);
    state.isFailing = true;
    list.show({ list: "all" });
    await settled();
    expect(list.get()).toMatchObject({ failure: "unavailable", isReading: false, rows: [] });
    state.isFailing = false;
    await list.more();
    expect(list.get()).toMatchObject({ failure: null, isDone: true });
  });

  test("after a break drops what is gone, and keeps what it hears of meanwhile", async () => {
    const { list, state } = server([open(1, 30), open(2, 20)]);
    list.show({ list: "all" });
    await settled();
    state.chats = [open(2, 20, 5), open(3, 40)];
    state.isHolding = true;
    const reloading = list.reload();
    list.heard(open(2, 50, 6));
    state.isHolding = false;
    state.release?.();
    await reloading;
    expect(ids(list)).toEqual([uuid(2), uuid(3)]);
    expect(list.get().rows[0]?.lastSeq).toBe(6);
  });

  test("a message heard of is one more to read for who has opened a colleague's chat", async () => {
    const { list } = server([{ ...open(1, 30), own: { readSeq: 2, unread: 1 } }]);
    list.show({ list: "all" });
    await settled();
    list.heard({ ...open(1, 31, 4), lastVisitorSeq: 4 });
    expect(list.get().rows[0]?.own).toEqual({ readSeq: 2, unread: 2 });
  });

  test("any run of heard rows and pages, read to the end, is the server's list", async () => {
    const step = fc.record({ chat: fc.integer({ min: 1, max: 6 }), isPage: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const { list, state } = server([open(1, 10), open(2, 20), open(3, 30), open(4, 40)]);
        list.show({ list: "all" });
        await settled();
        let second = 50;
        for (const { chat, isPage } of steps) {
          if (isPage) await list.more();
          else {
            const known = state.chats.find(({ id }) => id === uuid(chat));
            second += 1;
            const moved = open(chat, second, (known?.lastSeq ?? 2) + 1);
            state.chats = [...state.chats.filter((one) => one !== known), moved];
            list.heard(moved);
          }
        }
        while (!list.get().isDone) await list.more();
        expect(ids(list)).toEqual(inOrder(state.chats).map(({ id }) => id));
      }),
      { numRuns: 200 },
    );
  });
});
