import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { receiveBytes, withWorkFolder } from "./receive-bytes";
import { takeTurns } from "./take-turns";

const root = mkdtempSync(path.join(tmpdir(), "foyer-receive-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
const target = () => path.join(root, `file-${++count}`);

/** A body in these pieces; `then` is what comes after them: its end, nothing for ever, or a broken connection. */
function body(pieces: string[], then: "end" | "silence" | "break" = "end") {
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      if (then === "end") controller.close();
      if (then === "break") controller.error(new Error("connection reset"));
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  return { stream, isCancelled: () => isCancelled };
}

test("a body is written as it comes", async () => {
  const file = target();
  await receiveBytes(file, { body: body(["ab", "", "cd"]).stream, size: 4 });
  expect(readFileSync(file, "utf8")).toBe("abcd");
});

test("more or less than was announced is refused, and what is too much is not read", async () => {
  const long = body(["ab", "cd"], "silence");
  await expect(receiveBytes(target(), { body: long.stream, size: 3 })).rejects.toMatchObject({ code: "too_large" });
  expect(long.isCancelled()).toBe(true);
  const cases = [body(["ab"]).stream, body([]).stream, body(["ab"], "break").stream, null];
  for (const stream of cases) {
    await expect(receiveBytes(target(), { body: stream, size: 3 })).rejects.toMatchObject({ code: "bad_request" });
  }
});

test("who goes away, or only drips, is not waited for", async () => {
  const away = new AbortController();
  const left = receiveBytes(target(), { body: body(["ab"], "silence").stream, size: 3, signal: away.signal });
  away.abort();
  await expect(left).rejects.toMatchObject({ code: "bad_request" });
  const dripping = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      controller.enqueue(Uint8Array.of(1));
    },
  });
  const pace = { stretchMs: 60, bytesMin: 1000 };
  await expect(receiveBytes(target(), { body: dripping, size: 9000 }, pace)).rejects.toMatchObject({
    code: "bad_request",
  });
});

test("a work folder is gone afterwards, whatever happened in it", async () => {
  const incoming = path.join(root, "incoming");
  await withWorkFolder(incoming, (folder) =>
    receiveBytes(path.join(folder, "a"), { body: body(["a"]).stream, size: 1 }),
  );
  await expect(withWorkFolder(incoming, () => Promise.reject(new Error("x")))).rejects.toThrow("x");
  expect(readdirSync(incoming)).toEqual([]);
});

test("no more work than there are places runs at once, and each gets its turn", async () => {
  const turns = takeTurns(2);
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const work = (index: number) =>
    turns(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      done.push(index);
      if (index === 3) throw new Error("one that fails");
    }).catch(() => undefined);
  await Promise.all([0, 1, 2, 3, 4, 5, 6].map(work));
  expect([most, done]).toEqual([2, [0, 1, 2, 3, 4, 5, 6]]);
});
