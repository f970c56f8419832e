import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/lib/context";
import { DomainError, isDomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { FileRow, Uploader } from "./access";
import { toFileDto } from "./dto";
import { cleanFileName, extensionOf, withExtension } from "./names";
import { receiveBytes, withWorkFolder } from "./receive/receive-bytes";
import { redrawPicture } from "./receive/redraw-picture";
import { sniffContent } from "./receive/sniff-content";
import { completeFile, giveUpFile, nameThumb, type Reserve } from "./reserve-file";
import { checkFile, type FileProblem, judgeFile } from "./rules";
import type { FileDto } from "./schemas";
import { type FileStorage, isOutOfRoom, newStorageKey, StorageError } from "./storage/storage";

/** A file on its way in. `size` is what was announced; `signal` tells that the other side has gone. */
export type Upload = {
  name: string;
  size: number;
  body: ReadableStream<Uint8Array> | null;
  signal?: AbortSignal | undefined;
};

/**
 * Takes a file to the place for which `reserve` makes room, such as a chat: a message may carry it then. Pictures are drawn
 * anew, everything else is kept as it came. Refused before a byte is read: size, ending, and what `reserve` refuses.
 * @throws DomainError `too_large`; `invalid` with `fields.file` (a `FileProblem`); `bad_request` when it was cut off;
 * `storage_full`; `unavailable` when the storage does not answer; and those of `reserve`
 */
export async function uploadFile<A extends Uploader>(
  ctx: Context<A>,
  storage: FileStorage,
  reserve: Reserve<A>,
  { name: sentName, size, body, signal }: Upload,
): Promise<FileDto> {
  const name = cleanFileName(sentName);
  const problem = checkFile({ name, size });
  if (problem) throw refusal(problem);
  const row = await reserve(ctx, { name, size });
  try {
    const stored = await receive(ctx, storage, row, { size, body, signal });
    const complete = await completeFile(ctx, row.id, stored);
    if (!complete) throw givenUp();
    return toFileDto(complete);
  } catch (error) {
    await giveUpFile(ctx, row.id).catch((err: unknown) => log.error({ err }, "upload was not given up"));
    throw inWords(error);
  }
}

/** Reads, judges and stores; gives what is to be written into the row. */
async function receive(ctx: Pick<Context, "db">, storage: FileStorage, row: FileRow, incoming: Omit<Upload, "name">) {
  await mkdir(storage.incoming, { recursive: true, mode: 0o700 });
  return withWorkFolder(storage.incoming, async (folder) => {
    const source = path.join(folder, "source");
    await receiveBytes(source, incoming);
    const verdict = judgeFile(extensionOf(row.name), await sniffContent(source));
    if (!verdict) throw refusal("fileType");
    if (verdict.content !== "picture") {
      await storage.put(row.storageKey, source, verdict.type);
      const name = withExtension(row.name, verdict.extension);
      return { name, type: verdict.type, size: row.size, thumbKey: null, width: null, height: null };
    }
    const { path: drawn, thumbPath, extension, type, size, width, height } = await redrawPicture(source, folder);
    const thumbKey = newStorageKey();
    if (!(await nameThumb(ctx, row.id, { thumbKey, width, height }))) throw givenUp();
    await storage.put(row.storageKey, drawn, type);
    await storage.put(thumbKey, thumbPath, "image/webp");
    return { name: withPictureExtension(row.name, extension), type, size, thumbKey, width, height };
  });
}

/** `.jpeg` is as good as `.jpg`. */
const withPictureExtension = (name: string, extension: string) =>
  extension === "jpg" && extensionOf(name) === "jpeg" ? name : withExtension(name, extension);

/** Its row was taken back meanwhile: it took too long, or the chat was erased. */
const givenUp = () => new DomainError("conflict", "The upload took too long");

const refusal = (problem: FileProblem) =>
  problem === "fileTooLarge"
    ? new DomainError("too_large", "The file is too large", { fields: { file: problem } })
    : new DomainError("invalid", "The file cannot be taken", { fields: { file: problem } });

/** What the disk or the storage service threw, as a refusal; the chat itself goes on. */
function inWords(error: unknown): unknown {
  if (isDomainError(error)) return error;
  log.error({ err: error }, "a file was not stored");
  if (isOutOfRoom(error)) return new DomainError("storage_full", "There is no room for files at the moment");
  if (!(error instanceof StorageError)) return error;
  return new DomainError("unavailable", "The storage cannot answer right now", { retryAfterSeconds: 10 });
}
