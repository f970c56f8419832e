/** Bytes of an uploaded picture. */
export const LOGO_BYTES_MAX = 2 * 1024 * 1024;
/** Pixels of an uploaded picture: 5000 × 5000. A small file can unpack to gigabytes. */
export const LOGO_PIXELS_MAX = 25_000_000;
/** Longer side of what is stored, in pixels; shown at 64 at most, so sharp on dense screens too. */
export const LOGO_SIDE_MAX = 256;

export const LOGO_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;
/** Value of a file input's `accept`. */
export const LOGO_ACCEPT = LOGO_TYPES.join(",");

export type LogoFormat = "png" | "jpeg" | "webp" | "gif";

/** What is wrong with a chosen file, as a key of `messages/<locale>/errors.json`. */
export type LogoProblem = "imageType" | "imageTooLarge" | "imageBroken" | "imageDimensions";

/** What a browser can tell before it sends the file. Names and types can lie: the server looks at the bytes. */
export function checkLogoFile({ size, type }: { size: number; type: string }): LogoProblem | null {
  if (!LOGO_TYPES.some((known) => known === type)) return "imageType";
  return checkLogoSize(size);
}

export function checkLogoSize(size: number): LogoProblem | null {
  if (size === 0) return "imageBroken";
  return size > LOGO_BYTES_MAX ? "imageTooLarge" : null;
}

/** The format by the first bytes (WHATWG MIME Sniffing, section 6.1), or null for anything but the four. */
export function sniffLogoFormat(bytes: Uint8Array): LogoFormat | null {
  const starts = (text: string, offset = 0) =>
    [...text].every((character, index) => bytes[offset + index] === character.charCodeAt(0));
  if (starts("\x89PNG\r\n\x1a\n")) return "png";
  if (starts("\xff\xd8\xff")) return "jpeg";
  if (starts("GIF87a") || starts("GIF89a")) return "gif";
  if (starts("RIFF") && starts("WEBPVP", 8)) return "webp";
  return null;
}
