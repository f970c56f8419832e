import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Door, SystemActor } from "@/lib/context";
import { noted } from "@/lib/health/job-runs";
import { timed } from "@/lib/health/metrics";
import type { Job } from "@/lib/jobs/job";

export type JobOutcome = { ran: false } | { ran: true; result: Record<string, number> };

/**
 * Runs a timed job when it is due and nobody else runs it: safe to call from every process and from a cron route at
 * once. Its row in `job_leases` decides, by the database's clock and in one statement, because a lock held by an open
 * transaction would block the embedded database. A run that throws, or whose process dies, leaves its lease behind:
 * what is left of it is the pause before the next attempt.
 */
export const runJob = (door: Door, job: Job): Promise<JobOutcome> => noted(job.name, () => askJob(door, job));

async function askJob(door: Door, job: Job): Promise<JobOutcome> {
  if (job.isNeeded && !(await job.isNeeded(door.db))) return { ran: false };
  const actor: SystemActor = { type: "system", job: job.name };
  const { leaseSeconds } = job;
  if (leaseSeconds === null) return { ran: true, result: await timed(job.name, () => job.run({ actor, ...door })) };
  const lease = await takeLease(door, { ...job, leaseSeconds });
  if (lease === null) return { ran: false };
  const result = await timed(job.name, () => job.run({ actor, ...door }));
  await endLease(door, job, lease);
  return { ran: true, result };
}

/** The end of the lease as text (a `Date` would lose the microseconds that `endLease` compares), or null. */
async function takeLease(
  { db }: Door,
  { name, everySeconds, leaseSeconds }: Job & { leaseSeconds: number },
): Promise<string | null> {
  const [taken] = await rows<{ until: string }>(
    db,
    sql`insert into job_leases as lease (name, locked_until)
        values (${name}, now() + make_interval(secs => ${leaseSeconds}))
        on conflict (name) do update set locked_until = excluded.locked_until
        where lease.locked_until <= now()
          and (lease.last_run_at is null or lease.last_run_at <= now() - make_interval(secs => ${everySeconds}))
        returning locked_until::text as until`,
  );
  return taken?.until ?? null;
}

/** A run that outlived its lease ends nothing: the lease is another runner's by then. */
async function endLease({ db }: Door, { name }: Job, until: string): Promise<void> {
  await db.execute(
    sql`update job_leases set locked_until = now(), last_run_at = now()
        where name = ${name} and locked_until = ${until}::timestamptz`,
  );
}
