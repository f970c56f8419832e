import { expect, test } from "vitest";
import { together } from "./together";

/** Calls that the test answers when it wants to. */
function heldCalls() {
  const calls: { items: readonly number[]; answer: () => void; fail: (error: unknown) => void }[] = [];
  const ask = together<number, string>(
    (items) =>
      new Promise((resolve, reject) => {
        calls.push({ items, answer: () => resolve(items.map((item) => `answer ${item}`)), fail: reject });
      }),
  );
  const itemsOf = () => calls.map(({ items }) => items);
  return { calls, ask, itemsOf };
}

const turn = () => new Promise((done) => setImmediate(done));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("one item goes at once, and what is asked for meanwhile goes together, each with its own answer", async () => {
  const { calls, ask, itemsOf } = heldCalls();
  const answers = Promise.all(numbers(5).map(ask));
  expect(itemsOf()).toEqual([[0]]);
  calls[0]?.answer();
  await turn();
  expect(itemsOf()).toEqual([[0], [1, 2, 3, 4]]);
  calls[1]?.answer();
  expect(await answers).toEqual(numbers(5).map((item) => `answer ${item}`));
});

test("a crowd goes in calls of 64 at most, and nobody is left out", async () => {
  const sizes: number[] = [];
  const ask = together<number, number>(async (items) => {
    sizes.push(items.length);
    await turn();
    return items.map((item) => item * 2);
  });
  expect(await Promise.all(numbers(100).map(ask))).toEqual(numbers(100).map((item) => item * 2));
  expect(sizes).toEqual([1, 64, 35]);
});

test("an item that cannot be done fails alone, and the others of its call are done", async () => {
  const ask = together<number, string>(async (items) => {
    await turn();
    if (items.includes(3)) throw Object.assign(new Error("no"), { code: "23505" });
    return items.map((item) => `answer ${item}`);
  });
  const ends = await Promise.allSettled(numbers(6).map(ask));
  expect(ends.map(({ status }) => status === "fulfilled")).toEqual([true, true, true, false, true, true]);
});

test("a database that is gone fails all of a call at once, and the next call is made anew", async () => {
  const { calls, ask, itemsOf } = heldCalls();
  const first = Promise.allSettled(numbers(3).map(ask));
  calls[0]?.answer();
  await turn();
  calls[1]?.fail(Object.assign(new Error("gone"), { code: "ECONNREFUSED" }));
  expect((await first).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  void ask(7);
  expect(itemsOf().at(-1)).toEqual([7]);
});

test("a call that takes long holds nobody up, but only so many run at once", async () => {
  const { calls, ask } = heldCalls();
  void ask(0);
  for (let count = 1; count < 4; count++) {
    void ask(count);
    await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(count + 1);
  }
  void ask(4);
  await new Promise((done) => setTimeout(done, 100));
  expect(calls).toHaveLength(4);
  calls[2]?.answer();
  await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(5);
});
