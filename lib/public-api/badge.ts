import type { DepartmentState } from "@/lib/routing/department-state";
import { preview } from "@/lib/text";

/** White on each of them is readable (WCAG 2.2, at least 4.5 to 1). */
const COLORS: Record<DepartmentState, string> = {
  open: "#15803d",
  busy: "#b45309",
  away: "#475569",
  closed: "#52525b",
};
const LABEL_COLOR = "#27272a";

const NAME_MAX = 40;
const HEIGHT = 24;
const PADDING = 9;
/** Pixels of one character at 12 px; whoever has another font draws it into the same room (`textLength`). */
const NARROW = 6.8;
const WIDE = 12.5;
/** Written in squares, or a picture. */
const IS_WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const widthOf = (text: string) =>
  Math.round(
    [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (IS_WIDE.test(segment) ? WIDE : NARROW), 0),
  );

const escapeXml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

type Badge = { name: string; state: DepartmentState; word: string; locale: string };

/** The picture: a name, and how it is there at this moment. Made of shapes and text alone; it loads and runs nothing. */
export function drawBadge({ name, state, word, locale }: Badge): string {
  const label = preview(name, NAME_MAX);
  const [left, right] = [widthOf(label) + 2 * PADDING, widthOf(word) + 2 * PADDING];
  const text = (content: string, x: number, width: number) =>
    `<text x="${x}" y="16" textLength="${width - 2 * PADDING}" lengthAdjust="spacingAndGlyphs">${escapeXml(content)}</text>`;
  const title = escapeXml(`${label}: ${word}`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${title}" lang="${locale}">` +
    `<title>${title}</title><clipPath id="r"><rect width="${left + right}" height="${HEIGHT}" rx="5"/></clipPath>` +
    `<g clip-path="url(#r)"><path fill="${LABEL_COLOR}" d="M0 0h${left}v${HEIGHT}H0z"/>` +
    `<path fill="${COLORS[state]}" d="M${left} 0h${right}v${HEIGHT}H${left}z"/></g>` +
    `<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="12">` +
    `${text(label, left / 2, left)}${text(word, left + right / 2, right)}</g></svg>`
  );
}
