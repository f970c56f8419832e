import { notFound } from "@/lib/errors";
import type { FileRow } from "@/lib/files/access";
import { contentDisposition } from "@/lib/files/disposition";
import { fileStorage } from "@/lib/files/storage/process-storage";

/** The bytes of a file, or of its small picture. @throws DomainError `not_found` when they are not there */
export async function fileResponse(row: FileRow, form: Form): Promise<Response> {
  const key = form.isThumb ? row.thumbKey : row.storageKey;
  const stored = key === null ? null : await fileStorage().open(key);
  if (!stored) throw notFound();
  return new Response(stored.body, { headers: headersOf(row, stored.size, form) });
}

type Form = { isThumb: boolean; isSigned: boolean };

/** Only pictures that we drew ourselves are shown in a browser; everything else is a download that runs nothing. */
function headersOf({ name, type, width }: FileRow, size: number, { isThumb, isSigned }: Form): Headers {
  const isPicture = width !== null;
  const isText = type.startsWith("text/");
  const headers = new Headers({
    "content-type": isThumb ? "image/webp" : isText ? `${type}; charset=utf-8` : type,
    "content-disposition": contentDisposition(isPicture ? "inline" : "attachment", name),
    "cache-control": "private, max-age=600",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "referrer-policy": "no-referrer",
    // A signed address is shown in frames on other sites; with a cookie no other site may look for files.
    "cross-origin-resource-policy": isSigned ? "cross-origin" : "same-origin",
  });
  if (Number.isSafeInteger(size)) headers.set("content-length", String(size));
  return headers;
}
