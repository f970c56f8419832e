import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import os from "node:os";

/**
 * Where process ids mean the same as here. A container has its own numbers, and two machines can share a name, so on
 * Linux the boot and the pid namespace are part of it; elsewhere the host name must do.
 */
export function processSpace(): string {
  return [os.hostname(), tryRead(bootId), tryRead(pidNamespace)].join(" ").trim();
}

const bootId = () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
const pidNamespace = () => readlinkSync("/proc/self/ns/pid");

/**
 * When a process of this space started, as an opaque text: together with the id it names one process for ever, while
 * ids alone are used again. Undefined when there is no such process, "" when it lives but the start cannot be learnt.
 */
export function processStart(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  const stat = tryRead(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === "") return tryRead(() => startByPs(pid));
  const { state, startTicks } = parseStat(stat);
  return state === "Z" ? undefined : startTicks; // a zombie is dead and waits only for its parent to notice
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // another user's process
  }
}

/** Fields 3 and 22 of proc(5) stat; the second field is a name in parentheses that may hold spaces and parentheses. */
function parseStat(stat: string): { state: string; startTicks: string } {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", startTicks: fields[19] ?? "" };
}

/** macOS and BSD. */
function startByPs(pid: number): string {
  return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" }).trim();
}

function tryRead(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
