import "server-only";

/**
 * The origin that a request was meant for: the configured one, else the host that it was sent to; null when that is
 * none. `X-Forwarded-Host` is not read, because anybody can send it; a forged `X-Forwarded-Proto` only spoils the
 * answer of whoever forges it.
 */
export function ownAddress(headers: Headers, publicUrl: string | undefined): string | null {
  if (publicUrl) return new URL(publicUrl).origin;
  const scheme = headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https" ? "https" : "http";
  const host = headers.get("host") ?? "";
  const address = `${scheme}://${host}`;
  return /^[^/?#@\\\s]+$/.test(host) && URL.canParse(address) ? new URL(address).origin : null;
}
