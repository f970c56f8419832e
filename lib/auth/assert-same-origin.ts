import type { HttpRequest } from "@/lib/http/request";
import "server-only";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";

/**
 * Refuses a write that another site may have caused: the browser sends the operator's cookie along, but it also tells
 * the page's origin, and that cannot be forged. It must be the installation's own: PUBLIC_URL, or without it the
 * address that this request was sent to. An absent origin is refused too.
 * @throws DomainError `forbidden`
 */
export function assertSameOrigin(request: HttpRequest): void {
  if (!isSameOrigin(request)) throw crossSite();
}

/** The same as an answer. */
export function isSameOrigin(request: HttpRequest): boolean {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return isOwnOrigin(request.headers.get("origin"), host, env().PUBLIC_URL);
}

/** The same for a server action, where Next gives the headers alone. */
export function assertSameOriginHeaders(headers: Headers): void {
  if (!isOwnOrigin(headers.get("origin"), headers.get("host"), env().PUBLIC_URL)) throw crossSite();
}

const crossSite = () => new DomainError("forbidden", "This request does not come from this installation's pages");

/**
 * Whether `origin` is exactly the installation's. Without a public URL only hosts are compared, because a proxy that
 * ends TLS hides the scheme; `X-Forwarded-Host` is never looked at, because anybody can send it.
 */
export function isOwnOrigin(origin: string | null, host: string | null, publicUrl: string | undefined): boolean {
  const page = originOf(origin);
  if (!page) return false;
  if (publicUrl) return page.origin === new URL(publicUrl).origin;
  return host !== null && page.host === originOf(`${page.protocol}//${host}`)?.host;
}

function originOf(text: string | null): URL | null {
  if (!text || !/^https?:\/\/[^/?#@\\\s]+$/i.test(text) || !URL.canParse(text)) return null;
  return new URL(text);
}
