import { chatIdOf } from "@/lib/api/chat/chat-id";
import { writerContext } from "@/lib/api/context";
import { DomainError } from "@/lib/errors";
import { FILE_SIZE_MAX } from "@/lib/files/rules";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { uploadFile } from "@/lib/files/upload-file";
import { route } from "@/lib/http/route";

/** A name in percent-encoded UTF-8: header values are ASCII. */
const NAME_HEADER = "x-file-name";
const NAME_HEADER_MAX = 4000;

/** Takes one file, its bytes as the body. What can be refused is refused before a byte is read. */
export const POST = route(async (request, context) => {
  const ctx = await writerContext(request);
  const chatId = await chatIdOf(context);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/octet-stream" || request.headers.has("content-encoding")) {
    throw new DomainError("unsupported_media_type", "Send the file's bytes as application/octet-stream, uncompressed");
  }
  const { body, signal } = request;
  const upload = { name: nameOf(request), size: lengthOf(request), body, signal };
  const file = await uploadFile(ctx, fileStorage(), chatId, upload);
  return Response.json({ file }, { status: 201 });
});

/** Without a length nobody can tell whether it will fit: it counts as too long. */
function lengthOf(request: Request): number {
  const length = request.headers.get("content-length") ?? "";
  if (/^\d{1,15}$/.test(length)) return Number(length);
  throw new DomainError("too_large", `Say the length beforehand, at most ${FILE_SIZE_MAX} bytes`, {
    fields: { file: "fileTooLarge" },
  });
}

function nameOf(request: Request): string {
  const encoded = request.headers.get(NAME_HEADER) ?? "";
  try {
    if (encoded !== "" && encoded.length <= NAME_HEADER_MAX) return decodeURIComponent(encoded);
  } catch {
    // Not percent-encoded UTF-8.
  }
  throw new DomainError("invalid", `Name the file in ${NAME_HEADER}`, { fields: { name: "required" } });
}
