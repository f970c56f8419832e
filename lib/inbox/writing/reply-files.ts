import type { FileDto } from "@/lib/files/schemas";

export const REPLY_FILES_PATH = "/api/canned-replies/files";

/**
 * The files of a canned reply, for them to be put into an answer as if they had been chosen by hand: each chat has its own
 * copy. Names of those that did not come are in `missing`.
 */
export async function readReplyFiles(wanted: readonly FileDto[]): Promise<{ files: File[]; missing: string[] }> {
  const read = await Promise.all(wanted.map(readOne));
  return {
    files: read.flatMap((file) => file ?? []),
    missing: wanted.filter((_, index) => read[index] === null).map(({ name }) => name),
  };
}

async function readOne({ id, name, type }: FileDto): Promise<File | null> {
  try {
    const response = await fetch(`${REPLY_FILES_PATH}/${id}`, { signal: AbortSignal.timeout(30_000) });
    return response.ok ? new File([await response.blob()], name, { type }) : null;
  } catch {
    return null;
  }
}
