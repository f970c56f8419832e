import "server-only";
import { DomainError } from "@/lib/errors";
import { checkLogoSize, LOGO_PIXELS_MAX, LOGO_SIDE_MAX, type LogoProblem, sniffLogoFormat } from "@/lib/logos/rules";

/** A WebP picture that we made ourselves. */
export type Picture = { bytes: Uint8Array; width: number; height: number };

const DECODE_SECONDS_MAX = 10;

/**
 * Decodes an uploaded PNG, JPEG, WebP or GIF (its first frame) and draws it anew as WebP, upright, at most 256 px wide
 * and high. Nothing of the file survives but its pixels: no metadata, no place, no code that hides behind a picture.
 * @throws DomainError `invalid` with `fields.logo`: imageTooLarge, imageType, imageDimensions or imageBroken.
 */
export async function reEncodeLogo(upload: Uint8Array): Promise<Picture> {
  const sizeProblem = checkLogoSize(upload.byteLength);
  if (sizeProblem) throw refusal(sizeProblem);
  const format = sniffLogoFormat(upload);
  if (!format) throw refusal("imageType");
  // Explicit about one frame and about failing: a half-decoded picture is no logo.
  const { default: sharp } = await import("sharp");
  const image = sharp(upload, { limitInputPixels: LOGO_PIXELS_MAX, failOn: "error", pages: 1 });
  const found = await image.metadata().catch(decodeFailed);
  // The decoder chooses by its own look at the bytes; a file that is two formats at once is refused.
  if (found.format !== format) throw refusal("imageType");
  if (found.width * found.height > LOGO_PIXELS_MAX) throw refusal("imageDimensions");
  const { data, info } = await image
    .autoOrient()
    .resize({ width: LOGO_SIDE_MAX, height: LOGO_SIDE_MAX, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 90, alphaQuality: 100 })
    .timeout({ seconds: DECODE_SECONDS_MAX })
    .toBuffer({ resolveWithObject: true })
    .catch(decodeFailed);
  return { bytes: new Uint8Array(data), width: info.width, height: info.height };
}

const refusal = (problem: LogoProblem) =>
  new DomainError("invalid", "The picture cannot be used", { fields: { logo: problem } });

function decodeFailed(error: unknown): never {
  const isBomb = error instanceof Error && /pixel limit/i.test(error.message);
  throw refusal(isBomb ? "imageDimensions" : "imageBroken");
}
