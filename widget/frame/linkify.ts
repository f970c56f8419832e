export type Segment = { text: string; href?: string };

/** A web address ends before white space and quotes. Linear: no part of it can match the same text in two ways. */
const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;
/** Behind an address these belong to the sentence. */
const TRAILING = new Set([..."),.;:!?]}»”’*_"]);

/**
 * Cuts a text into plain pieces and web addresses. Only what begins with http:// or https:// becomes a link, whatever
 * markup surrounds it; the pieces joined are the text.
 */
export function linkify(text: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > from) segments.push({ text: text.slice(from, match.index) });
    segments.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) segments.push({ text: text.slice(from) });
  return segments;
}

function trimAddress(address: string): string {
  // Wikipedia's addresses end in ")": it belongs to the address when the address opened it.
  let unopened = 0;
  for (const character of address) unopened += character === ")" ? 1 : character === "(" ? -1 : 0;
  let end = address.length;
  while (end > 0 && TRAILING.has(address.charAt(end - 1))) {
    if (address.charAt(end - 1) === ")" && unopened-- <= 0) break;
    end--;
  }
  return address.slice(0, end);
}
