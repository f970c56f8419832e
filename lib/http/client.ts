import { z } from "zod";
import { ERROR_STATUS, type ErrorCode } from "@/lib/errors";
import type { Failure } from "@/lib/http/result";

/** A refusal, or no answer at all; `status` is 0 when nothing (or nothing of ours) came back. */
export type CallFailure = Failure & { status: number; retryAfterMs?: number };
export type CallResult<T> = { ok: true; data: T; status: number; etag?: string } | CallFailure;
/** An answer that is here already, by the mark that the server gave it. */
export type KnownAnswer<T> = { etag: string; data: T };

/** The server must answer within this time; it gives up on its database after 3 to 5 s itself. */
const CALL_TIMEOUT_MS = 12_000;

const errorBody = z.object({
  error: z.object({
    code: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
});

export type CallOptions<T> = {
  schema: z.ZodType<T>;
  body?: unknown;
  signal?: AbortSignal;
  keepalive?: boolean;
  /** Is answered again, with status 304, when the server says that it still holds. */
  known?: KnownAnswer<T> | undefined;
};

/**
 * Calls a JSON route of this installation from the browser and never throws: what is refused, unreachable or not in
 * the promised shape comes back as a failure.
 */
export async function callJson<T>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  { schema, body, signal, keepalive, known }: CallOptions<T>,
): Promise<CallResult<T>> {
  const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
  try {
    const response = await fetch(path, {
      method,
      cache: "no-store",
      credentials: "same-origin",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(keepalive && { keepalive }),
      ...(known && { headers: { "if-none-match": known.etag } }),
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    noteServerTime(response.headers.get("date"));
    if (response.status === 304 && known) return { ok: true, status: 304, ...known };
    const value: unknown = await response.json().catch(() => null);
    if (!response.ok) return readFailure(response, value);
    const parsed = schema.safeParse(value);
    // A success in another shape is not our server speaking (a captive portal, a proxy's page): as good as no answer.
    if (!parsed.success) return noAnswer();
    const etag = response.headers.get("etag");
    return { ok: true, data: parsed.data, status: response.status, ...(etag !== null && { etag }) };
  } catch {
    return noAnswer();
  }
}

const noAnswer = (): CallFailure => ({ ok: false, code: "unavailable", status: 0 });

function readFailure(response: Response, value: unknown): CallFailure {
  const { status } = response;
  const parsed = errorBody.safeParse(value);
  const code = parsed.success && isErrorCode(parsed.data.error.code) ? parsed.data.error.code : codeOf(status);
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return {
    ok: false,
    code,
    status,
    ...(parsed.success && parsed.data.error.fields && { fields: parsed.data.error.fields }),
    ...(parsed.success && parsed.data.error.data && { data: parsed.data.error.data }),
    ...(Number.isFinite(seconds) && seconds >= 0 && { retryAfterMs: seconds * 1000 }),
  };
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_STATUS, code);

const codeOf = (status: number): Failure["code"] =>
  status === 502 || status === 503 || status === 504 ? "unavailable" : "unexpected";

/** Whether the same request may well succeed later: no answer, a timeout, too many requests, or a fault of the server. */
export const isRetryable = ({ status }: CallFailure) =>
  status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;

/** Whether what was asked for is not there for who asked, and will not be. */
export const isGone = ({ status }: CallFailure) => status === 400 || status === 403 || status === 404 || status === 422;

let offsetMs = 0;

/** Deadlines and ages are told by the server's clock: a visitor or operator whose own clock is off must not see it. */
function noteServerTime(date: string | null): void {
  const server = date === null ? Number.NaN : Date.parse(date);
  if (!Number.isFinite(server)) return;
  const offset = server - Date.now();
  // The header has whole seconds: only a real difference is worth a correction.
  offsetMs = Math.abs(offset) > 2000 ? offset : 0;
}

/** Milliseconds since 1970 by the server's clock, as far as it is known; within 2 s of it. */
export const serverNow = () => Date.now() + offsetMs;
