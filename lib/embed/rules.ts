/** What the loader carries; without names, because it is on every page of the host site. */
export type LoaderConfig = [
  /** The launcher's whole style sheet, see launcher-styles.ts. */
  styles: string,
  /**
   * The launcher's name (also the frame's title) in every language of the widget: the loader is cached once for
   * everybody, and the page's language is known in the browser alone. `Vary: Accept-Language` would spoil that cache and
   * still miss the page's language. Everything else that is read comes from the frame, which has one language.
   */
  labels: Record<string, string> & { en: string },
  /** A piece of what is stored of a visitor whose browser loads the frame on every page, unseen. */
  followed: string,
];

type DomainRule = { scheme: string; host: string; port: string; wildcard: boolean };

/**
 * Reads one allowed domain as an admin may write it: `example.com`, `*.example.com`, `example.com:8080`,
 * `https://example.com`. Null for anything else, also for whatever could break out of a header.
 */
function parseDomain(entry: string): DomainRule | null {
  const parts = /^(?:(https?):\/\/)?(\*\.)?([^\s/:@*?#;,'"\\]+|\[[\da-f:]+\])(?::(\d{1,5}))?\/?$/i.exec(entry.trim());
  if (!parts) return null;
  const [, scheme = "", star, host = "", port = ""] = parts;
  try {
    // The browser's own spelling: lower case, international names in ASCII.
    return {
      scheme: scheme.toLowerCase(),
      host: new URL(`http://${host}`).hostname,
      port,
      wildcard: star !== undefined,
    };
  } catch {
    return null;
  }
}

/**
 * Whether a page of `origin` may carry the widget. No domains: every page may. A domain covers that host alone,
 * `*.example.com` its subdomains alone; without a port it means the usual ones, as in a CSP.
 */
export function isOriginAllowed(origin: string, domains: readonly string[]): boolean {
  if (domains.length === 0) return true;
  let url: URL;
  try {
    url = new URL(origin);
  } catch {
    return false;
  }
  return domains.some((domain) => {
    const rule = parseDomain(domain);
    if (!rule || !/^https?:$/.test(url.protocol)) return false;
    if (rule.scheme && `${rule.scheme}:` !== url.protocol) return false;
    if (rule.port !== url.port) return false;
    return rule.wildcard ? url.hostname.endsWith(`.${rule.host}`) : url.hostname === rule.host;
  });
}

/**
 * The same rule as the sources of `frame-ancestors` (CSP Level 3). A list of which nothing can be read allows nobody:
 * it was meant to restrict.
 */
export function frameAncestors(domains: readonly string[]): string {
  if (domains.length === 0) return "*";
  const sources = domains.flatMap((domain) => {
    const rule = parseDomain(domain);
    if (!rule) return [];
    const host = `${rule.wildcard ? "*." : ""}${rule.host}${rule.port && `:${rule.port}`}`;
    return (rule.scheme ? [rule.scheme] : ["http", "https"]).map((scheme) => `${scheme}://${host}`);
  });
  return sources.join(" ") || "'none'";
}

/**
 * The same rule as a regular expression, for the frame, which has no room for more: it is matched against a whole origin as
 * browsers write them.
 */
export function originPattern(domains: readonly string[]): string {
  if (domains.length === 0) return "";
  const patterns = domains.flatMap((domain) => {
    const rule = parseDomain(domain);
    if (!rule) return [];
    const host = rule.host.replace(/[^\w-]/g, "\\$&");
    return [`${rule.scheme || "https?"}://${rule.wildcard ? "[^/:]+\\." : ""}${host}${rule.port && `:${rule.port}`}`];
  });
  return patterns.length > 0 ? `^(?:${patterns.join("|")})$` : "(?!)";
}
