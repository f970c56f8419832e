import { isOriginAllowed } from "@/lib/embed/rules";

/** Sites that are remembered per key; a new one takes the place of the one that was seen longest ago. */
export const ORIGINS_PER_KEY_MAX = 50;
/** Between two writes for one site and key. */
export const SIGHTING_PAUSE_MS = 60_000;
/** A site that was not seen for so long has lost its snippet, or its visitors. */
export const STALE_AFTER_DAYS = 7;
/** What a loader has reported is told for so long after the last report. */
export const REPORT_HOLDS_HOURS = 24;
export const PATH_MAX = 300;

/** What a loader reports of its page: a second copy of itself, or a policy that keeps the frame away. */
export const LOADER_REPORTS = ["twice", "blocked"] as const;
export type LoaderReport = (typeof LOADER_REPORTS)[number];

/** Where a loader was asked for. */
export type Sighting = { origin: string; path: string | null };

type Sent = { headers: Pick<Headers, "get">; ownOrigin: string };

/**
 * The page that asks for a loader, by what its browser says by itself. `origin` is empty for a page that keeps its address
 * to itself (Referrer-Policy). Null for whatever is no script of another site: our own pages, people who look at the
 * file, machines. Queries and fragments are left out, because they can be about the visitor; most browsers tell other
 * sites the origin alone, so that there is no path.
 */
export function readSighting({ headers, ownOrigin }: Sent): Sighting | null {
  const destination = headers.get("sec-fetch-dest");
  if (destination !== null && destination !== "script") return null;
  if (headers.get("sec-fetch-site") === "same-origin") return null;
  const page = pageOf(headers.get("referer")) ?? pageOf(headers.get("origin"));
  if (page) return page.origin === ownOrigin ? null : page;
  // Only a browser that says so itself: everything else without an address is no page.
  return destination === "script" ? { origin: "", path: null } : null;
}

function pageOf(address: string | null): Sighting | null {
  if (!address || address.length > 4000 || !URL.canParse(address)) return null;
  const { protocol, origin, pathname } = new URL(address);
  if (!/^https?:$/.test(protocol) || origin.length > 300) return null;
  return { origin, path: pathname === "/" ? null : pathname.slice(0, PATH_MAX).toWellFormed() };
}

/** What is wrong with an installation; null: nothing. The first that holds is told: it hides the others. */
export type InstallProblem = "rotated" | "domain" | "blocked" | "twice" | "disabled" | null;

type Facts = {
  origin: string;
  /** The key was replaced since. */
  isRetired: boolean;
  isDisabled: boolean;
  allowedDomains: readonly string[];
  report: LoaderReport | null;
  reportedAt: Date | null;
  now: Date;
};

export function judgeInstall({
  origin,
  isRetired,
  isDisabled,
  allowedDomains,
  report,
  reportedAt,
  now,
}: Facts): InstallProblem {
  if (isRetired) return "rotated";
  if (isDisabled) return "disabled";
  if (origin !== "" && !isOriginAllowed(origin, allowedDomains)) return "domain";
  const isFresh = reportedAt !== null && now.getTime() - reportedAt.getTime() < REPORT_HOLDS_HOURS * 3_600_000;
  return isFresh ? report : null;
}
