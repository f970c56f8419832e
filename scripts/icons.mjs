// Draws the icons of the installed app from app/icon.svg: node scripts/icons.mjs
import { readFileSync } from "node:fs";
import sharp from "sharp";

const source = readFileSync("app/icon.svg", "utf8");
const GROUND = "#0b6275";
const draw = (size, svg = source) => sharp(Buffer.from(svg), { density: 72 * (size / 32) }).resize(size, size);
/** Systems cut any shape out of it: the drawing stands within the safe circle of 80 %, on its own colour. */
const padded = (share) =>
  source
    .replace('viewBox="0 0 32 32"', `viewBox="${-16 / share + 16} ${-16 / share + 16} ${32 / share} ${32 / share}"`)
    .replace("<title>", `<rect x="-100" y="-100" width="300" height="300" fill="${GROUND}"/><title>`);
/** Of a badge only the shape counts: systems colour it themselves. */
const badge = source.replace(/fill="#0b6275"/, 'fill="#fff"').replace(/<path fill="#fff" d="M10 23.*?\/>/s, "");

await Promise.all([
  draw(192).png().toFile("public/icons/icon-192.png"),
  draw(512).png().toFile("public/icons/icon-512.png"),
  draw(512, padded(0.62)).png().toFile("public/icons/maskable-512.png"),
  draw(180, padded(0.72)).flatten({ background: GROUND }).png().toFile("public/icons/apple-180.png"),
  draw(96, badge).png().toFile("public/icons/badge-96.png"),
]);
