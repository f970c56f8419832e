/** A web address ends before white space and quotes. Linear: no part of it can match the same text in two ways. */
export const ADDRESS = "https?://[^\\s<>\"'`]+";
/** Behind an address these belong to the sentence. */
const TRAILING = new Set([..."),.;:!?…]}»”’*_"]);

/** The address in what `ADDRESS` found, without the end of the sentence around it; null when it leads nowhere. */
export function addressIn(found: string): string | null {
  // Wikipedia's addresses end in ")": it belongs to the address when the address opened it.
  let unopened = 0;
  for (const character of found) unopened += character === ")" ? 1 : character === "(" ? -1 : 0;
  let end = found.length;
  while (end > 0 && TRAILING.has(found.charAt(end - 1))) {
    if (found.charAt(end - 1) === ")" && unopened-- <= 0) break;
    end--;
  }
  const address = found.slice(0, end);
  return URL.canParse(address) ? address : null;
}
