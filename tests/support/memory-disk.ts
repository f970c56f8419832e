import { existsSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const MEMORY_DISK = "/dev/shm";
/** Some thirty databases of tests at once; containers are often given 64 MB, which is less than one. */
const FREE_MIN_BYTES = 2_000_000_000;

/**
 * The folder for data that no test outlives: in memory where there is room, so that a commit does not wait for a disk.
 * What a killed process has written is there either way; only a loss of power would tell the two apart.
 */
export function fastestFolder(): string {
  if (!existsSync(MEMORY_DISK)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY_DISK);
  return bavail * bsize >= FREE_MIN_BYTES ? MEMORY_DISK : tmpdir();
}
