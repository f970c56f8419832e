import { ADDRESS, addressIn } from "./addresses";
import { MARKED } from "./marked";

/** A piece of a message with one look. `href` is a web address (http or https) as it was written. */
export type Run = {
  text: string;
  href?: string;
  bold?: boolean;
  italic?: boolean;
  /** Within a line, or lines of their own. */
  code?: "inline" | "block";
};

type Look = Omit<Run, "text" | "href">;
type Style = "bold" | "italic";
/** `on`: what it turns on or off, once its other half is found; without one it stays text. */
type Marker = { text: string; style: Style; turns?: "on" | "off" };

const FENCE = "```";
/** Whatever may mean something: runs of marks, ends of lines, web addresses. */
const TOKEN = `\`+|\\*+|_+|\\n|${ADDRESS}`;
const STYLES: Record<string, Style> = { "*": "bold", "**": "bold", _: "italic" };
/** What may stand before a mark that opens, and behind one that closes: never a letter, a digit or a part of an address. */
const BEFORE_OPENING = /(?:^|[\s([{<"'“„«‘*_|—–-])$/;
const BEHIND_CLOSING = /^(?:$|[\s)\]}>"'”»’*_|—–]|[-.,:;!?…](?![\p{L}\p{N}]))/u;

/**
 * Reads the markup of a message: `**bold**`, `*bold*`, `_italic_`, `` `code` ``, blocks of code between lines of three
 * backticks, and web addresses. Styles end with their line and never begin or end within a word or an address; a mark
 * without its other half is text. The pieces joined are the text without its marks. Takes time in proportion to the
 * text's length, whatever is in it: `meter` counts the characters and tokens that were looked at.
 */
export function parseMarkup(text: string, meter = { steps: 0 }): Run[] {
  const pieces: (string | Run | Marker)[] = [];
  const open = new Map<string, Marker>();
  const tokens = new RegExp(TOKEN, "gi");
  const search = finder(text, meter);
  let done = 0;
  /** Takes the plain text up to `from` and then `piece`; goes on at `to`. */
  const take = (from: number, to: number, piece: Run | Marker) => {
    if (from > done) pieces.push(text.slice(done, from));
    pieces.push(piece);
    done = to;
    tokens.lastIndex = to;
  };
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match;
    const { index } = match;
    const end = index + token.length;
    meter.steps += token.length;
    const style = STYLES[token];
    if (token === "\n") open.clear();
    else if (style) take(index, end, marker(text, index, token, style, open));
    else if (token === "`" || token === FENCE) {
      const code = codeAt(text, index, token, search);
      if (code) take(index, code.end, code.run);
    } else if (/^h/i.test(token)) {
      const address = addressIn(token);
      if (address) take(index, index + address.length, { text: address, href: address });
    }
  }
  if (done < text.length) pieces.push(text.slice(done));
  return runsOf(pieces);
}

/** The text of a message without its marks. */
export const plainText = (text: string): string =>
  MARKED.test(text)
    ? parseMarkup(text)
        .map((run) => run.text)
        .join("")
    : text;

function marker(text: string, index: number, token: string, style: Style, open: Map<string, Marker>): Marker {
  const end = index + token.length;
  const found: Marker = { text: token, style };
  const opening = open.get(token);
  if (opening && /\S/.test(text.charAt(index - 1)) && BEHIND_CLOSING.test(text.slice(end, end + 3))) {
    opening.turns = "on";
    found.turns = "off";
    open.delete(token);
  } else if (/\S/.test(text.charAt(end)) && BEFORE_OPENING.test(text.slice(Math.max(0, index - 1), index))) {
    open.set(token, found);
  }
  return found;
}

type Search = (what: string, from: number) => number;

/** Finds the next place of a string, from ever later places; so that none is looked for twice, it keeps the last answer. */
function finder(text: string, meter: { steps: number }): Search {
  const found = new Map<string, number>();
  return (what, from) => {
    const known = found.get(what);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const at = text.indexOf(what, from);
    meter.steps += (at < 0 ? text.length : at) - from;
    found.set(what, at);
    return at;
  };
}

/** Code that begins at `index`; nothing where it has no end, no content, or breaks its line. */
function codeAt(text: string, index: number, token: string, search: Search): { run: Run; end: number } | null {
  const from = index + token.length;
  const to = search(token, from);
  if (to <= from) return null;
  const inside = text.slice(from, to);
  if (token === FENCE) {
    const lines = inside.replace(/^\n|\n$/g, "");
    // The block stands on lines of its own: the break behind it is one of its marks.
    const end = to + FENCE.length;
    return lines.trim()
      ? { run: { text: lines, code: "block" }, end: text.charAt(end) === "\n" ? end + 1 : end }
      : null;
  }
  const newline = search("\n", from);
  return (newline < 0 || newline > to) && inside.trim() ? { run: { text: inside, code: "inline" }, end: to + 1 } : null;
}

function runsOf(pieces: (string | Run | Marker)[]): Run[] {
  const runs: Run[] = [];
  const on = { bold: 0, italic: 0 };
  let last: Run | undefined;
  for (const piece of pieces) {
    if (typeof piece === "object" && "style" in piece && piece.turns) {
      on[piece.style] += piece.turns === "on" ? 1 : -1;
      continue;
    }
    const look: Look = { ...(on.bold > 0 && { bold: true }), ...(on.italic > 0 && { italic: true }) };
    const isPlain = typeof piece === "string" || "style" in piece;
    const text = typeof piece === "string" ? piece : piece.text;
    // Marks without a meaning are part of the text around them.
    if (isPlain && last && last.bold === look.bold && last.italic === look.italic) last.text += text;
    else {
      const run: Run = isPlain ? { text, ...look } : { ...piece, ...look };
      runs.push(run);
      last = isPlain ? run : undefined;
    }
  }
  return runs;
}
