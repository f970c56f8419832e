/** Colour channels, 0 to 255. */
export type Rgb = { red: number; green: number; blue: number };

/** The least contrast of normal text against its background (WCAG 2.2, success criterion 1.4.3). */
export const TEXT_CONTRAST_MIN = 4.5;

/** Reads `#rgb` or `#rrggbb` (the `#` may be missing, spaces around are ignored); null for anything else. */
export function parseHex(value: string): Rgb | null {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value.trim())?.[1];
  if (digits === undefined) return null;
  const full = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  const number = Number.parseInt(full, 16);
  return { red: number >> 16, green: (number >> 8) & 255, blue: number & 255 };
}

/** The same colour as lower-case `#rrggbb`, or null when `value` is not a colour. */
export function normalizeHex(value: string): string | null {
  const rgb = parseHex(value);
  if (rgb === null) return null;
  return `#${[rgb.red, rgb.green, rgb.blue].map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
 * (threshold 0.04045, the one of the sRGB standard; for 8-bit channels it decides like the 0.03928 of older editions).
 */
export function relativeLuminance({ red, green, blue }: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/**
 * Contrast ratio of two colours, 1 (none) to 21 (black on white), in either order, as WCAG 2.2 defines it:
 * https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrastRatio(one: Rgb, other: Rgb): number {
  const [first, second] = [relativeLuminance(one), relativeLuminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

export type TextColor = "#000000" | "#ffffff";

const BLACK: Rgb = { red: 0, green: 0, blue: 0 };
const WHITE: Rgb = { red: 255, green: 255, blue: 255 };

/**
 * Contrast of white and of black text on `background`. Since both multiply to 21, the better one is never below
 * 4.58:1: whatever colour a department has, one of the two can be read.
 */
export function textContrasts(background: Rgb): { white: number; black: number } {
  return { white: contrastRatio(background, WHITE), black: contrastRatio(background, BLACK) };
}

/**
 * Text colour for a background: white while it reaches 4.5:1, because people expect white on a strong colour, else
 * black. What is not a colour gets black.
 */
export function pickTextColor(background: string): TextColor {
  const rgb = parseHex(background);
  return rgb !== null && textContrasts(rgb).white >= TEXT_CONTRAST_MIN ? "#ffffff" : "#000000";
}
