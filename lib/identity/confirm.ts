import { eq, sql } from "drizzle-orm";
import { company, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { isOriginAllowed } from "@/lib/embed/rules";
import { isDomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { ANY_SITE, IDENTITY_LIFE_MAX_S } from "./rules";
import type { SignedIdentity } from "./schemas";
import { openIdentitySecret } from "./secret";
import { invalidIdentity, verifyIdentity } from "./verify";

/**
 * Whom a token names, by the secret of this installation and for one of its sites. For an hour after a new secret was
 * made, the one before counts as well: no token that was good when it was signed is refused for the change.
 * @throws DomainError `identity_expired`; `identity_invalid`, also where no secret has been made: nobody is known then
 */
export async function confirmIdentity(
  db: Db,
  token: string,
  { authSecret, now }: { authSecret: string; now: Date },
): Promise<SignedIdentity> {
  const [owner] = await db
    .select({ box: company.identitySecretEncrypted, previous: stillGood, domains: company.allowedDomains })
    .from(company)
    .where(eq(company.id, 1));
  if (!owner?.box) throw invalidIdentity("This installation has no identity secret");
  const identity = await verifyBy([owner.box, owner.previous], token, { authSecret, now });
  if (identity.site !== ANY_SITE && !(await isOwnSite(db, identity.site, owner.domains))) {
    throw invalidIdentity("The token's aud is no site of this installation");
  }
  return identity;
}

const stillGood = sql<string | null>`case when ${company.identitySecretRotatedAt}
  > now() - make_interval(secs => ${IDENTITY_LIFE_MAX_S}) then ${company.identitySecretPreviousEncrypted} end`;

/** By the first of the secrets that has signed it; what is wrong with it otherwise is said of the present one. */
async function verifyBy(
  [present, previous]: [string, string | null],
  token: string,
  { authSecret, now }: { authSecret: string; now: Date },
): Promise<SignedIdentity> {
  try {
    return await verifyIdentity(token, openBox(present, authSecret), now);
  } catch (error) {
    if (!previous || !isDomainError(error) || error.code !== "identity_invalid") throw error;
    return await verifyIdentity(token, openBox(previous, authSecret), now);
  }
}

/** Sealed with another AUTH_SECRET it is as good as none, until an admin makes a new one. */
function openBox(box: string, authSecret: string): string {
  try {
    return openIdentitySecret(box, authSecret);
  } catch (err) {
    log.error({ err }, "the identity secret cannot be opened: AUTH_SECRET has changed since it was made");
    throw invalidIdentity("The identity secret of this installation cannot be opened");
  }
}

/** Whether a host is a department's site, or among the domains that may carry a snippet of ours. */
async function isOwnSite(db: Db, host: string, companyDomains: string[]): Promise<boolean> {
  const rows = await db
    .select({ siteUrl: departments.siteUrl, domains: departments.allowedDomains })
    .from(departments)
    .where(eq(departments.disabled, false));
  const domains = [...companyDomains, ...rows.flatMap((row) => row.domains)];
  const isSite = rows.some(
    ({ siteUrl }) => siteUrl !== null && URL.canParse(siteUrl) && new URL(siteUrl).host === host,
  );
  // No domains at all would mean every site, which is no word about this one.
  return isSite || (domains.length > 0 && ["https", "http"].some((to) => isOriginAllowed(`${to}://${host}`, domains)));
}
