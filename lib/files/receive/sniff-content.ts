import { open } from "node:fs/promises";
import type { Content } from "@/lib/files/rules";

/** Bytes from the start that are looked at; archives are never opened, whatever they hold. */
const SAMPLE_BYTES = 4100;
/** A text is read in pieces of this size. */
const PIECE_BYTES = 256 * 1024;

const CONTENTS: Record<string, Content> = {
  "image/png": "picture",
  "image/jpeg": "picture",
  "image/gif": "picture",
  "image/webp": "picture",
  "image/avif": "picture",
  "application/pdf": "pdf",
  "application/rtf": "rtf",
  "application/x-cfb": "cfb",
  "application/x-7z-compressed": "7z",
  "application/x-rar-compressed": "rar",
  "application/vnd.rar": "rar",
  "application/gzip": "gzip",
  "application/x-tar": "tar",
  "image/heic": "media",
  "image/heif": "media",
  "audio/mpeg": "media",
  "audio/mp4": "media",
  "audio/x-m4a": "media",
  "audio/ogg": "media",
  "audio/ogg; codecs=opus": "media",
  "audio/wav": "media",
  "audio/vnd.wave": "media",
  "video/mp4": "media",
  "video/quicktime": "media",
  "video/webm": "media",
};

/** What a file is by its bytes; null for what we do not take, whatever it may be called. */
export async function sniffContent(path: string): Promise<Content | null> {
  const file = await open(path, "r");
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const sample = buffer.subarray(0, bytesRead);
    if (isZip(sample)) return "zip";
    const { fileTypeFromBuffer } = await import("file-type");
    const found = await fileTypeFromBuffer(sample);
    if (found) return CONTENTS[found.mime] ?? (TEXTS.test(found.mime) && (await isText(file)) ? "text" : null);
    return (await isText(file)) ? "text" : null;
  } finally {
    await file.close();
  }
}

/** Kinds of text with a beginning of their own; markup among them is text to us, and is only ever handed on as such. */
const TEXTS = /^(?:text\/|application\/(?:xml|json)$)/;

/** A local file header, or the end of an archive of nothing (APPNOTE.TXT, 4.3). */
const isZip = (bytes: Buffer) => ["PK\x03\x04", "PK\x05\x06"].includes(bytes.toString("latin1", 0, 4));

type Readable = Awaited<ReturnType<typeof open>>;

/** All of it is UTF-8, or begins as UTF-16, and nothing in it is a control character that no text has. */
async function isText(file: Readable): Promise<boolean> {
  const buffer = Buffer.alloc(PIECE_BYTES);
  let decoder: TextDecoder | undefined;
  let position = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, position);
      decoder ??= new TextDecoder(encodingOf(buffer), { fatal: true });
      const text = decoder.decode(buffer.subarray(0, bytesRead), { stream: bytesRead > 0 });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what makes a file no text.
      if (/[\x00-\x08\x0E-\x1A\x1C-\x1F]/.test(text)) return false;
      if (bytesRead === 0) return true;
      position += bytesRead;
    }
  } catch {
    return false;
  }
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}
