import { expect, test } from "vitest";
import type { CallResult } from "@/lib/http/client";
import { askAgain } from "./ask-again";

const done: CallResult<string> = { ok: true, data: "closed", status: 200 };
const busy: CallResult<string> = { ok: false, code: "unavailable", status: 503 };
const lost: CallResult<string> = { ok: false, code: "unavailable", status: 0 };
const refused: CallResult<string> = { ok: false, code: "not_owner", status: 409 };

/** Answers one after the other; how long was waited before each further attempt. */
async function asked(...answers: CallResult<string>[]) {
  const left = [...answers];
  const waits: number[] = [];
  const result = await askAgain(async () => left.shift() ?? done, { wait: async (ms) => void waits.push(ms) });
  return { result, waits, left };
}

test("asks a busy server and one without an answer again, with growing pauses", async () => {
  expect(await asked(lost, busy, done)).toEqual({ result: done, waits: [1000, 3000], left: [] });
});

test("gives up after the third time with what was answered then", async () => {
  expect(await asked(busy, busy, lost, done)).toEqual({ result: lost, waits: [1000, 3000], left: [done] });
});

test("takes a refusal at its word", async () => {
  expect(await asked(refused, done)).toEqual({ result: refused, waits: [], left: [done] });
});

test("waits for as long as the server says, and not for minutes", async () => {
  expect((await asked({ ...busy, retryAfterMs: 2000 }, done)).waits).toEqual([2000]);
  const late = { ...busy, retryAfterMs: 60_000 };
  expect(await asked(late, done)).toEqual({ result: late, waits: [], left: [done] });
});

test("does not ask again once nobody wants the answer", async () => {
  const abort = new AbortController();
  let asked = 0;
  const call = async () => {
    asked++;
    return lost;
  };
  const wait = async () => abort.abort();
  expect(await askAgain(call, { wait, signal: abort.signal })).toEqual(lost);
  expect(await askAgain(call, { wait, signal: abort.signal })).toEqual(lost);
  expect(asked).toBe(2);
});
