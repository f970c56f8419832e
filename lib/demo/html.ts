const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

/** Marks text as HTML that was made here. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | Html[];

/** Template tag: everything put in is escaped, unless it is HTML made by this tag. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const rendered = parts.map((part) => {
    if (part instanceof Html) return part.text;
    return Array.isArray(part) ? part.map(({ text }) => text).join("") : escapeHtml(String(part));
  });
  return new Html(strings.map((string, i) => string + (rendered[i] ?? "")).join(""));
}
