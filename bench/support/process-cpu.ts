import { existsSync, readFileSync } from "node:fs";

/** Linux counts in hundredths of a second, whatever the machine. */
const TICK_MS = 10;

/**
 * How long these processes, with all of their threads, have had a core by now, in milliseconds: what work costs, however
 * many others want the machine. To a hundredth of a second, so over many repetitions. NaN where the system does not tell.
 */
export function processCpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuOf(`/proc/${pid}/stat`), 0);
}

function cpuOf(path: string): number {
  if (process.platform !== "linux") return Number.NaN;
  if (!existsSync(path)) return 0;
  // The second field is the name, in brackets, with whatever characters it has; user and system time are the 14th and 15th.
  const fields = readFileSync(path, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
