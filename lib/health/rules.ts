import type { HealthState } from "./schemas";

/** A query that asks for nothing takes longer than this: something is busy, or far away. */
export const SLOW_DATABASE_MS = 250;
/** Beyond these the clocks of process and database make stamps look wrong, and then signed identities and links end early or late. */
export const CLOCK_WARN_MS = 2_000;
export const CLOCK_FAIL_MS = 30_000;
/** The embedded database and files need room to grow; without any nothing is written. */
export const DISK_WARN_BYTES = 2_000_000_000;
export const DISK_FAIL_BYTES = 300_000_000;
/** Of the memory that this process may use. */
export const MEMORY_WARN_SHARE = 0.85;
/** What is due waits no longer than this while its job runs. */
export const LATE_WARN_SECONDS = 60;
export const LATE_FAIL_SECONDS = 300;
/** A job that should have run is given so much more before it counts as overdue: a machine may be busy, or asleep. */
const OVERDUE_SLACK_SECONDS = 300;

export const judgeClock = (differenceMs: number): HealthState =>
  above(Math.abs(differenceMs), CLOCK_WARN_MS, CLOCK_FAIL_MS);

export const judgeDisk = (freeBytes: number): HealthState =>
  freeBytes < DISK_FAIL_BYTES ? "fail" : freeBytes < DISK_WARN_BYTES ? "warn" : "ok";

export const judgeLate = (seconds: number): HealthState => above(seconds, LATE_WARN_SECONDS, LATE_FAIL_SECONDS);

const above = (value: number, warn: number, fail: number): HealthState =>
  value > fail ? "fail" : value > warn ? "warn" : "ok";

type Run = {
  everySeconds: number;
  /** Since its last run, or the last look whether there is anything to do; null: none is known. */
  agoSeconds: number | null;
  /** For how long this process has been running: before that no run can be asked of it. */
  upSeconds: number;
};

/** Whether a job should have run by now: neither its last run nor the start of this process is recent enough. */
export const isOverdue = ({ everySeconds, agoSeconds, upSeconds }: Run): boolean =>
  Math.min(agoSeconds ?? upSeconds, upSeconds) > everySeconds * 2 + OVERDUE_SLACK_SECONDS;

const ORDER: readonly HealthState[] = ["ok", "warn", "fail"];
export const worst = (states: readonly HealthState[]): HealthState =>
  ORDER[Math.max(0, ...states.map((state) => ORDER.indexOf(state)))] ?? "ok";

/** An address of mail in a text of somebody else's server may be a visitor's: only where it leads is told. */
export const withoutMailboxes = (text: string): string => text.replace(/[^\s<>"'(),;:]+@/g, "…@");
