import { randomBytes } from "node:crypto";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { type FileStorage, isOutOfRoom, newStorageKey, StorageError } from "@/lib/files/storage/storage";
import { judgeDisk } from "../rules";
import { fact, type HealthCheck } from "../schemas";

const PROBE_BYTES = 64;

/** Whether files can be written, read back and deleted: a probe does all three. */
export async function checkStorage(storage: FileStorage, kind: "folder" | "bucket"): Promise<HealthCheck> {
  const startedAt = performance.now();
  const answer = (state: HealthCheck["state"], reason: string, error: string | null = null): HealthCheck => ({
    name: "storage",
    state,
    reason,
    facts: [
      ...fact("kind", kind),
      ...(state === "ok" ? fact("latency", performance.now() - startedAt, "ms") : []),
      ...fact("error", error),
    ],
  });
  try {
    return (await probe(storage)) ? answer("ok", "ok") : answer("fail", "differs");
  } catch (error) {
    if (isOutOfRoom(error)) return answer("fail", "full");
    // Its own words name no address and no key; those of the system might.
    return answer("fail", "broken", error instanceof StorageError ? error.message : null);
  }
}

async function probe(storage: FileStorage): Promise<boolean> {
  const bytes = randomBytes(PROBE_BYTES);
  const key = newStorageKey();
  const folder = path.join(storage.incoming, `probe-${key}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, "probe");
    await writeFile(file, bytes);
    await storage.put(key, file, "application/octet-stream");
    const stored = await storage.open(key);
    const found = stored && Buffer.from(await new Response(stored.body).arrayBuffer());
    await storage.remove(key);
    const left = await storage.open(key);
    await left?.body.cancel();
    return found?.equals(bytes) === true && left === null;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await storage.remove(key).catch(() => undefined);
  }
}

/** How much room is left where the embedded database and files are. */
export async function checkDisk(dataDir: string): Promise<HealthCheck> {
  const { bavail, blocks, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const state = judgeDisk(free);
  const reason = state === "ok" ? "ok" : state === "warn" ? "low" : "full";
  return {
    name: "disk",
    state,
    reason,
    facts: [...fact("free", free, "bytes"), ...fact("total", blocks * bsize, "bytes")],
  };
}
