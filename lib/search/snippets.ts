/** Characters before the first match that a snippet shows at most, and in all. */
const BEFORE_MAX = 50;
const SNIPPET_MAX = 180;

/** A piece of text, and whether it is what was looked for. To be shown as text, never as HTML. */
export type SnippetPart = { text: string; isMatch: boolean };
/** From and to, in UTF-16 units. */
export type Range = readonly [from: number, to: number];

/** Takes marks out of a text; null when the marks and the text are not of one another. */
export function rangesOf(marked: string, text: string, [start, stop]: readonly [string, string]): Range[] | null {
  const ranges: Range[] = [];
  let length = 0;
  let from = 0;
  for (const character of marked) {
    if (character === start) from = length;
    else if (character === stop) ranges.push([from, length]);
    else length += character.length;
  }
  return length === text.length ? ranges : null;
}

/** The part of a text around its first match, on one line and cut at words, with everything marked that lies in it. */
export function snippetOf(text: string, ranges: readonly Range[]): SnippetPart[] {
  const first = ranges[0]?.[0] ?? 0;
  const begin = first > BEFORE_MAX ? afterBlank(text, first - BEFORE_MAX, first) : 0;
  const end =
    text.length - begin > SNIPPET_MAX ? beforeBlank(text, begin + SNIPPET_MAX, ranges[0]?.[1] ?? 0) : text.length;
  const parts: SnippetPart[] = [];
  const add = (from: number, to: number, isMatch: boolean) => {
    if (to > from) parts.push({ text: text.slice(from, to).replace(/\s+/g, " "), isMatch });
  };
  let at = begin;
  for (const [from, to] of ranges) {
    if (from >= end) break;
    add(at, from, false);
    add(from, Math.min(to, end), true);
    at = Math.min(to, end);
  }
  add(at, end, false);
  const plain = (extra: string): SnippetPart => ({ text: extra, isMatch: false });
  return [...(begin > 0 ? [plain("… ")] : []), ...parts, ...(end < text.length ? [plain(" …")] : [])];
}

function afterBlank(text: string, from: number, most: number): number {
  const found = text.slice(from, most).search(/\s\S/);
  return found < 0 ? wholeAt(text, from) : from + found + 1;
}

function beforeBlank(text: string, to: number, least: number): number {
  const blank = text.slice(0, to).search(/\s+\S*$/);
  return blank > least ? blank : wholeAt(text, Math.max(to, least));
}

/** Not between the two halves of a character. */
const wholeAt = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at);

/** Small letters as the database's `search_fold` makes them; as many characters as before. */
export const fold = (text: string) =>
  text
    .replace(/[ёЁİ]/g, (letter) => (letter === "İ" ? "i" : "е"))
    .replace(/./gsu, (letter) => {
      const small = letter.toLowerCase();
      return small.length === letter.length ? small : letter;
    });

/** A name, an address or a number with the terms marked in it wherever they stand. */
export function markIn(text: string, folded: readonly string[]): SnippetPart[] {
  const within = fold(text);
  const isMarked = new Array<boolean>(text.length).fill(false);
  for (const term of folded) {
    for (let at = within.indexOf(term); term !== "" && at >= 0; at = within.indexOf(term, at + 1)) {
      isMarked.fill(true, at, at + term.length);
    }
  }
  const parts: SnippetPart[] = [];
  for (let at = 0; at < text.length; ) {
    const isMatch = isMarked[at] ?? false;
    let to = at + 1;
    while (to < text.length && (isMarked[to] ?? false) === isMatch) to++;
    parts.push({ text: text.slice(at, to), isMatch });
    at = to;
  }
  return parts;
}
