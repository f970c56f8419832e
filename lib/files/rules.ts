import { extensionOf } from "./names";

/** Bytes of one file. */
export const FILE_SIZE_MAX = 10 * 1024 * 1024;
/** Bytes of all files of one chat, also of those under way and of those that no message carries yet. */
export const CHAT_FILES_SIZE_MAX = 100 * 1024 * 1024;
/** Uploads into one chat within a minute, by both sides, refused ones too. */
export const FILES_PER_MINUTE = 20;
/** Pixels of a picture: a small file can unpack to gigabytes. Cameras of telephones make up to 50 million. */
export const PICTURE_PIXELS_MAX = 64_000_000;
/** Longer side of a picture as it is stored, and of what stands in its place among the messages. */
export const PICTURE_SIDE_MAX = 4096;
export const THUMB_SIDE_MAX = 480;
/** Files of one chat whose addresses a visitor asks for at once. */
export const LINKS_MAX = 50;
/** A signed address works for so long at least. */
export const LINK_MINUTES = 15;

/** What is inside of a file, as far as its first bytes tell. `zip` is also what office programs write. */
export type Content = "picture" | "pdf" | "text" | "zip" | "cfb" | "rtf" | "7z" | "rar" | "gzip" | "tar" | "media";

type Kind = { content: Content; type: string };
const kinds = (content: Content, types: Record<string, string>): [string, Kind][] =>
  Object.entries(types).map(([extension, type]) => [extension, { content, type }]);

/** Whatever is not in this list is refused: above all what a browser would run, such as SVG, HTML and their relatives. */
const KINDS = new Map<string, Kind>([
  ...kinds("picture", {
    png: "image/png",
    jpg: "image/jpeg",
    jpeg: "image/jpeg",
    gif: "image/gif",
    webp: "image/webp",
    avif: "image/avif",
  }),
  ...kinds("pdf", { pdf: "application/pdf" }),
  ...kinds("text", { txt: "text/plain", log: "text/plain", md: "text/plain", json: "text/plain", csv: "text/csv" }),
  ...kinds("rtf", { rtf: "application/rtf" }),
  ...kinds("zip", {
    zip: "application/zip",
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    odt: "application/vnd.oasis.opendocument.text",
    ods: "application/vnd.oasis.opendocument.spreadsheet",
    odp: "application/vnd.oasis.opendocument.presentation",
  }),
  ...kinds("cfb", { doc: "application/msword", xls: "application/vnd.ms-excel", ppt: "application/vnd.ms-powerpoint" }),
  ...kinds("7z", { "7z": "application/x-7z-compressed" }),
  ...kinds("rar", { rar: "application/vnd.rar" }),
  ...kinds("gzip", { gz: "application/gzip", tgz: "application/gzip" }),
  ...kinds("tar", { tar: "application/x-tar" }),
  ...kinds("media", {
    heic: "image/heic",
    mp3: "audio/mpeg",
    m4a: "audio/mp4",
    ogg: "audio/ogg",
    wav: "audio/wav",
    mp4: "video/mp4",
    mov: "video/quicktime",
    webm: "video/webm",
  }),
]);

/**
 * Value of a file input's `accept`. Without HEIC, although it is taken: telephones then give a JPEG instead, which can be
 * shown.
 */
export const FILE_ACCEPT = [...KINDS.keys()]
  .filter((extension) => extension !== "heic")
  .map((extension) => `.${extension}`)
  .join(",");

/** What is wrong with a file, as a key of `messages/<locale>/errors.json` and of the widget's texts. */
export type FileProblem = "fileEmpty" | "fileTooLarge" | "fileType" | "fileBroken" | "fileDimensions";

/** What a browser can tell before it sends a file. Names can lie: the server looks at the bytes. */
export function checkFile({ name, size }: { name: string; size: number }): FileProblem | null {
  if (size > FILE_SIZE_MAX) return "fileTooLarge";
  if (size === 0) return "fileEmpty";
  const extension = extensionOf(name);
  return extension === "" || KINDS.has(extension) ? null : "fileType";
}

/** The first ending that a content may have: what a file without one gets. */
const defaultExtension = (content: Content): string =>
  [...KINDS].find(([, kind]) => kind.content === content)?.[0] ?? "";

/**
 * Whether a file is what its name says: its ending is on the list, and its content is one that this ending may have.
 * A file without an ending is known by its content alone, and gets the ending of that.
 */
export function judgeFile(extension: string, content: Content | null): (Kind & { extension: string }) | null {
  if (content === null || (extension === "" && content === "media")) return null;
  const known = extension === "" ? defaultExtension(content) : extension;
  const kind = KINDS.get(known);
  return kind?.content === content ? { ...kind, extension: known } : null;
}

/** Begins the preview of a message that carries a file; lists say it in words. */
const FILE_MARK = "\u{1F4CE} ";

/** What lists show of a message with a file: what was written to it, else its name. */
export const filePreview = (name: string, body: string | null) => `${FILE_MARK}${body ?? name}`;

/** Takes the mark off a preview. Who types it by hand has a paper clip before their text, and no more. */
export const readPreview = (preview: string): { hasFile: boolean; text: string } =>
  preview.startsWith(FILE_MARK)
    ? { hasFile: true, text: preview.slice(FILE_MARK.length) }
    : { hasFile: false, text: preview };

/** Pixels at which a picture stands among the messages, its shape kept: room for it before it has come. */
export function thumbSize(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A number of bytes as people read it, in steps of 1000 as browsers and phones show it, digits by `locale`. Nobody counts
 * in bytes: the smallest is 0.1 kB.
 */
export function sizeText(bytes: number, locale: string): string {
  const isLarge = bytes >= 1_000_000;
  const value = isLarge ? bytes / 1_000_000 : Math.max(0.1, bytes / 1000);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: isLarge ? "megabyte" : "kilobyte",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
