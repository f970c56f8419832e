import "server-only";
import { NextRequest } from "next/server";
import { handlers } from "@/lib/auth/next-auth";
import { ownAddress } from "@/lib/auth/own-address";
import { safeReturnPath } from "@/lib/auth/return-path";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { errorResponse } from "@/lib/http/route";

/** next-auth's own endpoints. Which address is ours and where to go afterwards is settled before next-auth sees it. */
export const GET = (request: NextRequest) => handlers.GET(prepare(request));

export async function POST(request: NextRequest): Promise<Response> {
  const response = await handlers.POST(prepare(request));
  const location = response.headers.get("location") ?? "/";
  // next-auth leads to the form for whatever reason; who tries without end is told in the way that programs understand.
  if (new URL(location, request.url).searchParams.get("code") !== "rate_limited") return response;
  return errorResponse(new DomainError("rate_limited", "Too many tries", { retryAfterSeconds: 60 }));
}

function prepare(request: NextRequest): NextRequest {
  const { pathname, search } = request.nextUrl;
  // Next builds the URL of a request from the address that the server listens on, which is nowhere to redirect to.
  const url = new URL(pathname + search, ownAddress(request.headers, env().PUBLIC_URL) ?? request.url);
  // next-auth answers a return address that is no URL, in the query or in its cookie, with a server error.
  const next = url.searchParams.get("callbackUrl");
  if (next !== null) url.searchParams.set("callbackUrl", safeReturnPath(next));
  const headers = new Headers(request.headers);
  const cookies = (headers.get("cookie") ?? "").split(";").filter((pair) => !pair.includes("authjs.callback-url="));
  headers.set("cookie", cookies.join(";"));
  const { method, body, signal } = request;
  return new NextRequest(url, { method, headers, body, signal, duplex: "half" });
}
