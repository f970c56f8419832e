const HOST_MAX = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const IP_V4 = /^\d+(?:\.\d+){3}$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * An allowed domain in the one form it is stored in: lower-case punycode, `host`, `*.host` (any subdomain) or either
 * with `:port` where the port is not the usual one. That is the grammar of a host in `frame-ancestors`
 * (https://www.w3.org/TR/CSP3/#grammardef-host-part), so it can be sent as it is.
 * A pasted address is reduced to its host. Returns null for whatever names no host.
 */
export function normalizeDomain(text: string): string | null {
  const typed = text.trim();
  if (/[\s\p{Cc}]/u.test(typed)) return null;
  const scheme = SCHEME.exec(typed)?.[0].toLowerCase() ?? "";
  if (scheme !== "" && scheme !== "http://" && scheme !== "https://") return null;
  const rest = typed.slice(scheme.length);
  const wildcard = rest.startsWith("*.");
  // The URL parser reads a host as browsers do, case, international letters and ports included.
  const address = `${scheme || "https://"}${wildcard ? rest.slice(2) : rest}`;
  if (/^[/\\?#@]/.test(rest) || !URL.canParse(address)) return null;
  const { hostname, port, username, password } = new URL(address);
  if (username !== "" || password !== "") return null;
  const host = hostname.replace(/\.$/, "");
  if (!isHostName(host)) return null;
  // The parser turns numbers such as 127.1 into an IP address; only one that was typed as such is meant.
  if (IP_V4.test(host) && (wildcard || !rest.startsWith(host))) return null;
  // `*.com` or `*.localhost` would open the snippet to strangers.
  if (wildcard && !host.includes(".")) return null;
  const usual = port === "" || port === "80" || port === "443";
  return `${wildcard ? "*." : ""}${host}${usual ? "" : `:${port}`}`;
}

const isHostName = (host: string) =>
  host.length > 0 && host.length <= HOST_MAX && host.split(".").every((label) => LABEL.test(label));

/** Entries of a list that people type: one per line, commas and spaces separate as well. */
export const splitDomains = (text: string): string[] => text.split(/[\s,;]+/).filter((entry) => entry !== "");
