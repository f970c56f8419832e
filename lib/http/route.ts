import { DomainError, ERROR_STATUS } from "@/lib/errors";
import { toDomainError } from "@/lib/http/failure";
import type { HttpRequest } from "@/lib/http/request";
import { log } from "@/lib/log";

export type RouteParams = { params: Promise<Record<string, string>> };
/** A Web handler: mounted by Next's `route.ts` on serverless hosts and by `server.ts` when self-hosted. */
export type Handler = (request: HttpRequest, context: RouteParams) => Promise<Response>;
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type HotRoute = {
  path: string;
  handlers: Partial<Record<Method, Handler>>;
  /** Bodies go through piece by piece, in both directions, and the handler sees to their limits. */
  streams?: true;
};

/** Wraps a handler so that refusals become JSON errors and bugs a bare 500; nothing it answers is ever cached. */
export function route(handler: Handler): Handler {
  return async (request, context) => {
    try {
      const response = await handler(request, context);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      return errorResponse(error);
    }
  };
}

export function errorResponse(error: unknown): Response {
  const refusal = toDomainError(error);
  if (!refusal) log.error({ err: error }, "request failed");
  const { code, message, fields, data } = refusal ?? { code: "unexpected", message: "Something went wrong" };
  // Clients that only know that there is trouble keep what they have and come back.
  const body = {
    ...(code === "unavailable" && { unavailable: true }),
    error: { code, message, ...(fields && { fields }), ...(data && { data }) },
  };
  const headers = new Headers({ "cache-control": "no-store" });
  if (refusal?.retryAfterSeconds) headers.set("retry-after", String(refusal.retryAfterSeconds));
  return Response.json(body, { status: refusal ? ERROR_STATUS[refusal.code] : 500, headers });
}

/** A path parameter; absent only when a route is mounted wrongly. */
export async function param(context: RouteParams, name: string): Promise<string> {
  const value = (await context.params)[name];
  if (value === undefined) throw new DomainError("not_found", "Not found");
  return value;
}
