/** A piece of a text by people: plain, or a web address. */
export type TextPart = { text: string; href?: string };

const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^]+/giu;
/** Ends a sentence around an address more often than the address. */
const TRAILING = /[.,:;!?…»”’)\]]+$/u;

/** Finds http and https addresses in a text; everything else, whatever its scheme, stays text. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    const href = webAddress(address);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** Marks at the end belong to the sentence, but a bracket that the address itself opened belongs to the address. */
function withoutTrailing(address: string): string {
  const trimmed = address.replace(TRAILING, "");
  const rest = address.slice(trimmed.length);
  return rest.startsWith(")") && trimmed.split("(").length > trimmed.split(")").length ? `${trimmed})` : trimmed;
}

/** The address if it is one of the web, else null: `javascript:` and the like never become a link. */
export function webAddress(text: string | null | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  const { protocol, href, hostname } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && hostname !== "" ? href : null;
}

/** How an address is shown where there is little room: host and path, without scheme, `www.` and query. */
export function shortAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const { host, pathname } = new URL(address);
  return `${host.replace(/^www\./, "")}${pathname === "/" ? "" : decoded(pathname)}`;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
