import { Parser } from "htmlparser2";

/** Characters of markup that are looked at: more has no reader. */
const HTML_MAX = 1_000_000;
/** The parser searches through all open elements at each new one: no page that people write is nested like this. */
const DEPTH_MAX = 2000;
const PIECE_CHARS = 4096;

const HIDDEN = new Set(["head", "script", "style", "title", "template", "noscript", "svg", "math", "iframe", "object"]);
const BLOCKS = new Set(
  "address article aside blockquote center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);
/** Between which a line stays empty. */
const APART = new Set(["p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"]);
const VOID = new Set(["br", "hr", "img", "input", "meta", "link", "base", "col", "source", "wbr", "area", "embed"]);

/** Marks that mail programs put around what they quote, and those after which nothing but the quoted mail comes. */
const QUOTE_CLASS =
  /(?:^|\s)(?:gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|ms-outlook-mobile-reference-message)(?:\s|$)/;
const REST_ID = /^(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container)$/;
/** The line that Outlook draws above a quoted mail. */
const REST_STYLE = /border:\s*none;\s*border-top:\s*solid\s+#(?:E1E1E1|B5C4DF)/i;
/** Nobody sees it, so it is none of the text: what spam hides from readers it must not show to operators only. */
const INVISIBLE_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)|mso-hide\s*:\s*all/i;

type Options = {
  /** Leaves out what the mail quotes of the one that it answers. */
  cutsQuotes: boolean;
};

/**
 * What somebody would read of a page of a mail, as plain text: no markup, no address that is loaded, nothing that runs.
 * Links of the web show where they lead. Reads once from front to back, as far as nesting stays within reason.
 */
export function htmlText(html: string, { cutsQuotes }: Options): string {
  const text = read(html, cutsQuotes);
  // Whoever writes between the lines of a quotation would have nothing left.
  return text === "" && cutsQuotes ? read(html, false) : text;
}

function read(html: string, cutsQuotes: boolean): string {
  const out = new Writer();
  let depth = 0;
  /** Depth of the element that hides everything in it; 0: none. */
  let hiddenAt = 0;
  let isOver = false;
  const links: { href: string; from: number; depth: number }[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (!VOID.has(name)) depth += 1;
        if (isOver || hiddenAt > 0) return;
        if (cutsQuotes && (REST_ID.test(attributes.id ?? "") || REST_STYLE.test(attributes.style ?? ""))) {
          isOver = true;
          return;
        }
        if (!VOID.has(name) && (isHidden(name, attributes) || (cutsQuotes && isQuote(name, attributes)))) {
          hiddenAt = depth;
          return;
        }
        if (name === "br") out.line();
        else if (BLOCKS.has(name)) out.block(APART.has(name));
        if (name === "li") out.text("- ");
        if (name === "pre") out.raw += 1;
        if (name === "a") links.push({ href: attributes.href ?? "", from: out.length, depth });
      },
      ontext(text) {
        if (!isOver && hiddenAt === 0) out.text(text);
      },
      onclosetag(name) {
        if (VOID.has(name)) return;
        if (hiddenAt === 0 && !isOver) {
          const link = links.at(-1);
          if (name === "a" && link?.depth === depth) out.link(link.href, link.from);
          if (name === "td" || name === "th") out.text(" ");
          if (BLOCKS.has(name)) out.block(APART.has(name));
          if (name === "pre") out.raw = Math.max(0, out.raw - 1);
        }
        if (links.at(-1)?.depth === depth) links.pop();
        if (hiddenAt === depth) hiddenAt = 0;
        depth = Math.max(0, depth - 1);
      },
    },
    { decodeEntities: true },
  );
  const end = Math.min(html.length, HTML_MAX);
  for (let at = 0; at < end && depth <= DEPTH_MAX; at += PIECE_CHARS) {
    parser.write(html.slice(at, Math.min(end, at + PIECE_CHARS)));
  }
  // The rest of a mark that was cut in two is no text.
  isOver ||= depth > DEPTH_MAX;
  parser.end();
  return out.toString();
}

type Attributes = Record<string, string>;

const isHidden = (name: string, { style = "", hidden }: Attributes) =>
  HIDDEN.has(name) || hidden !== undefined || INVISIBLE_STYLE.test(style);

const isQuote = (name: string, { class: classes = "", type = "" }: Attributes) =>
  QUOTE_CLASS.test(classes) || (name === "blockquote" && type.toLowerCase() === "cite");

/** Puts words, lines and blocks together, with at most one empty line between two. */
class Writer {
  raw = 0;
  #lines: string[] = [];
  #line = "";
  #isApart = false;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  text(text: string): void {
    const [first = "", ...more] = this.raw > 0 ? text.split(/\r\n?|\n/) : [text.replace(/[\s\u00a0]+/g, " ")];
    this.#add(first);
    for (const line of more) {
      this.line();
      this.#add(line);
    }
  }

  line(): void {
    this.#lines.push(this.#line.trimEnd());
    this.#line = "";
  }

  /** Goes on in a new line; where `isApart`, after an empty one. */
  block(isApart: boolean): void {
    if (this.#line.trim() !== "") this.line();
    else this.#line = "";
    this.#isApart ||= isApart && this.#lines.length > 0;
  }

  /** Where a link leads, if it leads to the web and its words do not say so already. */
  link(href: string, from: number): void {
    if (!/^https?:\/\//i.test(href) || href.length > 2000) return;
    const words = this.#line.slice(Math.max(0, this.#line.length - (this.#length - from))).trim();
    if (words === "" || words === href || `${words}/` === href || /\s/.test(href)) return;
    this.#add(` (${href})`);
  }

  toString(): string {
    this.line();
    return this.#lines
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  #add(words: string): void {
    const text = this.#line === "" && this.raw === 0 ? words.trimStart() : words;
    if (text === "" || (text === " " && this.#line.endsWith(" "))) return;
    if (this.#isApart && this.#line === "") {
      this.#lines.push("");
      this.#isApart = false;
    }
    this.#line += text;
    this.#length += text.length;
  }
}
