import { DomainError } from "@/lib/errors";
import { FILE_SIZE_MAX } from "@/lib/files/rules";
import type { Upload } from "@/lib/files/upload-file";
import type { HttpRequest } from "@/lib/http/request";

/** A name in percent-encoded UTF-8: header values are ASCII. */
const NAME_HEADER = "x-file-name";
const NAME_HEADER_MAX = 4000;

/**
 * What a request announces of the one file that is its body.
 * @throws DomainError `unsupported_media_type`, `too_large`, `invalid` with `fields.name`
 */
export function readUpload(request: HttpRequest): Upload {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/octet-stream" || request.headers.has("content-encoding")) {
    throw new DomainError("unsupported_media_type", "Send the file's bytes as application/octet-stream, uncompressed");
  }
  const { body, signal } = request;
  return { name: nameOf(request), size: lengthOf(request), body, signal };
}

/** Without a length nobody can tell whether it will fit: it counts as too long. */
function lengthOf(request: HttpRequest): number {
  const length = request.headers.get("content-length") ?? "";
  if (/^\d{1,15}$/.test(length)) return Number(length);
  throw new DomainError("too_large", `Say the length beforehand, at most ${FILE_SIZE_MAX} bytes`, {
    fields: { file: "fileTooLarge" },
  });
}

function nameOf(request: HttpRequest): string {
  const encoded = request.headers.get(NAME_HEADER) ?? "";
  try {
    if (encoded !== "" && encoded.length <= NAME_HEADER_MAX) return decodeURIComponent(encoded);
  } catch {
    // Not percent-encoded UTF-8.
  }
  throw new DomainError("invalid", `Name the file in ${NAME_HEADER}`, { fields: { name: "required" } });
}
