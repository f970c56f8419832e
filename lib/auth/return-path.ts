/** Characters of a path that we send people back to. */
const RETURN_PATH_MAX = 2000;
/** Only asks whether a path stays on its site. */
const BASE = "http://base.invalid";

/**
 * The path to go to after sign-in: `next` when it is a path of this site, else `fallback`. Browsers read `//host`,
 * `/\host` and control characters inside as other sites, so only what a URL parser leaves on its base is taken, and
 * what it made of it is what we use.
 */
export function safeReturnPath(next: unknown, fallback = "/inbox"): string {
  if (typeof next !== "string" || next.length > RETURN_PATH_MAX) return fallback;
  if (!/^\/(?![/\\])/.test(next) || /[\\\p{Cc}]/u.test(next) || !URL.canParse(next, BASE)) return fallback;
  const { origin, pathname, search, hash } = new URL(next, BASE);
  // Dot segments can leave two slashes at the front: "/..//evil.example".
  if (origin !== BASE || pathname.startsWith("//")) return fallback;
  // Back to the form itself, or to an endpoint, leads nowhere.
  if (/^\/(?:login|api|setup|invite)(?:\/|$)/.test(pathname)) return fallback;
  return pathname + search + hash;
}

/** Where to sign in, to come back to `path` afterwards. */
export const signInPath = (path?: string) => (path ? `/login?${new URLSearchParams({ next: path })}` : "/login");
