export type Failure = {
  ok: false;
  /** 0: no answer. */
  status: number;
  code: string;
  fields: Record<string, string>;
  /** What a refusal tells beside its code. */
  data: Record<string, unknown>;
  retryAfterMs: number;
};
export type Result<T> = { ok: true; data: T } | Failure;

const TIMEOUT_MS = 12_000;

type Listener = (reachable: boolean) => void;
let report: Listener = () => {};
/** Tells after every call whether the service answered it. */
export const onReachable = (listener: Listener) => {
  report = listener;
};

let aheadMs = 0;
/** Milliseconds by the server's clock, as its last answer told: the visitor's own may be off by a day. */
export const serverNow = () => Date.now() + aheadMs;

/** Worth the same request again: no answer, too many requests, or a fault of the server. */
export const isTemporary = ({ status }: Failure) => status === 0 || status === 408 || status === 429 || status >= 500;

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 30_000;

/** Full jitter between the bounds: many widgets that lost one server do not come back in step. */
export const retryDelay = (attempt: number, random = Math.random()) =>
  RETRY_MIN_MS + random * (Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** attempt) - RETRY_MIN_MS);

/** Calls the JSON API of our own origin; never throws. The token goes into a header, never into an address. */
export async function call<T>(path: string, token?: string, body?: unknown): Promise<Result<T>> {
  try {
    const response = await fetch(`/api/${path}`, {
      method: body ? "POST" : "GET",
      cache: "no-store",
      credentials: "omit",
      // A message sent in the last moment of a page still goes out.
      keepalive: !!body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { status } = response;
    const data = await response.json();
    const header = (name: string) => response.headers.get(name) ?? "";
    aheadMs = Date.parse(header("date")) - Date.now() || 0;
    report(status < 500);
    if (response.ok) return { ok: true, data };
    const refused = { code: "", fields: {}, data: {}, ...data.error };
    return { ok: false, status, ...refused, retryAfterMs: Number(header("retry-after")) * 1000 || 0 };
  } catch {
    // Also an answer that is no JSON: not our server speaking (a captive portal, a proxy's error page).
    report(false);
    return { ok: false, status: 0, code: "", fields: {}, data: {}, retryAfterMs: 0 };
  }
}
