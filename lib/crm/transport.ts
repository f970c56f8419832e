import { assertAllowedHost, ForbiddenAddressError, guardedLookup, type Resolve } from "@/lib/net/guarded-lookup";
import { type Answer, post } from "@/lib/net/post";
import { isPrivateAddress, isPublicAddress } from "@/lib/net/public-address";
import { problemOfUrl } from "@/lib/webhooks/rules";
import { CrmError } from "./crm-error";

export type CrmRequest = { method: "GET" | "POST" | "PATCH"; headers: Record<string, string>; body?: string };

/** Makes one request, and gives whatever was answered. @throws CrmError `address`, `unreachable` */
export type CrmTransport = (url: string, request: CrmRequest) => Promise<Answer>;

/** A CRM that wakes up takes seconds; an answer that is longer is none of those we ask for. */
const LIMITS = { timeoutMs: 15_000, maxBytes: 512 * 1024 };

type Options = {
  /** Whether the CRM may be on this machine or in its network, then also without TLS. */
  allowsPrivate: boolean;
  resolve?: Resolve;
  timeoutMs?: number;
};

/**
 * Reaches a CRM whose address an admin typed. Where it leads is looked at when it is connected to, so that a name that
 * changes its mind in between gains nothing, and no redirection is followed: the password goes where it was meant to go.
 */
export function createCrmTransport({ allowsPrivate, resolve, timeoutMs }: Options): CrmTransport {
  const limits = timeoutMs === undefined ? LIMITS : { ...LIMITS, timeoutMs };
  return async (text, { method, headers, body }) => {
    const problem = problemOfUrl(text, allowsPrivate);
    if (problem) throw new CrmError("address", `The address is refused: ${problem}`);
    const url = new URL(text);
    // Without TLS only what does not leave the network.
    const isSecret = url.protocol === "https:";
    const allows = (address: string) =>
      (isSecret && isPublicAddress(address)) || (allowsPrivate && isPrivateAddress(address));
    try {
      assertAllowedHost(url.hostname, allows);
      const lookup = guardedLookup(allows, resolve);
      return await post(url, { method, headers: { "user-agent": "Foyer/1", ...headers }, lookup }, body ?? "", limits);
    } catch (error) {
      if (error instanceof ForbiddenAddressError) throw new CrmError("address", error.message);
      throw new CrmError("unreachable", wordsOf(error));
    }
  };
}

/** A connection that failed at several addresses of one name says nothing itself. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
