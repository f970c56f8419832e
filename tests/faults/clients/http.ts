/** An answer, or none: `status` 0 when nothing came back in time. `retryAfterMs` is what the server asked for. */
export type Result<T> =
  | { ok: true; status: number; data: T; retryAfterMs: 0 }
  | { ok: false; status: number; code: string; retryAfterMs: number };

/** Whose request it is, and by which address it goes. */
export type Caller = { origin: string; headers: Record<string, string>; timeoutMs: () => number };

/** Calls a JSON route as a browser would, and never throws. */
export async function call<T>(caller: Caller, method: string, path: string, body?: object): Promise<Result<T>> {
  try {
    const response = await fetch(caller.origin + path, {
      method,
      headers: { ...caller.headers, origin: caller.origin, ...(body && { "content-type": "application/json" }) },
      signal: AbortSignal.timeout(caller.timeoutMs()),
      ...(body && { body: JSON.stringify(body) }),
    });
    const { status } = response;
    const json = await response.json();
    // Every shape is the product's own; what matters here is compared field by field with the database.
    if (response.ok) return { ok: true, status, data: json as T, retryAfterMs: 0 };
    const code = (json as { error?: { code?: string } }).error?.code ?? "unexpected";
    return { ok: false, status, code, retryAfterMs: Number(response.headers.get("retry-after") ?? 0) * 1000 };
  } catch {
    return { ok: false, status: 0, code: "unavailable", retryAfterMs: 0 };
  }
}

/** Whether the same request may well succeed later. */
export const isTemporary = ({ status }: { status: number }) => status === 0 || status === 429 || status >= 500;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
