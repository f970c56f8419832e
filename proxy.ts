import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { POLICY_HEADER, pagePolicy } from "@/lib/http/page-policy";
import { realtimeClientConfig } from "@/lib/realtime/settings";

/**
 * Gives each page a policy with a mark of its own for the scripts in it: Next finds the mark in the request's policy. It
 * guards nothing else: who may see a page is asked by the page.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = pagePolicy({
    nonce: randomBytes(16).toString("base64"),
    realtime: realtimeClientConfig(),
    host: request.headers.get("host") ?? "",
    isDevelopment: env().NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set(POLICY_HEADER, policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY_HEADER, policy);
  return response;
}

// Pages alone. The widget's frame and the demo sites have policies of their own; what stands in files has no need of one.
export const config = { matcher: "/((?!api/|embed/|demo/|demo$|_next/|logos/|.*\\.).*)" };
