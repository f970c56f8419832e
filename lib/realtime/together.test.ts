import { afterEach, expect, test, vi } from "vitest";
import { soonAsTask, Together } from "./together";

afterEach(() => vi.unstubAllGlobals());

/** Tasks that begin when they are told to. */
function tasks() {
  const waiting: (() => void)[] = [];
  return { waiting, soon: (work: () => void) => void waiting.push(work), run: () => waiting.shift()?.() };
}

test("what comes before the task begins is done in it, in order, and nothing at once", () => {
  const { soon, waiting, run } = tasks();
  const together = new Together(soon);
  const done: number[] = [];
  for (const n of [1, 2, 3]) together.add(() => done.push(n));
  expect(done).toEqual([]);
  expect(waiting).toHaveLength(1);
  run();
  expect(done).toEqual([1, 2, 3]);
});

test("what comes while a task runs waits for the next", () => {
  const { soon, waiting, run } = tasks();
  const together = new Together(soon);
  const done: string[] = [];
  together.add(() => {
    done.push("first");
    together.add(() => done.push("later"));
  });
  together.add(() => done.push("second"));
  run();
  expect(done).toEqual(["first", "second"]);
  expect(waiting).toHaveLength(1);
  run();
  expect(done).toEqual(["first", "second", "later"]);
});

test("an error in one is reported and keeps none of the others from being done", () => {
  const reportError = vi.fn();
  vi.stubGlobal("reportError", reportError);
  const { soon, run } = tasks();
  const together = new Together(soon);
  const done: string[] = [];
  const failure = new Error("no");
  together.add(() => {
    throw failure;
  });
  together.add(() => done.push("next"));
  run();
  expect(reportError).toHaveBeenCalledExactlyOnceWith(failure);
  expect(done).toEqual(["next"]);
});

test("a task of its own begins after everything that is due at once, and without a timer", async () => {
  vi.stubGlobal("setTimeout", () => {
    throw new Error("a timer");
  });
  const order: string[] = [];
  const begun = new Promise<void>((resolve) =>
    soonAsTask(() => {
      order.push("task");
      resolve();
    }),
  );
  queueMicrotask(() => order.push("microtask"));
  order.push("now");
  await begun;
  expect(order).toEqual(["now", "microtask", "task"]);
});
