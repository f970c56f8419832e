import type { FileDto } from "@/lib/files/schemas";
import type { UploadAnswer } from "./send-upload";
import type { UploadEnd } from "./upload-tray";

type ErrorBody = { code?: unknown; fields?: { file?: unknown }; data?: { reason?: unknown } };

/** What an answer to an upload means for who sent it: `problem` is a key of the texts of errors. */
export function uploadEnd({ status, body }: UploadAnswer): UploadEnd {
  const { file, error } = (body ?? {}) as { file?: FileDto; error?: ErrorBody };
  // The server's word for all of it is in its tests; an id shows that it is the server who speaks.
  if (status === 201 && typeof file?.id === "string") return { ok: true, file };
  return { ok: false, problem: problemOf(status, error), canRetry: mayHelp(status, error) };
}

function problemOf(status: number, error: ErrorBody | undefined): string {
  if (typeof error?.fields?.file === "string") return error.fields.file;
  if (error?.data?.reason === "chat_quota") return "filesQuota";
  if (error?.data?.reason === "replies_quota") return "replyFilesQuota";
  if (error?.data?.reason === "files_per_minute") return "filesTooOften";
  if (status === 413) return "fileTooLarge";
  // Nothing came back: the line is down, or silent.
  if (status === 0) return "fileNotSent";
  return typeof error?.code === "string" ? error.code : "unexpected";
}

const mayHelp = (status: number, error: ErrorBody | undefined) =>
  (status === 0 || status === 400 || status === 401 || status === 408 || status === 429 || status >= 500) &&
  error?.data?.reason !== "chat_quota" &&
  error?.data?.reason !== "replies_quota";
