import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FoundChatDto, SearchResultDto } from "@/lib/search/schemas";
import { type ReadSearch, Searching, TYPING_WAIT_MS } from "./searching";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const found = (id: string, next: string | null = null): SearchResultDto => ({
  chats: [{ id } as FoundChatDto],
  next,
  isSimilar: false,
});
const answer = (data: SearchResultDto) => Promise.resolve({ ok: true as const, status: 200, data });
const wait = () => vi.advanceTimersByTimeAsync(TYPING_WAIT_MS);
const idsOf = (searching: Searching) => searching.get().found?.chats.map(({ id }) => id);

test("what is typed quickly is looked for once, as it stands in the end", async () => {
  const read = vi.fn<ReadSearch>(() => answer(found("one")));
  const searching = new Searching(read);
  for (const typed of ["з", "за", "зака"]) searching.type(typed);
  expect(searching.get()).toMatchObject({ isReading: true, found: null });
  await wait();
  expect(read.mock.calls.map(([typed]) => typed)).toEqual(["зака"]);
  expect(searching.get()).toMatchObject({ isReading: false });
  expect(idsOf(searching)).toEqual(["one"]);
});

test("a slow answer to an earlier text never replaces a later one's", async () => {
  let answerOld = () => {};
  const slow: ReturnType<ReadSearch> = new Promise((resolve) => {
    answerOld = () => resolve({ ok: true, status: 200, data: found("old") });
  });
  const searching = new Searching((typed) => (typed === "old" ? slow : answer(found("new"))));
  searching.type("old");
  await wait();
  searching.type("new");
  await wait();
  answerOld();
  await wait();
  expect(idsOf(searching)).toEqual(["new"]);
});

test("a filter that is not finished waits, with what was found before still there", async () => {
  const read = vi.fn<ReadSearch>(() => answer(found("one")));
  const searching = new Searching(read);
  searching.type("заказ ");
  await wait();
  searching.type("заказ from:");
  await wait();
  expect(searching.get()).toMatchObject({ problem: "filterEmpty", isReading: false });
  expect(idsOf(searching)).toEqual(["one"]);
  expect(read).toHaveBeenCalledTimes(1);
});

test("the next page is added to the one before, and read once", async () => {
  const read = vi.fn<ReadSearch>((_, cursor) => answer(cursor ? found("two") : found("one", "there")));
  const searching = new Searching(read);
  searching.type("заказ");
  await wait();
  searching.more();
  searching.more();
  await wait();
  expect(idsOf(searching)).toEqual(["one", "two"]);
  searching.more();
  expect(read.mock.calls.map(([, cursor]) => cursor)).toEqual([null, "there"]);
});

test("what could not be read is read again when asked", async () => {
  const read = vi.fn<ReadSearch>().mockResolvedValueOnce({ ok: false, code: "unavailable", status: 0 });
  const searching = new Searching(read);
  searching.type("заказ");
  await wait();
  expect(searching.get()).toMatchObject({ hasFailed: true, typed: "заказ" });
  read.mockImplementation(() => answer(found("one")));
  searching.more();
  await wait();
  expect(searching.get()).toMatchObject({ hasFailed: false, isReading: false });
  expect(idsOf(searching)).toEqual(["one"]);
});

test("a search that failed is done again from its beginning, not where an earlier one ended", async () => {
  const read = vi.fn<ReadSearch>(() => answer(found("one", "there")));
  const searching = new Searching(read);
  searching.type("заказ");
  await wait();
  read.mockResolvedValueOnce({ ok: false, code: "unavailable", status: 503 });
  searching.type("возврат");
  await wait();
  searching.more();
  await wait();
  expect(read.mock.calls.map(([typed, cursor]) => [typed, cursor])).toEqual([
    ["заказ", null],
    ["возврат", null],
    ["возврат", null],
  ]);
});

test("an empty field forgets what was found", async () => {
  const searching = new Searching(() => answer(found("one")));
  searching.type("заказ");
  await wait();
  searching.clear();
  expect(searching.get()).toEqual({ typed: "", problem: null, isReading: false, hasFailed: false, found: null });
});
