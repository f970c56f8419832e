import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";

const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i;

/**
 * The origin that snippets and examples name: PUBLIC_URL, else the address in the reader's own address bar. The scheme may
 * come from a proxy's header: only the reader's own browser and proxy can set it, and it changes nothing but what is shown.
 */
export async function pageOrigin(): Promise<string> {
  const { PUBLIC_URL, PORT } = env();
  if (PUBLIC_URL) return new URL(PUBLIC_URL).origin;
  const sent = await headers();
  const host = sent.get("host") ?? "";
  if (!HOST.test(host)) return `http://localhost:${PORT}`;
  const scheme = sent.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https" ? "https" : "http";
  return `${scheme}://${host.toLowerCase()}`;
}
