import type { FileRow } from "@/lib/files/access";
import type { ChannelDoor } from "./door";
import type { OpenChannel } from "./open-channel";
import type { Part } from "./word-entry";

/** Its bytes are no longer there: it was kept for a time only, or its visitor had everything erased. */
export class FileIsGoneError extends Error {
  override readonly name = "FileIsGoneError";
}

/** Does one piece of an entry in somebody's conversation. @throws ChannelError, FileIsGoneError, StorageError */
export async function sendPart(
  { storage }: Pick<ChannelDoor, "storage">,
  { kind, token }: OpenChannel,
  externalId: string,
  part: Part,
): Promise<void> {
  if (part.type !== "file") {
    await kind.perform(token, externalId, part);
    return;
  }
  const { name, type, width } = part.file;
  const bytes = await openFile({ storage }, part.file);
  if (!bytes) throw new FileIsGoneError(name);
  await kind.sendFile(token, externalId, { name, type, isPicture: width !== null, caption: part.caption, bytes });
}

/** Its bytes, at most 10 MB, as everything that people send into a chat; null where they are gone. @throws StorageError */
export async function openFile(
  { storage }: Pick<ChannelDoor, "storage">,
  { storageKey, deletedAt }: Pick<FileRow, "storageKey" | "deletedAt">,
): Promise<Uint8Array | null> {
  const stored = deletedAt ? null : await storage.open(storageKey);
  return stored && new Uint8Array(await new Response(stored.body).arrayBuffer());
}
