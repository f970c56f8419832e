import { env } from "@/lib/env";
import type { HttpRequest } from "@/lib/http/request";

const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i;

/**
 * The origin under which this request reached us: PUBLIC_URL where it is set, since a Host header can say anything;
 * but on this machine its own name, so that `localhost` and `127.0.0.1` stay the two sites that they are to a browser.
 */
export function requestOrigin(request: HttpRequest): string {
  const { PUBLIC_URL, PORT } = env();
  const host = request.headers.get("host") ?? "";
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/i.test(host);
  if (PUBLIC_URL && !(isLocal && PUBLIC_URL.startsWith("http://"))) return new URL(PUBLIC_URL).origin;
  return HOST.test(host) ? `http://${host.toLowerCase()}` : `http://localhost:${PORT}`;
}
