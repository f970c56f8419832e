import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ChatEventDto, ChatStateDto, EventsPageDto } from "@/lib/chats/schemas";
import { applyEvents, noteSeq } from "@/lib/chats/timeline";
import type { CallResult } from "@/lib/http/client";
import { messageEvent, stateOf, uuid } from "./test-rows";
import { type EventsRange, GAP_WAIT_MS, TimelineBook } from "./timeline-book";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CHAT = uuid(1);
const down: CallResult<EventsPageDto> = { ok: false, code: "unavailable", status: 0 };

/** A server with `events`, answering pages of `size`. */
function server(events: ChatEventDto[], size = 200) {
  const asked: number[] = [];
  const server = { events, asked, isDown: false, states: [] as ChatStateDto[] };
  const read = async (_: string, { kind, from }: EventsRange): Promise<CallResult<EventsPageDto>> => {
    asked.push(kind === "after" ? from : kind === "tail" ? 0 : -from);
    if (server.isDown) return down;
    const isWanted = ({ seq }: ChatEventDto) => kind === "tail" || (kind === "after" ? seq > from : seq < from);
    const rest = server.events.filter(isWanted);
    const page = kind === "after" ? rest.slice(0, size) : rest.slice(-size);
    const lastSeq = server.events.at(-1)?.seq ?? 0;
    const state = stateOf(1, { lastSeq });
    const data = { events: page, upto: page.at(-1)?.seq ?? 0, hasMore: rest.length > size, state };
    return { ok: true, status: 200, data };
  };
  const book = new TimelineBook(read, (state) => void server.states.push(state));
  return { ...server, server, book, seqs: () => book.get(CHAT)?.timeline.events.map(({ seq }) => seq) };
}

const events = (count: number) => Array.from({ length: count }, (_, n) => messageEvent(1, n + 1));

describe("the timeline book", () => {
  test("opens a chat at its end with one reading, and goes back page by page to its beginning", async () => {
    const { book, seqs, asked } = server(events(5), 2);
    book.open(CHAT);
    await vi.runAllTimersAsync();
    expect(seqs()).toEqual([4, 5]);
    expect(book.get(CHAT)?.isLoaded).toBe(true);
    expect(await book.older(CHAT)).toBe(true);
    expect(seqs()).toEqual([2, 3, 4, 5]);
    expect(await book.older(CHAT)).toBe(false);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    await book.older(CHAT);
    expect(asked).toEqual([0, -4, -2]);
  });

  test("goes on from its end by pages after a break, however far back it begins", async () => {
    const { book, server: source, seqs, asked } = server(events(5), 2);
    book.open(CHAT);
    await vi.runAllTimersAsync();
    source.events = events(9);
    await book.catchUp(CHAT);
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 9]);
    expect(asked).toEqual([0, 5, 7]);
  });

  test("reaches an entry far back, and says when there is none", async () => {
    const { book, server: source, seqs } = server(events(9), 2);
    book.open(CHAT);
    await vi.runAllTimersAsync();
    expect(await book.reach(CHAT, 5)).toBe(true);
    expect(seqs()?.[0]).toBeLessThanOrEqual(5);
    expect(await book.reach(CHAT, 99)).toBe(false);
    source.isDown = true;
    expect(await book.reach(CHAT, 1)).toBe(false);
    expect(book.get(CHAT)).toMatchObject({ isReadingOlder: false, failure: "unavailable" });
  });

  test("keeps only the end of what nobody looks at, and reads the rest again when somebody goes back", async () => {
    const { book, seqs } = server(events(450));
    book.open(CHAT);
    await vi.runAllTimersAsync();
    await book.older(CHAT);
    expect(seqs()).toHaveLength(400);
    book.open(uuid(2));
    expect(seqs()).toHaveLength(100);
    await book.older(CHAT);
    expect(seqs()?.[0]).toBe(151);
  });

  test("lets go what is far above a reader who stays at the end of a long day", async () => {
    const { book, server: source, seqs } = server(events(10));
    book.open(CHAT);
    await vi.runAllTimersAsync();
    source.events = events(700);
    book.update(CHAT, (timeline) => applyEvents(timeline, source.events));
    book.trim(CHAT);
    expect(seqs()).toHaveLength(300);
    expect(seqs()?.at(-1)).toBe(700);
  });

  test("asks for a missing entry after a moment, and not at all when it arrives by itself", async () => {
    const { book, server: source, asked, seqs } = server(events(2));
    book.open(CHAT);
    await vi.runAllTimersAsync();
    source.events = events(4);
    book.update(CHAT, (timeline) => applyEvents(timeline, [messageEvent(1, 4)]));
    expect(seqs()).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(GAP_WAIT_MS - 1);
    expect(asked).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1);
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  test("an announced entry is read", async () => {
    const { book, server: source, seqs } = server(events(1));
    book.open(CHAT);
    await vi.runAllTimersAsync();
    source.events = events(2);
    book.update(CHAT, (timeline) => noteSeq(timeline, 2));
    await vi.advanceTimersByTimeAsync(GAP_WAIT_MS);
    expect(seqs()).toEqual([1, 2]);
  });

  test("a failed reading is said and tried again", async () => {
    const { book, server: source, seqs } = server(events(1));
    source.isDown = true;
    book.open(CHAT);
    await vi.advanceTimersByTimeAsync(0);
    expect(book.get(CHAT)).toMatchObject({ failure: "unavailable", isLoaded: false });
    source.isDown = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(seqs()).toEqual([1]);
    expect(book.get(CHAT)).toMatchObject({ failure: null, isLoaded: true });
  });

  test("going back to a chat shows it at once and reads what is new", async () => {
    const { book, server: source, asked, seqs } = server(events(2));
    book.open(CHAT);
    await vi.runAllTimersAsync();
    source.events = events(3);
    book.open(uuid(2));
    book.open(CHAT);
    expect(seqs()).toEqual([1, 2]);
    await vi.runAllTimersAsync();
    expect(seqs()).toEqual([1, 2, 3]);
    expect(asked.at(-1)).toBe(2);
  });

  test("entries of chats that were never opened are left to their opening", () => {
    const { book } = server([]);
    book.update(CHAT, (timeline) => applyEvents(timeline, events(1)));
    expect(book.get(CHAT)).toBeUndefined();
  });
});
