export const HEALTH_NAMES = [
  "database",
  "realtime",
  "jobs",
  "storage",
  "disk",
  "mail",
  "push",
  "webhooks",
  "crm",
  "clock",
  "process",
] as const;
export type HealthName = (typeof HEALTH_NAMES)[number];

/** `ok`: works. `warn`: works, and somebody should look. `fail`: does not work. */
export type HealthState = "ok" | "warn" | "fail";

export type HealthUnit = "text" | "count" | "ms" | "seconds" | "bytes" | "time";
/** Something measured; `label` is a key of the texts, and `value` has its unit. A time is ISO 8601. */
export type HealthFact = { label: string; value: string | number; unit: HealthUnit };

/** One part of the installation. `reason` is a key of the texts of its part, which say what it means and what to do. */
export type HealthCheck = { name: HealthName; state: HealthState; reason: string; facts: HealthFact[] };

/** A timed job: when it last ran, as far as is known, and whether it should have run by now. */
export type HealthJob = {
  name: string;
  everySeconds: number;
  /** ISO 8601. */
  lastRunAt: string | null;
  isOverdue: boolean;
  /** Its last run in this process has failed. */
  hasFailed: boolean;
  /** Seconds for which the oldest of its work has been due; null where it does not keep a list. */
  lateSeconds: number | null;
};

export type HealthDto = { state: HealthState; checkedAt: string; checks: HealthCheck[]; jobs: HealthJob[] };

export const fact = (label: string, value: string | number | null, unit: HealthUnit = "text"): HealthFact[] =>
  value === null ? [] : [{ label, value, unit }];
