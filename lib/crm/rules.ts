/**
 * Why the connection does not work: the CRM refuses the account; it signs in and may not use OData; it does not answer, or
 * with an error of its own; it leads elsewhere; what answers is no CRM; its address leads into a network, or is none; the
 * password was sealed by another installation's secret.
 */
export const CRM_FAILURES = ["password", "rights", "unreachable", "redirect", "answer", "address", "secret"] as const;
export type CrmFailure = (typeof CRM_FAILURES)[number];

/** Why one chat did not get there: the CRM refused it; whoever was sending it died. */
export const CRM_DELIVERY_FAILURES = ["refused", "unfinished"] as const;
export type CrmDeliveryFailure = (typeof CRM_DELIVERY_FAILURES)[number];

/** Where OData answers: on .NET Framework, and on .NET. */
export const ODATA_PATHS = ["/0/odata", "/odata"] as const;
export type OdataPath = (typeof ODATA_PATHS)[number];

export const CRM_ADDRESS_MAX = 500;
/** Of what the CRM says, as far as it is kept. */
export const CRM_TEXT_MAX = 300;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** A CRM counts wrong passwords and then locks the account: after one refusal nothing is tried until somebody acts. */
const UNTIL_SOMEBODY_ACTS: readonly CrmFailure[] = ["password", "secret", "address"];
const CONNECTION_PAUSES = [30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE] as const;
/** Rights are mended by people, who press Synchronize afterwards; this is for those who forget it. */
const RIGHTS_PAUSE = HOUR;

/** Seconds until the connection is tried again after `attempts` failures in a row; null: not before somebody acts. */
export function connectionPause(failure: CrmFailure, attempts: number): number | null {
  if (UNTIL_SOMEBODY_ACTS.includes(failure)) return null;
  if (failure === "rights") return RIGHTS_PAUSE;
  return CONNECTION_PAUSES[Math.min(Math.max(1, attempts), CONNECTION_PAUSES.length) - 1] ?? null;
}

/** Seconds from each refusal of one chat to the next attempt: about 21 hours from the first to the last. */
const DELIVERY_PAUSES = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR] as const;
export const CRM_ATTEMPTS_MAX = DELIVERY_PAUSES.length + 1;

/** Seconds until a chat is tried again after `attempts` refusals; null: it is given up. */
export const deliveryPause = (attempts: number): number | null => DELIVERY_PAUSES[attempts - 1] ?? null;

/**
 * The address of a CRM without what people copy along with it from their browser: a page, the application, a slash at the
 * end. `https://crm.example.com/0/Shell/#Home` is `https://crm.example.com`. What is no address stays as it is.
 */
export function crmAddressOf(text: string): string {
  if (!URL.canParse(text)) return text;
  const { protocol, username, origin, pathname } = new URL(text);
  if ((protocol !== "https:" && protocol !== "http:") || username !== "") return text;
  const path = pathname.replace(/\/(?:0|odata|Login|ServiceModel|Shell)(?:\/.*)?$/i, "").replace(/\/+$/, "");
  return origin + path;
}

/** A text within an OData expression: in quotes, of which those inside are doubled (OData 4.01, 5.1.1.6.1). */
export const odataText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The first characters of what a stranger's server said, on one line, without what no page can show. */
export const plainText = (text: string): string =>
  text
    .slice(0, CRM_TEXT_MAX * 4)
    .replace(/<[^>]*>/g, " ")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, CRM_TEXT_MAX)
    .toWellFormed();
