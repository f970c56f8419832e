import { totalmem } from "node:os";
import { MEMORY_WARN_SHARE } from "../rules";
import { fact, type HealthCheck } from "../schemas";

/** What this process is and takes. `version`: of Foyer. */
export function checkProcess(version: string): HealthCheck {
  const used = process.memoryUsage.rss();
  // Zero, or more than the machine has, where nothing limits it.
  const limit = process.constrainedMemory();
  const may = limit > 0 && limit < totalmem() ? limit : totalmem();
  const isFull = used > may * MEMORY_WARN_SHARE;
  return {
    name: "process",
    state: isFull ? "warn" : "ok",
    reason: isFull ? "memory" : "ok",
    facts: [
      ...fact("foyer", version),
      ...fact("node", process.version),
      ...fact("memory", used, "bytes"),
      ...fact("memoryLimit", may, "bytes"),
      ...fact("uptime", process.uptime(), "seconds"),
    ],
  };
}
