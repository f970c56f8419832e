import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { assertStorageKey, type FileStorage, isCode, isOutOfRoom, StorageError } from "./storage";

/** Files in folders of the local disk, by the first two characters of their keys: no folder gets too large to list. */
export function localStorage(root: string): FileStorage {
  const incoming = path.join(root, "incoming");
  const pathOf = (key: string) => {
    assertStorageKey(key);
    return path.join(root, key.slice(0, 2), key);
  };
  return {
    incoming,
    async put(key, from) {
      const to = pathOf(key);
      try {
        await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
        // What was promised must be there after a power cut, too.
        const file = await open(from, "r+");
        await file.sync().finally(() => file.close());
        await rename(from, to);
      } catch (error) {
        throw new StorageError("The disk did not take a file", { isFull: isOutOfRoom(error), cause: error });
      }
    },
    async open(key) {
      const file = await open(pathOf(key), "r").catch((error: unknown) => {
        if (isCode(error, "ENOENT")) return null;
        throw new StorageError("The disk did not give a file", { cause: error });
      });
      if (!file) return null;
      const { size } = await file.stat();
      return { body: bytesOf(createReadStream("", { fd: file })), size };
    },
    remove: async (key) => rm(pathOf(key), { force: true }),
  };
}

/** Node's types of Web streams and the browser's differ in name only. */
const bytesOf = (stream: Readable) => Readable.toWeb(stream) as ReadableStream<Uint8Array>;
