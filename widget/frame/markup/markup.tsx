// Texts with markup or web addresses in them, in a file of its own: it is fetched with the first such text.
import type { ComponentChildren } from "preact";
import { parseMarkup, type Run } from "@/lib/markup/rules";
import css from "./markup.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

function toNode({ text, href, bold, italic, code }: Run): ComponentChildren {
  let node: ComponentChildren = text;
  if (href) {
    node = (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {text}
      </a>
    );
  }
  if (code) node = <code class={code}>{text}</code>;
  if (italic) node = <em>{node}</em>;
  return bold ? <strong>{node}</strong> : node;
}

/** The text as nodes; nothing of it is ever read as HTML. */
export const rich = (text: string): ComponentChildren => parseMarkup(text).map(toNode);
