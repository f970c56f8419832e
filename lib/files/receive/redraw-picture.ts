import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Sharp } from "sharp";
import { DomainError } from "@/lib/errors";
import { type FileProblem, PICTURE_PIXELS_MAX, PICTURE_SIDE_MAX, THUMB_SIDE_MAX } from "@/lib/files/rules";
import { takeTurns } from "./take-turns";

const DECODE_SECONDS_MAX = 20;

type Output = { extension: string; type: string; draw: (image: Sharp) => Sharp };

const webp: Output = { extension: "webp", type: "image/webp", draw: (image) => image.webp({ quality: 85 }) };

/** By the format that the decoder found. Encoding AVIF takes seconds, so it becomes WebP. */
const OUTPUTS: Record<string, Output> = {
  png: { extension: "png", type: "image/png", draw: (image) => image.png({ compressionLevel: 8 }) },
  jpeg: { extension: "jpg", type: "image/jpeg", draw: (image) => image.jpeg({ quality: 85 }) },
  gif: { extension: "gif", type: "image/gif", draw: (image) => image.gif() },
  webp,
  heif: webp,
};

/** Pictures that we made: their files, and what is to be known of them. */
export type Redrawn = {
  path: string;
  thumbPath: string;
  extension: string;
  type: string;
  size: number;
  width: number;
  height: number;
};

// A picture of 64 million pixels takes a few hundred megabytes while it is drawn.
const turns = takeTurns(2);

/**
 * Decodes a picture and draws it anew, upright, with a small one beside it. Nothing of the file survives but its pixels:
 * no metadata, no place where it was taken, no code that hides behind or inside of it.
 * @throws DomainError `invalid` with `fields.file`: fileType, fileDimensions or fileBroken; whatever the disk throws
 */
export const redrawPicture = (source: string, folder: string): Promise<Redrawn> => turns(() => redraw(source, folder));

async function redraw(source: string, folder: string): Promise<Redrawn> {
  const options = { limitInputPixels: PICTURE_PIXELS_MAX, failOn: "error", sequentialRead: true } as const;
  // Loaded with the first picture: it takes 14 MB.
  const { default: sharp } = await import("sharp");
  const found = await sharp(source, options).metadata().catch(decodeFailed);
  const output = OUTPUTS[found.format];
  // The decoder chooses by its own look at the bytes: SVG and others that it knows are none of ours.
  if (!output || (found.format === "heif" && found.compression !== "av1")) throw refusal("fileType");
  const pixels = found.width * found.height;
  if (pixels > PICTURE_PIXELS_MAX) throw refusal("fileDimensions");
  const frames = found.pages ?? 1;
  // Frames of an animation count as pixels, too: of a very long one the first frame stays.
  const isMoving = output.extension === "gif" && frames > 1 && pixels * frames <= PICTURE_PIXELS_MAX;
  const drawn = path.join(folder, "drawn");
  const thumbPath = path.join(folder, "thumb");
  const image = sharp(source, { ...options, animated: isMoving });
  const { data, info } = await encode(output.draw(inside(image, PICTURE_SIDE_MAX)));
  const small = inside(sharp(data, { ...options, pages: 1 }), THUMB_SIDE_MAX).webp({ quality: 78 });
  const thumb = await encode(small);
  // By Node, and not by the decoder itself, whose words do not tell a full disk from a broken picture.
  await writeFile(drawn, data);
  await writeFile(thumbPath, thumb.data);
  const height = info.pageHeight ?? (isMoving ? Math.round(info.height / frames) : info.height);
  const { extension, type } = output;
  return { path: drawn, thumbPath, extension, type, size: data.byteLength, width: info.width, height };
}

const encode = (image: Sharp) =>
  image.timeout({ seconds: DECODE_SECONDS_MAX }).toBuffer({ resolveWithObject: true }).catch(decodeFailed);

const inside = (image: Sharp, side: number) =>
  image.autoOrient().resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });

const refusal = (problem: FileProblem) =>
  new DomainError("invalid", "The picture cannot be used", { fields: { file: problem } });

function decodeFailed(error: unknown): never {
  const message = error instanceof Error ? error.message : "";
  throw refusal(/pixel limit/i.test(message) ? "fileDimensions" : "fileBroken");
}
