import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";

/** A name or an address that leads where nobody may send us. */
export class ForbiddenAddressError extends Error {
  override readonly name = "ForbiddenAddressError";
  constructor(host: string) {
    super(`${host} leads to an address within a network, not on the internet`);
  }
}

type Allows = (address: string) => boolean;
/** Asks the machine's resolver for all addresses of a name; tests give another one. */
export type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves names for `connect`, and refuses every name of which any address is not allowed: what is connected to is what
 * was looked at, so a name that changes its mind between check and use gains nothing.
 */
export const guardedLookup =
  (allows: Allows, resolve: Resolve = systemLookup): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "", 0);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => allows(address))) {
        return done(new ForbiddenAddressError(host), "", 0);
      }
      if (options.all) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };

/** An address that stands in a URL as it is is looked up by nobody: it is checked here. @throws ForbiddenAddressError */
export function assertAllowedHost(hostname: string, allows: Allows): void {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !allows(host)) throw new ForbiddenAddressError(host);
}
