import { clientAddress, networkOf } from "@/lib/auth/client-address";
import { authSecret } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import type { HttpRequest } from "@/lib/http/request";
import { hashAddress, type Seen } from "@/lib/presences/seen";
import { clippedLine } from "@/lib/text";

/** Where the host tells the country of an address, if it does: ours is the word of our own proxy, never the visitor's. */
const countryHeader = () => env().COUNTRY_HEADER ?? (env().VERCEL ? "x-vercel-ip-country" : undefined);

/** What a visitor's request tells of who sends it. */
export function seenOf({ headers }: HttpRequest): Seen {
  const name = countryHeader();
  const country = (name && headers.get(name)?.trim().toUpperCase()) || "";
  return {
    userAgent: clippedLine(512).parse(headers.get("user-agent") ?? ""),
    addressHash: hashAddress(authSecret(), networkOf(clientAddress(headers))),
    // What proxies write for "unknown" and for Tor is no country.
    country: /^[A-Z]{2}$/.test(country) && country !== "XX" && country !== "T1" ? country : null,
  };
}
