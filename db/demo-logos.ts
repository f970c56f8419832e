import type { Picture } from "@/lib/logos/re-encode-logo";

const SIDE = 256;

/** Shapes on a 64 × 64 grid, in white on the department's colour. */
const SHAPES: Record<string, string> = {
  // a pan
  "pre-sales": '<circle cx="27" cy="33" r="15"/><rect x="40" y="30" width="18" height="6" rx="3"/>',
  // a parcel
  "order-services":
    '<path d="M32 12 52 22v21L32 53 12 43V22z" fill="none" stroke="#fff" stroke-width="5" stroke-linejoin="round"/><path d="M12 22l20 10 20-10M32 32v21" fill="none" stroke="#fff" stroke-width="5"/>',
  // a chef's hat
  "corporate-accounts":
    '<path d="M20 50V37a11 11 0 1 1 5-20 11 11 0 0 1 14 0 11 11 0 1 1 5 20v13z"/><rect x="20" y="45" width="24" height="3" fill="#000" opacity=".25"/>',
  // a bicycle
  bikes:
    '<g fill="none" stroke="#fff" stroke-width="4.5" stroke-linecap="round" stroke-linejoin="round"><circle cx="17" cy="41" r="10"/><circle cx="47" cy="41" r="10"/><path d="M17 41l9-19h14l7 19M26 26l8 15h-17M40 22l-6 19M40 22l2-6h6M22 19h8"/></g>',
  // a nut
  hardware: '<path d="M32 9 52 20.500v23L32 55 12 43.500v-23z"/><circle cx="32" cy="32" r="9.500" fill="var"/>',
  // a wheel
  "auto-parts":
    '<circle cx="32" cy="32" r="20" fill="none" stroke="#fff" stroke-width="7"/><circle cx="32" cy="32" r="6"/><path d="M32 14v36M14 32h36" stroke="#fff" stroke-width="4"/>',
};

/** Draws the logo of a demo department, so that no picture of somebody else is in the repository. */
export async function drawLogo({ slug, color }: { slug: string; color: string }): Promise<Picture> {
  const shapes = (SHAPES[slug] ?? '<circle cx="32" cy="32" r="16"/>').replaceAll('"var"', `"${color}"`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="${SIDE}" height="${SIDE}"><rect width="64" height="64" rx="14" fill="${color}"/><g fill="#fff">${shapes}</g></svg>`;
  const { default: sharp } = await import("sharp");
  const bytes = await sharp(Buffer.from(svg)).webp({ quality: 92 }).toBuffer();
  return { bytes: new Uint8Array(bytes), width: SIDE, height: SIDE };
}
