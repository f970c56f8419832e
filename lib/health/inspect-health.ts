import type { Db } from "@/db/types";
import type { FileStorage } from "@/lib/files/storage/storage";
import type { Job } from "@/lib/jobs/job";
import { log } from "@/lib/log";
import { checkCrm } from "./checks/check-crm";
import { checkClock, checkDatabase } from "./checks/check-database";
import { checkJobs } from "./checks/check-jobs";
import { checkMail, checkPush, checkWebhooks } from "./checks/check-outgoing";
import { checkProcess } from "./checks/check-process";
import { checkRealtime, type RealtimeProbe } from "./checks/check-realtime";
import { checkDisk, checkStorage } from "./checks/check-storage";
import { jobRuns } from "./job-runs";
import { worst } from "./rules";
import type { HealthCheck, HealthDto, HealthJob, HealthName } from "./schemas";

/** A part that does not answer within this time does not answer. */
const CHECK_MS = 6_000;

/** What the installation is made of, as this process knows it. */
export type Installation = {
  db: Db;
  databaseKind: "embedded" | "postgres";
  newestMigration: number;
  realtime: RealtimeProbe;
  mailHost: string | null;
  pushKeys: () => Promise<"none" | "ok" | "unreadable">;
  storage: FileStorage;
  storageKind: "folder" | "bucket";
  /** Null where nothing is kept on this machine. */
  dataDir: string | null;
  jobs: readonly Job[];
  version: string;
};

/**
 * Looks at every part at once. One that fails or does not answer says so and hides none of the others; what it threw is
 * in the log of the server and never in the answer, because it may name addresses and accounts.
 */
export async function inspectHealth(parts: Installation): Promise<HealthDto> {
  const { db } = parts;
  let jobs: HealthJob[] = [];
  const checks = await Promise.all([
    attempt("database", () => checkDatabase({ db, kind: parts.databaseKind, newestMigration: parts.newestMigration })),
    attempt("realtime", () => checkRealtime(parts.realtime)),
    attempt("jobs", async () => {
      const found = await checkJobs(db, { jobs: parts.jobs, runs: jobRuns(), upSeconds: process.uptime() });
      jobs = found.jobs;
      return found.check;
    }),
    attempt("storage", () => checkStorage(parts.storage, parts.storageKind)),
    ...(parts.dataDir === null ? [] : [attempt("disk", () => checkDisk(parts.dataDir ?? ""))]),
    attempt("mail", () => checkMail(db, parts.mailHost)),
    attempt("push", async () => checkPush(db, await parts.pushKeys())),
    attempt("webhooks", () => checkWebhooks(db)),
    attempt("crm", () => checkCrm(db)),
    attempt("clock", () => checkClock(db)),
    attempt("process", async () => checkProcess(parts.version)),
  ]);
  return { state: worst(checks.map(({ state }) => state)), checkedAt: new Date().toISOString(), checks, jobs };
}

async function attempt(name: HealthName, check: () => Promise<HealthCheck>): Promise<HealthCheck> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthCheck>((resolve) => {
    timer = setTimeout(() => resolve({ name, state: "fail", reason: "late", facts: [] }), CHECK_MS);
  });
  const checked = check().catch((error: unknown): HealthCheck => {
    log.error({ err: error, check: name }, "a check of the health page failed");
    return { name, state: "fail", reason: "unknown", facts: [] };
  });
  try {
    return await Promise.race([checked, late]);
  } finally {
    clearTimeout(timer);
  }
}
