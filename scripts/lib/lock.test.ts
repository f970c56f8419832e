import { existsSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { withLock } from "@/scripts/lib/lock.mjs";

const freshFile = () => path.join(mkdtempSync(path.join(tmpdir(), "foyer-lock-")), "dist", "lock");
const DEAD_PID = 2 ** 30; // above every system's limit

test("of two at once the second works after the first, and says that it waits", async () => {
  const file = freshFile();
  const order: string[] = [];
  let finish = () => {};
  const first = withLock(file, async () => {
    order.push("first begins");
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    order.push("first ends");
  });
  const second = withLock(file, async () => order.push("second"), {
    onWait: () => {
      order.push("second waits");
      finish();
    },
  });
  await Promise.all([first, second]);
  expect(order).toEqual(["first begins", "second waits", "first ends", "second"]);
  expect(existsSync(file)).toBe(false);
});

test("work that fails gives the lock back", async () => {
  const file = freshFile();
  await expect(withLock(file, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(existsSync(file)).toBe(false);
});

test("the lock of a process that is gone is taken over at once", async () => {
  const file = freshFile();
  await withLock(file, async () => undefined); // makes the folder
  writeFileSync(file, JSON.stringify({ pid: DEAD_PID, host: hostname() }));
  expect(await withLock(file, async () => "done")).toBe("done");
});

test("the lock of another machine is taken over when it no longer beats", async () => {
  const file = freshFile();
  await withLock(file, async () => undefined);
  writeFileSync(file, JSON.stringify({ pid: 1, host: "elsewhere" }));
  utimesSync(file, new Date(), new Date(Date.now() - 16_000));
  expect(await withLock(file, async () => "done")).toBe("done");
});
