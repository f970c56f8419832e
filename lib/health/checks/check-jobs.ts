import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { jobLeases } from "@/db/schema";
import type { Db } from "@/db/types";
import type { Job } from "@/lib/jobs/job";
import type { JobRuns } from "../job-runs";
import { isOverdue, judgeLate, worst } from "../rules";
import { fact, type HealthCheck, type HealthJob } from "../schemas";

type Known = Pick<Job, "name" | "everySeconds" | "leaseSeconds" | "isNeeded">;
type Facts = {
  jobs: readonly Known[];
  /** What this process has seen of them. */
  runs: ReadonlyMap<string, JobRuns>;
  upSeconds: number;
};

/** Whether timed work is done in time: by when each job last ran, and by how long the oldest due work has been waiting. */
export async function checkJobs(
  db: Db,
  { jobs, runs, upSeconds }: Facts,
): Promise<{ check: HealthCheck; jobs: HealthJob[] }> {
  const [clock] = await rows<{ ms: number }>(db, sql`select extract(epoch from now())::float8 * 1000 as ms`);
  const nowMs = clock?.ms ?? Number.NaN;
  const leases = new Map((await db.select().from(jobLeases)).map((lease) => [lease.name, lease.lastRunAt]));
  const late = await readLate(db);
  const told = jobs.map(({ name, everySeconds, leaseSeconds, isNeeded }): HealthJob => {
    const run = runs.get(name);
    const storedMs = leases.get(name)?.getTime() ?? null;
    const ranMs = leaseSeconds === null ? (run?.ranAt ?? null) : storedMs;
    // A job that looks first, or that others may run as well, is alive while somebody asks for it.
    const aliveMs = leaseSeconds === null || isNeeded ? (run?.askedAt ?? ranMs) : storedMs;
    const agoSeconds = aliveMs === null ? null : (nowMs - aliveMs) / 1000;
    // Without a trace in the database nobody can tell what other processes do.
    const isKnown = run !== undefined || (leaseSeconds !== null && !isNeeded);
    return {
      name,
      everySeconds,
      lastRunAt: ranMs === null ? null : new Date(ranMs).toISOString(),
      isOverdue: isKnown && isOverdue({ everySeconds, agoSeconds, upSeconds }),
      hasFailed: run?.hasFailed ?? false,
      lateSeconds: late.get(name) ?? null,
    };
  });
  return { check: judge(told), jobs: told };
}

function judge(jobs: readonly HealthJob[]): HealthCheck {
  const lateSeconds = Math.max(0, ...jobs.map((job) => job.lateSeconds ?? 0));
  const overdue = jobs.filter((job) => job.isOverdue);
  const failed = jobs.filter((job) => job.hasFailed);
  const late = judgeLate(lateSeconds);
  const state = worst([late, overdue.length > 0 || failed.length > 0 ? "warn" : "ok"]);
  const reason = late !== "ok" ? "late" : failed.length > 0 ? "failed" : overdue.length > 0 ? "overdue" : "ok";
  const facts = [
    ...fact("jobs", jobs.length, "count"),
    ...fact("overdue", overdue.length, "count"),
    ...fact("failedJobs", failed.length, "count"),
    ...fact("oldestDue", lateSeconds, "seconds"),
  ];
  return { name: "jobs", state, reason, facts };
}

/** For how many seconds the oldest work of each job that keeps a list has been due. */
async function readLate(db: Db): Promise<Map<string, number>> {
  const [row] = await rows<Record<"timers" | "mail" | "push" | "webhooks" | "crm" | "files", number | null>>(
    db,
    sql`select
      (select extract(epoch from now() - min(due_at)) from timers)::float8 as timers,
      (select extract(epoch from now() - min(due_at)) from mail_outbox where sent_at is null and failed_at is null)::float8 as mail,
      (select extract(epoch from now() - min(due_at)) from push_outbox where sent_at is null and ended_at is null)::float8 as push,
      (select extract(epoch from now() - min(d.due_at)) from webhook_deliveries d join webhooks w on w.id = d.webhook_id
        where d.delivered_at is null and d.failed_at is null and w.disabled_at is null)::float8 as webhooks,
      (select extract(epoch from now() - min(due_at)) from crm_deliveries
        where delivered_at is null and failed_at is null
          and exists (select 1 from crm_connection where failure is null and claim is null))::float8 as crm,
      (select extract(epoch from now() - min(purge_at)) from files where purge_at is not null)::float8 as files`,
  );
  const seconds = (value: number | null | undefined) => Math.max(0, value ?? 0);
  return new Map([
    ["fire-due-timers", seconds(row?.timers)],
    ["send-due-mail", seconds(row?.mail)],
    ["send-due-push", seconds(row?.push)],
    ["send-due-webhooks", seconds(row?.webhooks)],
    ["tell-crm-of-chats", seconds(row?.crm)],
    ["purge-files", seconds(row?.files)],
  ]);
}
