import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second, on every machine that this runs on. */
const TICKS_PER_SECOND = 100;

/** Seconds by the name of a kind of process. */
export type CpuSeconds = Map<string, number>;

type Stat = { parent: number; own: number; reaped: number };

/**
 * Seconds of processor, user and system, that each kind of process below this one has taken so far, by the kind's name;
 * what has ended counts as `ended` once its parent has noticed. Empty where there is no `/proc`.
 */
export function cpuSeconds(names: ReadonlyMap<number, string>): CpuSeconds {
  const stats = new Map<number, Stat>();
  for (const entry of listProcesses()) {
    const stat = readStat(entry);
    if (stat) stats.set(entry, stat);
  }
  const total = new Map<string, number>();
  const add = (name: string, ticks: number) => total.set(name, (total.get(name) ?? 0) + ticks / TICKS_PER_SECOND);
  const walk = (pid: number, inherited: string) => {
    const stat = stats.get(pid);
    if (!stat) return;
    const name = names.get(pid) ?? inherited;
    add(name, stat.own);
    add(pid === process.pid ? "ended" : name, stat.reaped);
    for (const [child, { parent }] of stats) if (parent === pid) walk(child, pid === process.pid ? "others" : name);
  };
  walk(process.pid, "run");
  return total;
}

function listProcesses(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets, which may hold anything.
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent = 0, user = 0, system = 0, reapedUser = 0, reapedSystem = 0] = [1, 11, 12, 13, 14].map(
      (i) => fields[i],
    );
    return { parent, own: user + system, reaped: reapedUser + reapedSystem };
  } catch {
    return null;
  }
}
