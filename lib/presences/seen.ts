import { createHmac } from "node:crypto";

/** What a request tells of who sends it, besides what it says. */
export type Seen = {
  /** At most 512 characters. */
  userAgent: string;
  /** `hashAddress`; empty: not known. */
  addressHash: string;
  /** ISO 3166, in capitals; null: nobody told. */
  country: string | null;
};

export const UNSEEN: Seen = { userAgent: "", addressHash: "", country: null };

/**
 * Of an address, or of what one subscriber has of IPv6 (`networkOf`): enough to know it again, and nothing to be read.
 * With the installation's secret, because all addresses can be tried.
 */
export const hashAddress = (secret: string, network: string): string =>
  network === "" ? "" : createHmac("sha256", secret).update(`foyer/address\n${network}`).digest("base64url");
