import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { RunSql } from "@/tests/faults/store";

/** The first number of schedstat: nanoseconds on a core. 0 where the system does not tell. */
const onCoreMs = (path: string) => (existsSync(path) ? Number(readFileSync(path, "utf8").split(" ")[0]) / 1e6 : 0);

/** How long a process, and its first thread, have had a core since they began. Milliseconds. */
export function cpuOf(pid: number): { mainMs: number; wholeMs: number } {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return { mainMs: 0, wholeMs: 0 };
  const wholeMs = readdirSync(tasks).reduce((sum, task) => sum + onCoreMs(`${tasks}/${task}/schedstat`), 0);
  return { mainMs: onCoreMs(`${tasks}/${pid}/schedstat`), wholeMs };
}

/** The same of all processes that serve connections at this moment. */
export async function postgresCpu(runSql: RunSql): Promise<() => number> {
  const found = await runSql<{ pid: number }>("select pid from pg_stat_activity where pid <> pg_backend_pid()");
  return () => found.reduce((sum, { pid }) => sum + onCoreMs(`/proc/${pid}/schedstat`), 0);
}
