import { randomToken } from "@/lib/ids";

/** Where the bytes of files are. Keys are ours (`newStorageKey`), never anything that a person typed. */
export type FileStorage = {
  /** Folder for what is still coming in; on the same disk as the storage where that is a disk. */
  incoming: string;
  /** Stores the file at `path`, which may be gone afterwards. @throws StorageError */
  put: (key: string, path: string, type: string) => Promise<void>;
  /** The stored bytes, or null. @throws StorageError */
  open: (key: string) => Promise<{ body: ReadableStream<Uint8Array>; size: number } | null>;
  /** Nothing happens when it is not there. @throws StorageError */
  remove: (key: string) => Promise<void>;
};

/** The storage did not do its work. `isFull`: there is no room, on the disk or in what its owner grants. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly isFull: boolean;
  constructor(message: string, { isFull = false, cause }: { isFull?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.isFull = isFull;
  }
}

/** Whether something could not be written because there is no room, or no more for us. */
export const isOutOfRoom = (error: unknown): boolean =>
  error instanceof StorageError ? error.isFull : isCode(error, "ENOSPC") || isCode(error, "EDQUOT");

export const isCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;

const SHAPE = /^[0-9A-Za-z_-]{32}$/;

/** 192 random bits: it says nothing of the file, and cannot be guessed. */
export const newStorageKey = () => randomToken(24);

/** A last fence before a path or an address is made of a key. */
export function assertStorageKey(key: string): void {
  if (!SHAPE.test(key)) throw new Error("not a storage key");
}
