import { DomainError } from "@/lib/errors";
import { assertAllowedHost, ForbiddenAddressError } from "@/lib/net/guarded-lookup";
import { isPrivateAddress, isPublicAddress } from "@/lib/net/public-address";
import { problemOfUrl } from "@/lib/webhooks/rules";

/**
 * Says at once what the text of an address tells; where its name leads is looked at with every connection.
 * @throws DomainError `invalid` at `crmAddress`
 */
export function assertCrmAddress(address: string, allowsPrivate: boolean): void {
  if (address === "") return;
  const refuse = (problem: string) =>
    new DomainError("invalid", "Not an address of a CRM", { fields: { crmAddress: problem } });
  const problem = problemOfUrl(address, allowsPrivate);
  if (problem) throw refuse(problem);
  const { hostname } = new URL(address);
  const allows = (text: string) => isPublicAddress(text) || (allowsPrivate && isPrivateAddress(text));
  try {
    assertAllowedHost(/^localhost\.?$/.test(hostname) ? "127.0.0.1" : hostname, allows);
  } catch (error) {
    if (error instanceof ForbiddenAddressError) throw refuse("crmAddress");
    throw error;
  }
}
