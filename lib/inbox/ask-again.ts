import { type CallResult, isRetryable } from "@/lib/http/client";

/** Milliseconds before the second and the third attempt, unless the server says when. */
const PAUSES_MS = [1000, 3000];
/** Nobody who pressed a button waits for longer than this without a word. */
const PAUSE_MAX_MS = 5000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Makes a request again that got no answer or met a busy server, three times in all. Only for requests that change
 * nothing when the server has done them already: an answer may have been lost on its way. With `signal` not after nobody
 * wants the answer any more.
 */
export async function askAgain<T>(
  call: () => Promise<CallResult<T>>,
  { wait = pause, signal }: { wait?: typeof pause; signal?: AbortSignal } = {},
): Promise<CallResult<T>> {
  for (const usual of PAUSES_MS) {
    const result = await call();
    if (result.ok || !isRetryable(result)) return result;
    const ms = result.retryAfterMs ?? usual;
    if (ms > PAUSE_MAX_MS) return result;
    await wait(ms);
    if (signal?.aborted) return result;
  }
  return call();
}
